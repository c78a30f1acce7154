import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { log } from '@/lib/infra/log/log.mjs'
import { TriedAgain } from '@/lib/kernel/tried-again'
import { monthOf } from '@/lib/subscriptions/lines/line-use'
import { DELIVERY_LOCK } from './usage-file'

/** Months that are made before anything is of them. */
const AHEAD = 3
/** So many months longer a month is kept that a bill is still to come for: an account that gets none any more holds nothing. */
const WAITED_FOR = 12
/** Whoever reads or writes usage waits behind it for so long at most. */
const BRIEF = '800ms'
const HELD = '55P03'

/**
 * Makes the months of usage to come and, where `months` says for how many whole months before the present one it is kept, drops
 * older ones. Any number of processes may do so at once. The worker calls it, hence without an actor.
 * @throws TriedAgain while others work with what is to be dropped.
 */
export async function keepUsage(months: number | undefined, context: Context): Promise<void> {
  await makeAhead(context)
  if (months !== undefined) while (await dropOldest(months, context));
  // After the rest: it reads for seconds, and nothing waits for it.
  await context.sql.transaction((tx) => tx.$executeRaw`SELECT analyze_months('usage_record')`, { long: true })
}

async function makeAhead(context: Context): Promise<void> {
  const now = context.clock()
  const zone = context.market.timeZone
  const [{ isMissing, made }] = await briefly(
    context,
    (tx) => tx.$queryRaw<[{ isMissing: boolean; made: number }]>`
      SELECT (SELECT max(until) FROM months_of('usage_record')) <= ${now} AS "isMissing",
        make_months('usage_record', (${monthOf(context)}::date + make_interval(months => ${AHEAD}::int)) AT TIME ZONE ${zone}, ${zone}) AS made`,
  )
  if (isMissing) log.warn('the present month of usage was missing; it was made', { made })
  else if (made > 0) log.info('months of usage to come were made', { made })
}

/** Whether a month was dropped, so that another one may be old enough. */
async function dropOldest(months: number, context: Context): Promise<boolean> {
  const zone = context.market.timeZone
  return briefly(context, async (tx) => {
    const [{ free }] = await tx.$queryRaw<
      [{ free: boolean }]
    >`SELECT pg_try_advisory_xact_lock(${DELIVERY_LOCK}) AS free`
    if (!free) throw new TriedAgain('a delivery of usage is under way')
    const [old] = await tx.$queryRaw<{ name: string; until: Date; isLongOver: boolean; before: Date }[]>`
      SELECT name, until, before, until < before - make_interval(months => ${WAITED_FOR}::int) AS "isLongOver"
      FROM months_of('usage_record'),
        (SELECT (${monthOf(context)}::date - make_interval(months => ${months}::int)) AT TIME ZONE ${zone} AS before) kept
      WHERE until = (SELECT min(until) FROM months_of('usage_record')) AND until <= before`
    if (!old) return false
    const companies = old.isLongOver ? [] : await stillOpen(tx, old.until, zone)
    if (companies.length > 0) {
      log.warn('an old month of usage is kept: bills for it have not come yet', {
        month: old.name,
        companies,
      })
      return false
    }
    const began = performance.now()
    const [{ dropped }] = await tx.$queryRaw<[{ dropped: string | null }]>`
      SELECT drop_month('usage_record', ${old.before}) AS dropped`
    const ms = Math.round(performance.now() - began)
    if (dropped) log.info('an old month of usage was dropped', { month: dropped, ms })
    return dropped !== null
  })
}

/** Companies with usage from before `until` for which an account of theirs that gets bills has none yet, nor a later one. */
async function stillOpen(tx: Raw, until: Date, zone: string): Promise<string[]> {
  const open = await tx.$queryRaw<{ id: string }[]>`
    WITH newest AS (
      SELECT company_id, billing_account_id, max(month) AS month FROM bill GROUP BY 1, 2)
    SELECT DISTINCT n.company_id AS id FROM newest n
    JOIN subscription s ON s.company_id = n.company_id AND s.billing_account_id = n.billing_account_id
    JOIN usage_sum u ON u.company_id = s.company_id AND u.subscription_id = s.id
    WHERE n.month < (${until} AT TIME ZONE ${zone})::date AND u.month > n.month
      AND u.month < (${until} AT TIME ZONE ${zone})::date AND u.records > 0
    ORDER BY 1 LIMIT 20`
  return open.map(({ id }) => id)
}

async function briefly<T>(context: Context, work: (tx: Raw) => Promise<T>): Promise<T> {
  try {
    return await context.sql.transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('lock_timeout', ${BRIEF}, true)`
      return await work(tx)
    })
  } catch (error) {
    if ((error as { code?: string }).code === HELD) throw new TriedAgain('others work with usage')
    throw error
  }
}
