import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import type { Goal } from './table'

/**
 * What dropping a month of usage costs beside deleting the same rows, in one run. The bench's role owns the tables: it gives the
 * rows of the newest whole month a part of their own, half a year before the others.
 */
export async function measureMonths(context: Context): Promise<Goal[]> {
  const long = <T>(work: (run: (text: string) => Promise<number>) => Promise<T>) =>
    context.sql.transaction((tx) => work((text) => tx.$executeRaw`${Prisma.raw(text)}`), { long: true })
  const [{ from, until }] = await context.sql.$queryRaw<[{ from: string; until: string }]>`
    SELECT (date_trunc('month', min(at)) - interval '6 months')::text AS from, (SELECT max(until) FROM months_of('usage_record'))::text AS until
    FROM usage_record`
  await long(async (run) => {
    await run('ALTER TABLE usage_record DETACH PARTITION usage_record_first')
    await run(
      `ALTER TABLE usage_record ATTACH PARTITION usage_record_first FOR VALUES FROM ('${from}') TO ('${until}')`,
    )
    await run(
      `CREATE TABLE usage_record_old PARTITION OF usage_record FOR VALUES FROM (MINVALUE) TO ('${from}')`,
    )
  })
  const rows = await long((run) =>
    run(`
      INSERT INTO usage_record (company_id, subscription_id, at, reference, kind, other, abroad, quantity, net)
      SELECT company_id, subscription_id, at - interval '1 year', reference, kind, other, abroad, quantity, net
      FROM usage_record_first WHERE at < '${from}'::timestamptz + interval '7 months'`),
  )
  await context.sql.$executeRaw`VACUUM ANALYZE usage_record_old`
  let deleting = 0
  await long(async (run) => {
    const began = performance.now()
    await run(`DELETE FROM usage_record WHERE at < '${from}'`)
    deleting = performance.now() - began
    throw new Kept()
  }).catch((error) => {
    if (!(error instanceof Kept)) throw error
  })
  const began = performance.now()
  const [{ dropped }] = await context.sql.$queryRaw<[{ dropped: string }]>`
    SELECT drop_month('usage_record', ${from}::timestamptz) AS dropped`
  const dropping = performance.now() - began
  if (dropped !== 'usage_record_old') throw new Error(`${dropped} was dropped`)
  const note = `${rows} rows: ${dropping.toFixed(0)} ms, deleted ${deleting.toFixed(0)} ms`
  return [
    { goal: '7', what: 'a month of usage: dropped ÷ deleted', ratio: dropping / deleting, most: 0.2, note },
  ]
}

/** The rows that were deleted come back: the same are dropped. */
class Kept extends Error {}
