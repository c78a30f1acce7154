import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { dropBody } from '@/lib/intake/bodies'
import { requestProcessing } from '@/lib/intake/delivery-state'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'

/**
 * Lets a delivery that failed wait once more, in its old place: before what its key has sent since. Refuses where its body
 * is no longer kept, and, unless the operator wants that, where a later one of the same kind and company was taken meanwhile, since older
 * rows would be written over newer ones. Only the operator's own task asks, hence no actor.
 */
export async function retryDelivery(
  { id, overNewer }: { id: string; overNewer: boolean },
  world: World,
): Promise<Result<null>> {
  return sqlTransaction(world, async (tx) => {
    const failed = await failedDelivery(tx, id)
    if (!failed) return refuse('files.no_failed_delivery')
    if (failed.newer > 0 && !overNewer)
      return refuse('files.newer_delivery', { values: { count: failed.newer } })
    await tx.$executeRaw`
      UPDATE intake_delivery SET state = 'waiting', attempts = 0, outages = 0, outage_since = NULL, problem = NULL,
        status = NULL, answer = NULL, ended_at = NULL, body_until = NULL, bytes_read = 0, rows_read = 0
      WHERE id = ${id}::uuid`
    await requestProcessing(failed.senderId, tx)
    return ok(null)
  })
}

/** Deletes the body of a delivery that failed: it will not be tried again. Refuses where none is kept. */
export async function dismissDelivery(id: string, world: World): Promise<Result<null>> {
  const dismissed = await world.sql.$executeRaw`
    UPDATE intake_delivery SET body_until = NULL WHERE id = ${id}::uuid AND body_until IS NOT NULL`
  if (dismissed === 0) return refuse('files.no_failed_delivery')
  await dropBody(id, world.sql)
  return ok(null)
}

/**
 * One that failed and whose body is kept, and how many later ones of its kind were taken of the same key, or of another that
 * delivers for a company of it (for all: null).
 */
async function failedDelivery(tx: Raw, id: string): Promise<{ senderId: string; newer: number } | undefined> {
  await tx.$queryRaw`SELECT 1 FROM intake_delivery WHERE id = ${id}::uuid FOR UPDATE`
  const [found] = await tx.$queryRaw<{ senderId: string; newer: number }[]>`
    SELECT d.sender_id AS "senderId", (
      SELECT count(*)::int FROM intake_delivery n JOIN api_key o ON o.id = n.sender_id
      WHERE (o.id = k.id OR o.companies IS NULL OR k.companies IS NULL OR o.companies && k.companies)
        AND n.kind = d.kind AND n.state = 'taken' AND NOT n.dry AND (n.received_at, n.id) > (d.received_at, d.id)) AS newer
    FROM intake_delivery d JOIN api_key k ON k.id = d.sender_id WHERE d.id = ${id}::uuid AND d.body_until IS NOT NULL`
  return found
}
