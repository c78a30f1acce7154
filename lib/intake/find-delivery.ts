import type { Context } from '@/lib/infra/context'
import type { End } from './delivery-state'

/** What its sender proved itself with: a key, and which of its hashes. */
export type SenderKey = { id: string; hash: Uint8Array<ArrayBuffer> }

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
export async function findDelivery(
  id: string,
  key: Pick<SenderKey, 'id'>,
  context: Context,
): Promise<DeliveryView | null> {
  const [found] = await context.sql.$queryRaw<DeliveryView[]>`
    SELECT id, kind, state, dry, bytes::float8 AS bytes, rows_read AS rows, status, answer,
      CASE WHEN bytes > 0 THEN least(1, bytes_read::float8 / bytes) ELSE 0 END AS progress,
      CASE WHEN state <> 'waiting' THEN 0 ELSE (
        SELECT count(*)::int FROM intake_delivery o WHERE o.ended_at IS NULL AND o.sender_id = d.sender_id
          AND o.state <> 'receiving' AND (o.received_at, o.id) < (d.received_at, d.id)) END AS ahead
    FROM intake_delivery d WHERE id = ${id}::uuid AND sender_id = ${key.id}::uuid`
  return found ?? null
}
