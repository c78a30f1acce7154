import type { ApiKey } from '@/lib/identity/api-keys'
import type { Prisma, Raw } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'

/** First half of the advisory locks by which the transaction of a delivery is known; used for nothing else. */
const DELIVERY = 7_240_031

/** Marks a transaction as that of a delivery, until it ends. */
export const holdDelivery = (tx: Raw, id: string): Promise<unknown> =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY}::int, hashtext(${id}))`

/** Ends whatever statement the transaction of a delivery is at: its whole work is undone. */
export const interruptDelivery = (id: string, world: World): Promise<unknown> =>
  world.sql.$queryRaw`
    SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
      AND classid = ${DELIVERY}::int::oid AND objid = (hashtext(${id})::bigint & 4294967295)::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

/** Writes down how far a delivery is, if that is said. Resolves with whether it is to be cancelled. */
export async function progressOf(
  id: string,
  world: World,
  so?: { rows: number; bytes: number },
): Promise<{ cancelling: boolean }> {
  const [found] = await world.sql.$queryRaw<{ cancelling: boolean }[]>`
    UPDATE intake_delivery SET rows_read = coalesce(${so?.rows ?? null}::int, rows_read),
      bytes_read = coalesce(${so?.bytes ?? null}::bigint, bytes_read)
    WHERE id = ${id}::uuid RETURNING cancelling`
  return { cancelling: found?.cancelling ?? false }
}

type End = 'taken' | 'refused' | 'canceled' | 'failed'

/** Keeps what came of a delivery; its body is no longer needed. */
export async function endDelivery(
  id: string,
  state: End,
  { status, body }: { status: number; body: Prisma.InputJsonObject },
  world: World,
): Promise<void> {
  await world.sql.$executeRaw`
    WITH ended AS (
      UPDATE intake_delivery SET state = ${state}::intake_state, status = ${status}, answer = ${body}::jsonb,
        ended_at = ${world.clock()}, bytes_read = bytes WHERE id = ${id}::uuid RETURNING id)
    DELETE FROM intake_part WHERE delivery_id IN (SELECT id FROM ended)`
}

/** A delivery as its sender sees it. */
export type DeliveryView = {
  id: string
  kind: string
  state: 'receiving' | 'waiting' | 'processing' | End
  dry: boolean
  bytes: number
  rows: number
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
      CASE WHEN bytes > 0 THEN least(1, bytes_read::float8 / bytes) ELSE 0 END AS progress
    FROM intake_delivery WHERE id = ${id}::uuid AND sender_id = ${key.id}::uuid`
  return found ?? null
}

/**
 * Cancels a delivery of this key that has not ended: one that waits at once, one that is processed as soon as it hears, and
 * all of that is undone. Resolves with how it stands; null: there is none.
 */
export async function cancelDelivery(id: string, key: ApiKey, world: World): Promise<DeliveryView | null> {
  await world.sql.$executeRaw`
    UPDATE intake_delivery SET cancelling = true
    WHERE id = ${id}::uuid AND sender_id = ${key.id}::uuid AND state IN ('waiting', 'processing')`
  const waited = await world.sql.$queryRaw<unknown[]>`
    UPDATE intake_delivery SET state = 'canceled', status = 409, ended_at = ${world.clock()},
      answer = '{"taken": false, "error": "it was cancelled"}'
    WHERE id = ${id}::uuid AND sender_id = ${key.id}::uuid AND state = 'waiting' RETURNING id`
  if (waited.length > 0) await world.sql.$executeRaw`DELETE FROM intake_part WHERE delivery_id = ${id}::uuid`
  else if (await findDelivery(id, key, world)) await interruptDelivery(id, world)
  return findDelivery(id, key, world)
}

/** Removes results that nobody asks for any more, and bodies whose sender broke off with the process that received them. */
export async function tidyDeliveries(world: World, before: { ended: Date; received: Date }): Promise<void> {
  await world.sql.$executeRaw`
    DELETE FROM intake_delivery WHERE ended_at < ${before.ended} OR state = 'receiving' AND received_at < ${before.received}`
}
