import { isUuid, readCursor, writeCursor } from '@/lib/kernel/cursor'
import { type SortBy, sortKey } from '@/lib/kernel/list-address'
import { Prisma } from './db'

/** An order in which a list can stand: what its rows are sorted by, and what tells apart those that are alike in it. */
export type Order = {
  by: Prisma.Sql
  /** Unique within the list. */
  id: Prisma.Sql
  /** What a cursor's text is cast to, with its collation. */
  type: Prisma.Sql
  idType: Prisma.Sql
  /** Whether the text of a cursor is such a value: what is none must not reach the database. */
  fits: (text: string) => boolean
  isId: (text: string) => boolean
}

/** Most lists tell their rows apart by a uuid. */
export const byUuid = (id: Prisma.Sql) => ({ id, idType: Prisma.sql`uuid`, isId: isUuid })
/** In the order of the language's letters, not of their codes. */
export const byName = (name: Prisma.Sql) => ({
  by: Prisma.sql`${name} COLLATE "und-x-icu"`,
  type: Prisma.sql`text COLLATE "und-x-icu"`,
  fits: () => true,
})

type Keyset<Sort extends string> = {
  sort: SortBy<Sort>
  /** What stands behind the cursor, as a condition that begins with AND; empty at the beginning. */
  past: Prisma.Sql
  orderBy: Prisma.Sql
  /** The value of the order as text, for the cursor of the last row: to be selected as "sortKey". */
  key: Prisma.Sql
}

/**
 * How a page of a list is read, in one of its orders and behind a cursor: rows are compared as a whole, so that each index
 * serves both ways and no row is met twice, however many are alike. A cursor of another order, or of nothing that there
 * can be, begins from the beginning.
 */
export function keyset<Sort extends string>(
  list: { isDown: (sort: SortBy<Sort>) => boolean; orders: readonly SortBy<Sort>[] },
  orders: Record<Sort, Order>,
  { sort = list.orders[0]!, after }: { sort?: SortBy<Sort> | undefined; after?: string | undefined },
): Keyset<Sort> {
  const { by, id, type, idType, fits, isId } = orders[sortKey(sort)]
  const [direction, past] = list.isDown(sort)
    ? [Prisma.sql`DESC`, Prisma.sql`<`]
    : [Prisma.sql`ASC`, Prisma.sql`>`]
  const read = readCursor(after, 'string', 'string', 'string')
  const from = read && read[0] === sort && fits(read[1]) && isId(read[2]) ? read : null
  return {
    sort,
    past: from
      ? Prisma.sql`AND (${by}, ${id}) ${past} (${from[1]}::${type}, ${from[2]}::${idType})`
      : Prisma.empty,
    orderBy: Prisma.sql`${by} ${direction}, ${id} ${direction}`,
    key: Prisma.sql`(${by})::text`,
  }
}

/** The rows of one page, of which one more was read, and where the next begins. */
export function pageOf<Row>(
  rows: readonly Row[],
  size: number,
  sort: string,
  at: (row: Row) => readonly string[],
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return { rows: page, next: last ? writeCursor(sort, ...at(last)) : null }
}

/** The largest number PostgreSQL's bigint holds. */
const LAST = 2n ** 63n - 1n

/** The same for a list whose rows are numbered: the number that the page before ended with, if it was of this order. */
export function serial<Sort extends string>(
  list: { isDown: (sort: SortBy<Sort>) => boolean; orders: readonly SortBy<Sort>[] },
  { sort = list.orders[0]!, after }: { sort?: SortBy<Sort> | undefined; after?: string | undefined },
): { sort: SortBy<Sort>; isDown: boolean; from: bigint | null } {
  const read = readCursor(after, 'string', 'string')
  const number = read && read[0] === sort && /^\d{1,19}$/.test(read[1]) ? BigInt(read[1]) : null
  return { sort, isDown: list.isDown(sort), from: number !== null && number <= LAST ? number : null }
}
