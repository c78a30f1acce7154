import type { z } from 'zod'
import { NotFound } from '@/lib/kernel/violation'

/** The parameters of a request's address as pages get them: a name that is given more than once has all of its values. */
export function queryOf({ url }: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name)
      return [name, values.length > 1 ? values : values[0]!]
    }),
  )
}

/**
 * The filters of an address, as the query that a form carries on. Those that were given must be readable.
 * @throws NotFound where one is not: it would be taken for everything.
 */
export function filterQuery(
  filters: z.ZodObject,
  query: Record<string, string | string[] | undefined>,
): string {
  const given = Object.entries(query).filter(
    ([name, value]) => Object.hasOwn(filters.shape, name) && value !== '' && value !== undefined,
  )
  if (!filters.safeParse(Object.fromEntries(given)).success) throw new NotFound('filters that cannot be read')
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}
