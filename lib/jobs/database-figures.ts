import type { Context } from '@/lib/infra/context'
import { databaseTrouble, within } from '@/lib/infra/database-health'
import type { DatabaseFigures } from '@/lib/infra/metrics/metrics.mjs'
import { after, DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { earliestId } from '@/lib/kernel/id'
import { workerRuns } from './unreadiness'

/** A worker that said nothing of a channel for so long is gone (channel-states.ts). */
const SAID = 10 * MINUTE

type Counted = {
  what: 'messages' | 'notifications' | 'intake' | 'channels'
  channel: string
  state: string
  count: number
  since: Date | null
}

/**
 * What the database knows of the work of all processes, each by an index.
 * @throws when it is away, or does not answer within two seconds
 */
export async function databaseFigures(context: Context, trouble = databaseTrouble): Promise<DatabaseFigures> {
  const found = await within(figures(context, trouble), null)
  if (!found) throw new Error('the database does not answer in time')
  return found
}

async function figures(context: Context, trouble: typeof databaseTrouble): Promise<DatabaseFigures> {
  if ((await trouble()) === 'away') throw new Error('the database is away')
  const now = context.clock()
  const hourAgo = after(now, -HOUR)
  const [worker, found, parts] = await Promise.all([
    workerRuns(context),
    context.sql.$queryRaw<Counted[]>`
      SELECT 'messages' AS what, '' AS channel, '' AS state, count(*)::int AS count,
        min(run_at) FILTER (WHERE attempts = 0) AS since
        FROM graphile_worker.jobs WHERE task_identifier = 'tell'
      UNION ALL SELECT 'notifications', channel, state::text, count(*)::int, NULL FROM delivery
        WHERE id >= ${earliestId(after(hourAgo, -MINUTE))}::uuid AND queued_at > ${hourAgo} GROUP BY 2, 3
      UNION ALL SELECT 'intake', '', state::text, count(*)::int, min(received_at) FROM intake_delivery
        WHERE ended_at IS NULL OR body_until IS NOT NULL GROUP BY 3
      UNION ALL SELECT 'channels', channel, '', count(*)::int, NULL FROM channel_state
        WHERE problem IS NOT NULL AND seen_at > ${after(now, -SAID)} GROUP BY 2`,
    context.sql.$queryRaw<{ table: string; until: Date }[]>`
      SELECT 'usage_record' AS table, max(until) AS until FROM months_of('usage_record')`,
  ])
  const all = (what: Counted['what']) => found.filter((row) => row.what === what)
  const age = (since: Date | null | undefined) =>
    since ? Math.max(0, (now.getTime() - since.getTime()) / 1_000) : 0
  const [messages] = all('messages')
  const intake = all('intake')
  return {
    worker,
    messages: messages?.count ?? 0,
    oldestMessage: age(messages?.since),
    messageDeliveries: all('notifications'),
    intakeDeliveries: intake,
    oldestIntake: age(intake.find(({ state }) => state === 'waiting')?.since),
    daysAhead: parts.map(({ table, until }) => ({ table, days: (until.getTime() - now.getTime()) / DAY })),
    channelProblems: all('channels'),
  }
}
