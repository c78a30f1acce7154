import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { log } from '@/lib/infra/log/log.mjs'
import type { RowProblem } from '@/lib/intake/file-kind'

/** The first month that is kept whole, as its first day; null: no month was ever dropped. By the clocks of the market. */
export async function usageKeptFrom(sql: Raw, context: Context): Promise<string | null> {
  const [{ month }] = await sql.$queryRaw<[{ month: string | null }]>`
    SELECT to_char(date_trunc('month', (since AT TIME ZONE ${context.market.timeZone}) - interval '1 microsecond') + interval '1 month',
      'YYYY-MM-DD') AS month
    FROM (SELECT since FROM months_of('usage_record') ORDER BY until LIMIT 1) oldest`
  return month
}

/**
 * Makes the months that staged events are of, should nobody have made them ahead. Resolves with those of a month that was
 * dropped: whether they were counted already nobody can tell any more, so none is counted again. At most 100,000.
 */
export async function meetMonths(tx: Raw, context: Context): Promise<RowProblem[]> {
  const [{ made }] = await tx.$queryRaw<[{ made: number | null }]>`
    SELECT make_months('usage_record', max(at), ${context.market.timeZone}) AS made FROM staged_usage`
  if (made) log.warn('months of usage were missing when their first event came; they were made', { made })
  const gone = await tx.$queryRaw<{ row: number }[]>`
    SELECT row FROM staged_usage WHERE at < (SELECT since FROM months_of('usage_record') ORDER BY until LIMIT 1)
    ORDER BY row LIMIT 100000`
  return gone.map(({ row }) => ({ row, code: 'bills.usage_not_kept', field: 'at' }))
}
