import { Prisma } from './generated/client'

/** What stands in an array of PostgreSQL without quotes: ids, keys, numbers, moments in ISO 8601. */
const PLAIN = /^(?!null$)[\w:.+-]+$/i

/**
 * Values as PostgreSQL writes an array, null among them: the driver would quote each element of a list, which is long work
 * for thousands. @throws for what would need quotes.
 */
export function arrayText(values: readonly (string | number | boolean | null)[]): string {
  for (const value of values)
    if (typeof value === 'string' && !PLAIN.test(value))
      throw new Error('an element of an array needs quotes')
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`
}

/** Lists as text, as long as they live: a page asks about the same thousands in several queries. */
const TEXTS = new WeakMap<readonly string[], string>()

/** Ids as one value of type uuid[]. */
export function uuids(ids: readonly string[]): Prisma.Sql {
  const text = TEXTS.get(ids) ?? arrayText(ids)
  TEXTS.set(ids, text)
  return Prisma.sql`${text}::uuid[]`
}
