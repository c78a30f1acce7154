import { Prisma } from './generated/client'

/** Lists as text, as long as they live: a page asks about the same thousands in several queries. */
const TEXTS = new WeakMap<readonly string[], string>()

/**
 * Ids as one value of type uuid[], as PostgreSQL writes an array: the driver would quote each element of a list, which is
 * long work for thousands. What is no id is refused by the database.
 */
export function uuids(ids: readonly string[]): Prisma.Sql {
  const text = TEXTS.get(ids) ?? `{${ids.join(',')}}`
  TEXTS.set(ids, text)
  return Prisma.sql`${text}::uuid[]`
}
