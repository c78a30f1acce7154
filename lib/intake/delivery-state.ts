import type { ApiKey } from '@/lib/identity/api-keys'
import type { Prisma, Raw } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { dropBody } from './bodies'

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
  world: World,
  so: { rows: number; bytes: number },
): Promise<{ cancelling: boolean }> {
  const [found] = await world.sql.$queryRaw<{ cancelling: boolean }[]>`
    UPDATE intake_delivery SET rows_read = ${so.rows}::int, bytes_read = ${so.bytes}::bigint
    WHERE id = ${id}::uuid AND state = 'processing' RETURNING cancelling`
  return { cancelling: found?.cancelling ?? false }
}

type End = 'taken' | 'refused' | 'canceled' | 'failed'

/**
 * Keeps what came of a delivery, also in the transaction that imports it: it is taken and says so, or neither. Its body is no
 * longer needed. Resolves with whether it ended so; not where it has ended before, or is to be cancelled.
 */
export async function endDelivery(
  id: string,
  state: End,
  { status, body }: { status: number; body: Prisma.InputJsonObject },
  { sql, now }: { sql: Raw; now: Date },
): Promise<boolean> {
  const ended = await sql.$executeRaw`
    UPDATE intake_delivery SET state = ${state}::intake_state, status = ${status}, answer = ${body}::jsonb,
      ended_at = ${now}, bytes_read = bytes
    WHERE id = ${id}::uuid AND state = 'processing' AND (NOT cancelling OR ${state} = 'canceled')`
  return ended === 1
}

export const hasEnded = async (id: string, world: World): Promise<boolean> =>
  (await world.db.intakeDelivery.count({ where: { id, endedAt: { not: null } } })) === 1

/** A delivery as its sender sees it. */
export type DeliveryView = {
  id: string
  kind: string
  state: 'receiving' | 'waiting' | 'processing' | End
  dry: boolean
  bytes: number
  rows: number
  /** So many of its key are processed before it. */
  ahead: number
  /** How much of it is read, from 0 to 1. */
  progress: number
  /** Once it has ended: the status and body of its answer. */
  status: number | null
  answer: Record<string, unknown> | null
}

/** A delivery of this key; null: there is none. */
export async function findDelivery(id: string, key: ApiKey, world: World): Promise<DeliveryView | null> {
  const [found] = await world.sql.$queryRaw<DeliveryView[]>`
    SELECT id, kind, state, dry, bytes::float8 AS bytes, rows_read AS rows, status, answer,
      CASE WHEN bytes > 0 THEN least(1, bytes_read::float8 / bytes) ELSE 0 END AS progress,
      CASE WHEN state <> 'waiting' THEN 0 ELSE (
        SELECT count(*)::int FROM intake_delivery o WHERE o.ended_at IS NULL AND o.sender_id = d.sender_id
          AND o.state <> 'receiving' AND (o.received_at, o.id) < (d.received_at, d.id)) END AS ahead
    FROM intake_delivery d WHERE id = ${id}::uuid AND sender_id = ${key.id}::uuid`
  return found ?? null
}

/** What a delivery that was cancelled is answered with. */
export const CANCELLED = { status: 409, body: { taken: false, error: 'it was cancelled' } }

/**
 * Cancels a delivery of this key that has not ended: one that waits at once, one that is processed as soon as it hears, and
 * all of that is undone. Resolves with how it stands; null: there is none.
 */
export async function cancelDelivery(id: string, key: ApiKey, world: World): Promise<DeliveryView | null> {
  const ended = await world.sql.transaction(async (tx) => {
    // It cannot end as long as its row is held, so that what is interrupted is its transaction and no later one.
    const [found] = await tx.$queryRaw<{ waits: boolean }[]>`
      SELECT state = 'waiting' AS waits FROM intake_delivery
      WHERE id = ${id}::uuid AND sender_id = ${key.id}::uuid AND state IN ('waiting', 'processing') FOR UPDATE`
    if (!found) return false
    await tx.$executeRaw`UPDATE intake_delivery SET cancelling = true, state = 'processing' WHERE id = ${id}::uuid`
    if (found.waits) return endDelivery(id, 'canceled', CANCELLED, { sql: tx, now: world.clock() })
    await interruptDelivery(id, tx)
    return false
  })
  if (ended) await dropBody(id, world.sql)
  return findDelivery(id, key, world)
}

/** So many answers of a key keep the problems that they list: one that repeats a refused file every second fills no disk. */
const LISTING = 100
/** So many are shortened by one statement. */
const SHORTENED = 10_000
const SHORT = { note: `problems are listed only in the newest ${LISTING} answers of a key that have some` }

/**
 * Removes results that nobody asks for any more, problems that older ones list, and bodies of which nothing has come since
 * `heard`: the process that received them is gone. Asks for deliveries that wait and that no job is there for, as after a
 * restore without the queue.
 */
export async function tidyDeliveries(world: World, before: { ended: Date; heard: Date }): Promise<void> {
  await world.sql
    .$executeRaw`UPDATE intake_delivery SET body_until = NULL WHERE body_until < ${world.clock()}`
  const left = await world.sql.$queryRaw<{ id: string }[]>`
    SELECT id FROM intake_delivery d WHERE state = 'receiving' AND received_at < ${before.heard}
      OR ended_at IS NOT NULL AND body_until IS NULL AND EXISTS (SELECT 1 FROM intake_part WHERE delivery_id = d.id)`
  for (const { id } of left) await dropBody(id, world.sql)
  await world.sql.$executeRaw`
    DELETE FROM intake_delivery WHERE ended_at < ${before.ended} OR state = 'receiving' AND received_at < ${before.heard}`
  await world.sql.$executeRaw`
    UPDATE intake_delivery SET answer = answer - 'problems' || ${SHORT}::jsonb WHERE id IN (
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY sender_id ORDER BY ended_at DESC, id DESC) AS place
        FROM intake_delivery WHERE answer -> 'problems' <> '[]'::jsonb) d
      WHERE place > ${LISTING}::int LIMIT ${SHORTENED}::int)`
  const forgotten = await world.sql.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT sender_id AS id FROM intake_delivery WHERE state IN ('waiting', 'processing') AND NOT EXISTS (
      SELECT 1 FROM graphile_worker.jobs WHERE key = 'intake ' || sender_id AND attempts < max_attempts)`
  for (const { id } of forgotten) await requestProcessing(id, world.sql)
}
