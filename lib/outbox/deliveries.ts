import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { after, HOUR, MINUTE } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { type Accepted, acceptedSql, recordFailure } from './attempts'
import { type Budget, takeSql } from './budget'

/** One message to one address. `counted`: in the budgets; `attempts`: with the one that begins now; `queuedAt`: when the first began. */
export type Delivery = { id: string; state: string; counted: boolean; attempts: number; queuedAt: Date }

/** Opens the delivery of a message to an address, or counts one more attempt of the one that is there. */
export async function openDelivery(
  { messageId, channel, to }: { messageId: string; channel: 'mail' | 'sms'; to: string },
  context: Context,
): Promise<Delivery> {
  const [delivery] = await context.sql.$queryRaw<Delivery[]>`
    INSERT INTO delivery AS d (id, message_id, channel, recipient, queued_at, attempts)
    VALUES (${newId()}::uuid, ${messageId}::uuid, ${channel}, ${to}, ${context.clock()}, 1)
    ON CONFLICT (message_id, channel, recipient) DO UPDATE SET attempts = d.attempts + 1
    RETURNING id, state::text AS state, counted, attempts, queued_at AS "queuedAt"`
  return delivery!
}

/** Several that are held become one after so long. */
const HELD_FOR = 10 * MINUTE
const nextHour = (now: Date) => new Date((Math.floor(now.getTime() / HOUR) + 1) * HOUR)

export type Allowed = 'queued' | 'held' | 'waiting' | 'rejected'

/**
 * Counts a delivery in budgets, in the one statement that reads them, so any number of processes agree. `over`: what becomes
 * of it where one of them is used up; `summary` then stands in the message that says what was held.
 */
export async function countDelivery(
  id: string,
  budgets: readonly Budget[],
  { over, language, summary }: { over: Exclude<Allowed, 'queued'>; language: string; summary: string | null },
  context: Context,
): Promise<Allowed> {
  const now = context.clock()
  const due = { held: after(now, HELD_FOR), waiting: nextHour(now), rejected: null }[over]
  const [counted] = await context.sql.$queryRaw<[{ state: Allowed }]>`
    WITH ${takeSql(budgets, now, Prisma.sql`FROM delivery WHERE id = ${id}::uuid AND NOT counted`)},
    room AS (SELECT EXISTS (SELECT 1 FROM total) AS left_)
    UPDATE delivery SET counted = left_, language = ${language},
      state = CASE WHEN left_ THEN 'queued' ELSE ${over} END::delivery_state,
      summary = CASE WHEN left_ THEN NULL ELSE ${summary} END,
      problem = CASE WHEN left_ THEN NULL ELSE 'over a budget' END,
      due_at = CASE WHEN left_ THEN NULL ELSE ${due}::timestamptz END
    FROM room WHERE id = ${id}::uuid RETURNING state::text AS state`
  return counted.state
}

/**
 * Records that a delivery was sent, with what was answered; `completes`: then its whole message is. Null was sent before: only
 * the message is completed. May stand in a transaction of the caller.
 */
export async function recordSent(
  db: Raw,
  {
    id,
    messageId,
    accepted,
    completes,
  }: { id: string; messageId: string; accepted: Accepted | null; completes: boolean },
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    WITH sent AS (
      UPDATE delivery SET state = 'sent', far_end_id = ${accepted?.answer ?? null}, sent_at = ${now}, problem = NULL
      WHERE id = ${id}::uuid AND state = 'queued' RETURNING 1),
    attempt AS (${accepted ? acceptedSql(id, accepted, now, Prisma.sql`FROM sent`) : Prisma.sql`SELECT`})
    UPDATE message SET state = 'completed', note = NULL WHERE id = ${messageId}::uuid AND ${completes}`
}

/** Records that an attempt failed, and why; `permanent`: the delivery is rejected, since no further attempt can succeed. */
export async function recordUnsent(
  id: string,
  { message, permanent }: { message: string; permanent: boolean },
  context: Context,
): Promise<void> {
  await recordFailure(id, message, context)
  await context.db.delivery.updateMany({
    where: { id, state: 'queued' },
    data: {
      problem: message.slice(0, 500),
      ...(permanent && { state: 'rejected', settledAt: context.clock() }),
    },
  })
}
