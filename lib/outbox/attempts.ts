import { createHash } from 'node:crypto'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'

const LONGEST_ANSWER = 500

/**
 * What was accepted of a delivery: a mail, or one part of an SMS; and what was answered. `idKey`: the message centre's id of
 * the part, by which its receipt is found; null: there will be none.
 */
export type Accepted = { part: number; reference: number | null; answer: string; idKey: string | null }

/** The row of what was accepted, as SQL; `from`: only where that has a row. */
export const acceptedSql = (
  deliveryId: string,
  { part, reference, answer, idKey }: Accepted,
  now: Date,
  from = Prisma.empty,
): Prisma.Sql => Prisma.sql`
  INSERT INTO delivery_attempt (id, delivery_id, at, last_at, part, reference, accepted, answer, id_key, state)
  SELECT ${newId()}::uuid, ${deliveryId}::uuid, ${now}, ${now}, ${part}::int, ${reference}::int, true,
    ${answer.slice(0, LONGEST_ANSWER)}, ${idKey}, 'sent'::delivery_state ${from}`

/** Records that one part of an SMS was accepted, while others are still to be sent. */
export async function recordAccepted(
  deliveryId: string,
  accepted: Accepted,
  context: Context,
): Promise<void> {
  await context.sql.$executeRaw(acceptedSql(deliveryId, accepted, context.clock()))
}

/** Records why a delivery was not accepted. The same again is counted in one row: an outage of a night is no thousand rows. */
export async function recordFailure(deliveryId: string, answer: string, context: Context): Promise<void> {
  const now = context.clock()
  const said = answer.slice(0, LONGEST_ANSWER)
  await context.sql.$executeRaw`
    WITH last AS (
      SELECT id, accepted, answer FROM delivery_attempt WHERE delivery_id = ${deliveryId}::uuid
      ORDER BY last_at DESC, id DESC LIMIT 1),
    again AS (
      UPDATE delivery_attempt a SET times = times + 1, last_at = ${now} FROM last
      WHERE a.id = last.id AND NOT last.accepted AND last.answer = ${said} RETURNING 1)
    INSERT INTO delivery_attempt (id, delivery_id, at, last_at, part, accepted, answer)
    SELECT ${newId()}::uuid, ${deliveryId}::uuid, ${now}, ${now},
      1 + (SELECT count(*) FROM delivery_attempt WHERE delivery_id = ${deliveryId}::uuid AND accepted), false, ${said}
    WHERE NOT EXISTS (SELECT 1 FROM again)`
}

/**
 * Where to go on with an SMS of so many parts, some of which were accepted before: what they share, and how many they are. The
 * text decides with it, so that parts of another one are never put together with these on the phone.
 */
export async function acceptedParts(
  delivery: { id: string; attempts: number },
  { text, parts }: { text: string; parts: number },
  context: Context,
): Promise<{ reference: number | null; accepted: number }> {
  if (parts === 1) return { reference: null, accepted: 0 }
  const reference = createHash('sha256').update(delivery.id).update(text).digest()[0]!
  if (delivery.attempts <= 1) return { reference, accepted: 0 }
  const [found] = await context.sql.$queryRaw<[{ accepted: number }]>`
    SELECT count(*)::int AS accepted FROM delivery_attempt
    WHERE delivery_id = ${delivery.id}::uuid AND accepted AND reference = ${reference}`
  return { reference, accepted: found.accepted < parts ? found.accepted : 0 }
}
