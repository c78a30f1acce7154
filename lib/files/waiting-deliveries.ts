import type { Context } from '@/lib/infra/context'

/** A delivery that has not ended, as the operator sees it. */
export type OpenDelivery = {
  id: string
  system: string
  kind: string
  state: 'receiving' | 'waiting' | 'processing'
  /** Of its body; 0 while it is received. */
  bytes: number
  progress: number
  /** Those that broke off. */
  attempts: number
  /** What broke off the last one. */
  problem: string | null
  /** Received whole; while it is received: when its last part came. */
  since: Date
}

/** Deliveries that have not ended, the oldest first. Only the operator's own tasks ask, hence no actor. */
export const listOpenDeliveries = (context: Context, most = 1_000): Promise<OpenDelivery[]> =>
  context.sql.$queryRaw<OpenDelivery[]>`
    SELECT d.id, k.name AS system, d.kind, d.state, d.bytes::float8 AS bytes, d.attempts + d.outages AS attempts, d.problem,
      d.received_at AS since,
      CASE WHEN d.bytes > 0 THEN least(1, d.bytes_read::float8 / d.bytes) ELSE 0 END AS progress
    FROM intake_delivery d JOIN api_key k ON k.id = d.sender_id
    WHERE d.ended_at IS NULL ORDER BY d.received_at, d.id LIMIT ${most}`

/** A delivery that failed and can be tried again, as the operator sees it. */
export type FailedDelivery = Pick<OpenDelivery, 'id' | 'system' | 'kind' | 'bytes'> & {
  endedAt: Date
  /** What broke off its last attempt. */
  problem: string | null
  /** Until then its body is kept at most. */
  until: Date
}

/** Deliveries that failed and whose bodies are kept, the oldest first. Only the operator's own tasks ask, hence no actor. */
export const listFailedDeliveries = (context: Context, most = 1_000): Promise<FailedDelivery[]> =>
  context.sql.$queryRaw<FailedDelivery[]>`
    SELECT d.id, k.name AS system, d.kind, d.bytes::float8 AS bytes, d.ended_at AS "endedAt", d.problem, d.body_until AS until
    FROM intake_delivery d JOIN api_key k ON k.id = d.sender_id
    WHERE d.body_until IS NOT NULL ORDER BY d.received_at, d.id LIMIT ${most}`
