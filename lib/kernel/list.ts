import { z } from 'zod'
import { line } from './line'
import { addressOf, isNone, isTurned, type SortBy, sortKey } from './list-address'

/** Given twice, the first counts. */
export const firstOf = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((given) => (Array.isArray(given) ? given[0]! : given))

/** What is searched for; longer text is cut. */
export const search = (most: number) =>
  firstOf
    .transform((text) => text.slice(0, most))
    .pipe(line(most, 'web.unreadable'))
    .default('')
/** One of a few, the first where nothing is chosen. */
export const oneOf = <const Keys extends readonly [string, ...string[]]>(keys: Keys) =>
  z.enum(keys).default(keys[0] as never)
/** Something, or nothing: empty is what a form sends for a choice that is not made. */
export const orNone = <Read extends z.ZodType>(read: Read) =>
  z.union([z.literal('').transform(() => undefined), read]).optional()

type Lenient<Filters extends z.ZodRawShape> = { [Name in keyof Filters]: z.ZodCatch<Filters[Name]> }
/** Columns as the address has them: once with commas, or one by one from a form. */
const columnsOf = <Column extends string>(all: readonly Column[], usual: readonly Column[]) =>
  z
    .union([z.string().max(200), z.array(z.string().max(20)).max(30)])
    .transform((given) => (Array.isArray(given) ? given : given.split(',')))
    .transform((given) => all.filter((column) => given.includes(column)))
    .catch([...usual])

export type Way = 'up' | 'down'

/**
 * What a list can be asked for by its address, declared once. `shown` reads it for the page: what cannot be read narrows
 * nothing, and the page shows that it does not. `taken` reads the same filters for what is handed out or changed: there one
 * that cannot be read is refused, never taken for everything. `address` writes it: only what is not as usual.
 */
export function listing<
  const Filters extends z.ZodRawShape,
  const Sort extends string,
  const Column extends string = never,
>({
  filters,
  sorts,
  columns = { all: [], usual: [] },
}: {
  filters: Filters
  /** Its orders, the usual one first, and whether the smallest or the largest comes first in each. */
  sorts: Record<Sort, Way>
  columns?: { all: readonly Column[]; usual: readonly Column[] }
}) {
  const parsed = z.object(filters).parse({}) as Record<string, unknown>
  const none = Object.fromEntries(Object.keys(filters).map((name) => [name, parsed[name]]))
  const lenient = Object.fromEntries(
    Object.entries(filters).map(([name, read]) => [name, (read as z.ZodType).catch(none[name])]),
  ) as unknown as Lenient<Filters>
  const orders = (Object.keys(sorts) as Sort[]).flatMap((sort): SortBy<Sort>[] => [sort, `-${sort}`])
  const order = {
    sort: z
      .enum(orders as [string, ...string[]])
      .catch(orders[0]!)
      .transform((sort) => sort as SortBy<Sort>),
    cols: columnsOf(columns.all, columns.usual),
  }
  const usual: Record<string, unknown> = { ...none, sort: orders[0], cols: columns.usual.join(',') }
  return {
    filters: z.object(lenient),
    taken: z.object(filters),
    /** How the rows stand: what a file of the list has in common with it besides its filters. */
    order: z.object(order),
    shown: z.object({
      ...lenient,
      ...order,
      after: z.string().max(1_000).optional().catch(undefined),
    }),
    orders,
    columns: columns.all,
    /** What needs no place in an address. */
    usual,
    isDown: (sort: SortBy<Sort>): boolean => (sorts[sortKey(sort)] === 'down') !== isTurned(sort),
    isNarrowed: (asked: Record<string, unknown>): boolean =>
      Object.keys(filters).some((name) => !isNone(asked[name]) && asked[name] !== none[name]),
    address: (path: string, asked: Record<string, unknown>): string => addressOf(path, asked, usual),
  }
}
/** What a list's page, of whatever filters, needs to know of its declaration. */
export type Listing = Pick<ReturnType<typeof listing>, 'usual' | 'address' | 'isNarrowed'> & {
  orders: readonly string[]
  columns: readonly string[]
  isDown: (sort: never) => boolean
}
/** What a query of a list is asked: without an order it stands in the usual one. */
export type AskedOf<Shown extends { sort: unknown; cols: unknown; after?: unknown }> = Omit<
  Shown,
  'sort' | 'cols' | 'after'
> &
  Partial<Pick<Shown, 'sort' | 'cols' | 'after'>>
