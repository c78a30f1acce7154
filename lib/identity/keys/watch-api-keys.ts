import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { after, DAY } from '@/lib/kernel/clock'
import { ok } from '@/lib/kernel/result'
import { announce } from '../messages'

/** So long before a key ends the operator's staff are notified, and once more. */
const WARNINGS = { first: 30 * DAY, last: 7 * DAY }

/**
 * Announces keys that are about to end, each twice at most: in the statement that finds them, so that of two workers one
 * does. The worker calls it every day, hence without an actor.
 */
export async function watchApiKeys(context: Context): Promise<void> {
  const now = context.clock()
  await sqlTransaction(context, async (tx) => {
    const ending = await tx.$queryRaw<{ system: string; until: Date }[]>`
      UPDATE api_key SET warned_at = ${now}
      WHERE revoked_at IS NULL AND expires_at > ${now} AND (
        expires_at <= ${after(now, WARNINGS.first)} AND warned_at IS NULL
        OR expires_at <= ${after(now, WARNINGS.last)} AND warned_at < expires_at - ${WARNINGS.last} * interval '1 ms')
      RETURNING name AS system, expires_at AS until`
    for (const { system, until } of ending) {
      const payload = { system, until: until.toISOString() }
      await announce(tx, null, { kind: 'identity.api_key_ending', payload }, now)
    }
    return ok(null)
  })
}
