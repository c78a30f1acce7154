// Apart from what reads an address (list.ts): the browser writes them too, and needs no validator for it.

/** An order, or with `-` the same the other way round. */
export type SortBy<Sort extends string> = Sort | `-${Sort}`
export const sortKey = <Sort extends string>(sort: SortBy<Sort>): Sort => sort.replace(/^-/, '') as Sort
export const isTurned = (sort: string): boolean => sort.startsWith('-')

export const isNone = (value: unknown): boolean => value === undefined || value === null || value === ''

/** An address that asks for it, without what is as usual. */
export function addressOf(
  path: string,
  asked: Record<string, unknown>,
  usual: Record<string, unknown>,
): string {
  const query = Object.entries(asked)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value] as const)
    .filter(([name, value]) => value !== usual[name] && (!isNone(value) || (name === 'cols' && value === '')))
    .map(([name, value]): [string, string] => [name, String(value)])
  return query.length > 0 ? `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query)}` : path
}
