import type { Context } from '@/lib/infra/context'
import { type Answer, CANCELLED } from './answers'
import { attemptImport, type Begun, type Importer, Interrupted } from './attempt'
import { dropBody, LostBody } from './bodies'
import { isOutside, outageOf } from './broken-attempt'
import { endDelivery, hasEnded, interruptDelivery, requestProcessing } from './delivery-state'
import { endFailed, type FailedDelivery } from './failed-deliveries'

/** After so many attempts that ended the process, or that a bug broke off, it is given up: it ends whoever tries it. */
const ATTEMPTS = 5

/**
 * Processes the oldest delivery of a sender that waits, and keeps what came of it; if more wait, the next worker that is free is
 * asked for them. Stopped at any moment it is processed again from its beginning: nothing of it was taken. @throws what nobody
 * foresaw, so that it is tried again; Busy; Interrupted
 */
export async function processNext(
  senderId: string,
  importer: Importer,
  context: Context,
  signal: AbortSignal,
): Promise<void> {
  const [begun] = await context.sql.$queryRaw<Begun[]>`
    UPDATE intake_delivery SET state = 'processing', attempts = attempts + 1, rows_read = 0, bytes_read = 0
    WHERE id = (
      SELECT id FROM intake_delivery WHERE sender_id = ${senderId}::uuid AND state IN ('waiting', 'processing')
      ORDER BY received_at, id LIMIT 1)
    RETURNING id, sender_id AS "senderId", kind, format, dry, address, request_id AS "requestId", key_hash AS "keyHash",
      attempts, outages, outage_since AS "outageSince", problem, cancelling, bytes::float8 AS bytes`
  if (!begun) return
  await ended(begun, importer, context, signal)
  await dropBody(begun.id, context.sql)
  await requestProcessing(senderId, context.sql)
}

async function ended(begun: Begun, importer: Importer, context: Context, signal: AbortSignal): Promise<void> {
  const { id } = begun
  const end = (state: 'refused' | 'canceled' | 'taken', answer: Answer) =>
    endDelivery(id, state, answer, { sql: context.sql, now: context.clock() })
  const fail = (how: Pick<FailedDelivery, 'attempts' | 'problem'>, isLost = false) =>
    endFailed({ ...begun, ...how }, isLost, importer.notifyFailed, context)
  if (begun.cancelling) return void (await end('canceled', CANCELLED))
  if (begun.attempts > ATTEMPTS)
    return void (await fail({ attempts: begun.attempts - 1, problem: begun.problem }))
  const stop = () => void interruptDelivery(id, context.sql).catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const answer = await attemptImport(begun, importer, context, signal)
    // What was taken has ended with its own transaction; what was not may have been cancelled meanwhile.
    if (!(await end(answer.status === 200 ? 'taken' : 'refused', answer))) await end('canceled', CANCELLED)
  } catch (error) {
    if (error instanceof LostBody && (await fail({ ...begun, problem: error.message }, true))) return
    const now = context.clock()
    const broke = outageOf(error, begun, { now, stopped: signal.aborted })
    if (broke.isOver && (await fail({ attempts: broke.outages, problem: broke.problem }))) return
    const again = signal.aborted || isOutside(error) ? 1 : 0
    const [left] = await context.sql.$queryRaw<{ cancelling: boolean }[]>`
      UPDATE intake_delivery SET state = CASE WHEN cancelling THEN state ELSE 'waiting' END, attempts = attempts - ${again}::int,
        outages = ${broke.outages}::int, outage_since = ${broke.outageSince}, problem = ${broke.problem}
      WHERE id = ${id}::uuid AND state = 'processing' RETURNING cancelling`
    if (left?.cancelling) return void (await end('canceled', CANCELLED))
    // Another worker took it, and ended it, while this one was out of touch.
    if (left || !(await hasEnded(id, context)))
      // A statement that this process cancels because it stops fails like one of a database that is away.
      throw signal.aborted && isOutside(error) ? new Interrupted(id, error) : error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
