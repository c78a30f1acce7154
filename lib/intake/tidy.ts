import type { World } from '@/lib/infra/world'
import { after, DAY, MINUTE } from '@/lib/kernel/clock'
import { dropBody } from './bodies'
import { requestProcessing } from './delivery-state'

/** So long its sender can ask what came of a delivery. */
const DELIVERIES_KEPT = 30 * DAY
/** A body of which nothing comes for so long is not received any more: its sender is hung up on after a minute. */
const RECEIVING = 15 * MINUTE

/** So many answers of a key keep the problems that they list: one that repeats a refused file every second fills no disk. */
const LISTING = 100
/** So many are shortened by one statement. */
const SHORTENED = 10_000
const SHORT = { note: `problems are listed only in the newest ${LISTING} answers of a key that have some` }

/**
 * Removes results that nobody asks for any more, problems that older ones list, and bodies of which nothing has come for
 * so long that the process that received them is gone. Asks for deliveries that wait and that no job is there for, as after a
 * restore without the queue.
 */
export async function tidyIntake(world: World): Promise<void> {
  const now = world.clock()
  const before = { ended: after(now, -DELIVERIES_KEPT), heard: after(now, -RECEIVING) }
  await world.sql.$executeRaw`UPDATE intake_delivery SET body_until = NULL WHERE body_until < ${now}`
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
