import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import type { Answer } from './answers'

/** First half of the advisory locks by which the transaction of a delivery is known; used for nothing else. */
const DELIVERY = 7_240_031

/** Marks a transaction as that of a delivery, until it ends; no other process has it at the same time. */
export const holdDelivery = (tx: Raw, id: string): Promise<unknown> =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY}::int, hashtext(${id}))`

/** Ends whatever statement the transaction of a delivery is at: its whole work is undone. */
export const interruptDelivery = (id: string, sql: Raw): Promise<unknown> =>
  sql.$queryRaw`
    SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
      AND classid = ${DELIVERY}::int::oid AND objid = (hashtext(${id})::bigint & 4294967295)::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

/**
 * Asks the workers for the deliveries of a key that wait. A key has one job at a time, which processes the oldest delivery:
 * a later one needs what an earlier one brings, also where that has to be tried again. A job that waits already is left as it
 * is, and a new one waits as long as the oldest delivery has failed for: what is sent meanwhile uses up no attempts of it. The
 * job's row is held until the transaction ends, so that a worker that takes it sees what the transaction has written.
 */
export const requestProcessing = (senderId: string, sql: Raw): Promise<unknown> =>
  sql.$executeRaw`
    WITH job AS (
      SELECT FROM graphile_worker._private_jobs
      WHERE key = 'intake ' || ${senderId} AND locked_at IS NULL AND attempts < max_attempts FOR UPDATE),
    oldest AS (
      SELECT sender_id, attempts FROM intake_delivery
      WHERE sender_id = ${senderId}::uuid AND state IN ('waiting', 'processing') ORDER BY received_at, id LIMIT 1)
    SELECT graphile_worker.add_job('process_delivery', json_build_object('senderId', sender_id),
      queue_name := 'intake ' || sender_id, job_key := 'intake ' || sender_id,
      run_at := now() + CASE WHEN attempts > 0 THEN exp(least(attempts, 5)) ELSE 0 END * interval '1 second')
    FROM oldest WHERE NOT EXISTS (SELECT FROM job)`

/** Writes down how far a delivery is. Resolves with whether it is to be cancelled. */
export async function progressOf(
  id: string,
  context: Context,
  so: { rows: number; bytes: number },
): Promise<{ cancelling: boolean }> {
  const [found] = await context.sql.$queryRaw<{ cancelling: boolean }[]>`
    UPDATE intake_delivery SET rows_read = ${so.rows}::int, bytes_read = ${so.bytes}::bigint
    WHERE id = ${id}::uuid AND state = 'processing' RETURNING cancelling`
  return { cancelling: found?.cancelling ?? false }
}

/** How a delivery ends. */
export type End = 'taken' | 'refused' | 'canceled' | 'failed'

/**
 * Keeps what came of a delivery, also in the transaction that imports it: it is taken and says so, or neither. Its body is no
 * longer needed. Resolves with whether it ended so; not where it has ended before, or is to be cancelled.
 */
export async function endDelivery(
  id: string,
  state: End,
  { status, body }: Answer,
  { sql, now }: { sql: Raw; now: Date },
): Promise<boolean> {
  const ended = await sql.$executeRaw`
    UPDATE intake_delivery SET state = ${state}::intake_state, status = ${status}, answer = ${body}::jsonb,
      ended_at = ${now}, bytes_read = bytes
    WHERE id = ${id}::uuid AND state = 'processing' AND (NOT cancelling OR ${state} = 'canceled')`
  return ended === 1
}

export const hasEnded = async (id: string, context: Context): Promise<boolean> =>
  (await context.db.intakeDelivery.count({ where: { id, endedAt: { not: null } } })) === 1
