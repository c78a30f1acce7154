import type { Context } from '@/lib/infra/context'
import { inPieces } from '@/lib/infra/pieces'
import { after, DAY, MINUTE } from '@/lib/kernel/clock'
import { dropBody } from './bodies'
import { requestProcessing } from './delivery-state'

/** So long its sender can ask what came of a delivery. */
const DELIVERIES_KEPT = 30 * DAY
/** A body of which nothing comes for so long is not received any more: its sender is hung up on after a minute. */
const RECEIVING = 15 * MINUTE

/** So many answers of a key keep the problems that they list: one that repeats a refused file every second fills no disk. */
const LISTING = 100
const SHORT = { note: `problems are listed only in the newest ${LISTING} answers of a key that have some` }

/**
 * Removes results that nobody asks for any more, problems that older ones list, and bodies of which nothing has come for
 * so long that the process that received them is gone. Asks for deliveries that wait and that no job is there for, as after a
 * restore without the queue.
 */
export async function tidyIntake(context: Context): Promise<void> {
  const now = context.clock()
  const before = { ended: after(now, -DELIVERIES_KEPT), heard: after(now, -RECEIVING) }
  await inPieces(
    (most) => context.sql.$executeRaw`
      UPDATE intake_delivery SET body_until = NULL WHERE id IN (
        SELECT id FROM intake_delivery WHERE body_until < ${now} LIMIT ${most})`,
  )
  const left = await context.sql.$queryRaw<{ id: string }[]>`
    SELECT id FROM intake_delivery WHERE ended_at IS NULL AND state = 'receiving' AND received_at < ${before.heard}
    UNION SELECT d.id FROM (SELECT DISTINCT delivery_id FROM intake_part) p JOIN intake_delivery d ON d.id = p.delivery_id
      WHERE d.ended_at IS NOT NULL AND d.body_until IS NULL`
  for (const { id } of left) await dropBody(id, context.sql)
  await inPieces(
    (most) => context.sql.$executeRaw`
      DELETE FROM intake_delivery WHERE id IN (
        SELECT id FROM intake_delivery WHERE ended_at < ${before.ended} LIMIT ${most})`,
  )
  await inPieces(
    (most) => context.sql.$executeRaw`
      DELETE FROM intake_delivery WHERE id IN (
        SELECT id FROM intake_delivery
        WHERE ended_at IS NULL AND state = 'receiving' AND received_at < ${before.heard} LIMIT ${most})`,
  )
  await inPieces(
    (most) => context.sql.$executeRaw`
      UPDATE intake_delivery SET answer = answer - 'problems' || ${SHORT}::jsonb WHERE id IN (
        SELECT id FROM (
          SELECT id, row_number() OVER (PARTITION BY sender_id ORDER BY ended_at DESC, id DESC) AS place
          FROM intake_delivery WHERE answer -> 'problems' <> '[]'::jsonb) d
        WHERE place > ${LISTING}::int LIMIT ${most})`,
  )
  const forgotten = await context.sql.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT sender_id AS id FROM intake_delivery
    WHERE ended_at IS NULL AND state IN ('waiting', 'processing') AND NOT EXISTS (
      SELECT 1 FROM graphile_worker.jobs WHERE key = 'intake ' || sender_id AND attempts < max_attempts)`
  for (const { id } of forgotten) await requestProcessing(id, context.sql)
}
