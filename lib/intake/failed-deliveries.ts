import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { after, DAY } from '@/lib/kernel/clock'
import { ok } from '@/lib/kernel/result'
import { failedAnswer } from './answers'
import { dropBody } from './bodies'
import { endDelivery, requestProcessing } from './delivery-state'

/** For so long the body of a delivery that failed is kept at most, so that it can be tried again. */
const BODY_KEPT = 7 * DAY

/** A delivery that so many attempts could not process. */
export type FailedDelivery = {
  id: string
  senderId: string
  kind: string
  attempts: number
  problem: string | null
}
/** `until`: so long its body is kept at most. */
export type NotifyFailed = (
  tx: Raw,
  failed: FailedDelivery,
  when: { now: Date; until: Date },
) => Promise<void>

/**
 * Ends a delivery that is given up, or (`isLost`) of which part is not there any more. Its sender hears that it failed, and its
 * body is kept so that it can be tried again; `notify` joins the transaction. Resolves with whether it ended so; not where it
 * is to be cancelled.
 */
export async function endFailed(
  failed: FailedDelivery,
  isLost: boolean,
  notify: NotifyFailed,
  context: Context,
): Promise<boolean> {
  const { id, attempts, problem } = failed
  const now = context.clock()
  const until = after(now, BODY_KEPT)
  const ended = await sqlTransaction(context, async (tx) => {
    if (!(await endDelivery(id, 'failed', failedAnswer({ attempts, isLost }), { sql: tx, now })))
      return ok(false)
    await tx.$executeRaw`
      UPDATE intake_delivery SET problem = ${problem}, body_until = ${until} WHERE id = ${id}::uuid`
    await notify(tx, failed, { now, until })
    return ok(true)
  })
  return ended.ok && ended.value
}

/** Holds a delivery that failed and whose body is kept until the transaction ends. Resolves with its kind; null: there is none. */
export async function lockFailed(tx: Raw, id: string): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ kind: string }[]>`
    SELECT kind FROM intake_delivery WHERE id = ${id}::uuid AND body_until IS NOT NULL FOR UPDATE`
  return found?.kind ?? null
}

/** Lets a delivery that failed wait once more, in its old place. */
export async function requeueFailed(tx: Raw, id: string): Promise<void> {
  const [{ senderId }] = await tx.$queryRaw<[{ senderId: string }]>`
    UPDATE intake_delivery SET state = 'waiting', attempts = 0, outages = 0, outage_since = NULL, problem = NULL,
      status = NULL, answer = NULL, ended_at = NULL, body_until = NULL, bytes_read = 0, rows_read = 0
    WHERE id = ${id}::uuid RETURNING sender_id AS "senderId"`
  await requestProcessing(senderId, tx)
}

/** Deletes the body of a delivery that failed, which is held. */
export async function dropFailed(tx: Raw, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE intake_delivery SET body_until = NULL WHERE id = ${id}::uuid`
  await dropBody(id, tx)
}
