import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { HOUR } from '@/lib/kernel/clock'
import { takeSql } from './budget'
import { enqueueSql } from './enqueue'

/** What is announced about messages themselves: several were held back. */
export type OutboxMessage = {
  kind: 'outbox.notices_held'
  payload: { channel: 'mail' | 'sms'; recipient: string }
}

/** So many recipients, and waiting messages, at a time; the rest follow. */
const AT_ONCE = 200

/**
 * Announces to whoever had notices held back how many, together, at most once an hour; and has what waits for room tried
 * again. The worker calls it every minute; any number of processes may.
 */
export async function announceHeld(context: Context): Promise<void> {
  const now = context.clock()
  const due = await context.sql.$queryRaw<(OutboxMessage['payload'] & { companyId: string | null })[]>`
    SELECT m.company_id AS "companyId", d.channel, d.recipient FROM delivery d JOIN message m ON m.id = d.message_id
    WHERE d.due_at <= ${now} AND d.state = 'held' GROUP BY 1, 2, 3 ORDER BY min(d.due_at) LIMIT ${AT_ONCE}`
  for (const { companyId, ...payload } of due) await merge(context, companyId, payload, now)
  await context.sql.$executeRaw`
    WITH waiting AS (
      UPDATE delivery SET due_at = NULL WHERE id IN (
        SELECT id FROM delivery WHERE due_at <= ${now} AND state = 'waiting' ORDER BY due_at LIMIT ${AT_ONCE}
        FOR UPDATE SKIP LOCKED)
      RETURNING message_id)
    SELECT graphile_worker.add_job('tell', json_build_object('messageId', message_id), job_key := message_id::text)
    FROM waiting GROUP BY message_id`
}

/** One message for all that is held for a recipient, unless they had one within the hour. */
async function merge(
  context: Context,
  companyId: string | null,
  payload: OutboxMessage['payload'],
  now: Date,
): Promise<void> {
  const { channel, recipient } = payload
  const once = { key: `merged:${channel}:${recipient}:${companyId}`, within: HOUR, most: 1 }
  const message: OutboxMessage = { kind: 'outbox.notices_held', payload }
  await context.sql.$executeRaw`
    WITH ${takeSql([once], now, Prisma.sql`FROM (VALUES (1)) AS one WHERE true`)},
    announced AS (${enqueueSql({ companyId, ...message }, now, Prisma.sql`FROM total`)})
    UPDATE delivery d SET state = 'merged', merged_into = a.id, due_at = NULL FROM announced a, message m
    WHERE m.id = d.message_id AND m.company_id IS NOT DISTINCT FROM ${companyId}::uuid
      AND d.state = 'held' AND d.channel = ${channel} AND d.recipient = ${recipient} AND d.due_at IS NOT NULL`
}
