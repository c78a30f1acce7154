import { hostname } from 'node:os'
import type { Context } from '@/lib/infra/context'
import { log } from '@/lib/infra/log/log.mjs'
import { after, DAY, MINUTE } from '@/lib/kernel/clock'

export type Channel = 'mail' | 'sms'

/** Said again so often, so that one that has gone silent is told from one that works. */
const SAID_EVERY = MINUTE
/** A worker that said nothing for so long is gone. */
const GONE_AFTER = 10 * MINUTE

/**
 * Takes down how this worker stands with the mail server or the message centre: in the database, where `message:why` finds it,
 * and in the log, once for each change. `place` is its host, without user and password.
 */
export function channelReporter(
  channel: Channel,
  place: string,
  context: Context,
): (problem: string | null) => void {
  const setting = channel === 'mail' ? 'SMTP_URL' : 'SMPP_URL'
  const what = channel === 'mail' ? 'mail' : 'SMS'
  const worker = `${hostname()}:${process.pid}`
  let known: { problem: string | null; at: number } | undefined
  return (problem) => {
    const now = context.clock()
    const changed = known?.problem !== problem
    if (!changed && now.getTime() - known!.at < SAID_EVERY) return
    if (problem !== null && changed)
      log.error(
        `No ${what} goes out by ${place}: ${problem}. See ${setting} (docs/operations.md, "Messages").`,
      )
    if (problem === null && typeof known?.problem === 'string') log.warn(`${place} takes ${what} again.`)
    known = { problem, at: now.getTime() }
    // Without a database nothing goes out either, and that is said elsewhere.
    void context.sql.$executeRaw`
      INSERT INTO channel_state AS s (channel, worker, problem, since, seen_at)
      VALUES (${channel}, ${worker}, ${problem}, ${now}, ${now})
      ON CONFLICT (channel, worker) DO UPDATE SET seen_at = excluded.seen_at, problem = excluded.problem,
        since = CASE WHEN s.problem IS NOT DISTINCT FROM excluded.problem THEN s.since ELSE excluded.since END`.catch(
      () => undefined,
    )
  }
}

type ChannelStanding = {
  channel: Channel
  worker: string
  problem: string | null
  since: Date
  seenAt: Date
}

/** How the workers that live stand with mail server and message centre. */
export async function listChannelStates(context: Context): Promise<ChannelStanding[]> {
  const seenAt = { gt: after(context.clock(), -DAY) }
  const rows = await context.db.channelState.findMany({
    where: {
      OR: [{ seenAt: { gt: after(context.clock(), -GONE_AFTER) } }, { seenAt, problem: { not: null } }],
    },
    orderBy: [{ channel: 'asc' }, { worker: 'asc' }],
  })
  return rows.map((row) => ({ ...row, channel: row.channel === 'sms' ? 'sms' : 'mail' }))
}
