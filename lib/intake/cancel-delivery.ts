import type { Context } from '@/lib/infra/context'
import { CANCELLED } from './answers'
import { dropBody } from './bodies'
import { endDelivery, interruptDelivery } from './delivery-state'
import { type DeliveryView, findDelivery, type SenderKey } from './find-delivery'

/**
 * Cancels a delivery of this key that has not ended: one that waits at once, one that is processed as soon as it hears, and
 * all of that is undone. Resolves with how it stands; null: there is none.
 */
export async function cancelDelivery(
  id: string,
  key: Pick<SenderKey, 'id'>,
  context: Context,
): Promise<DeliveryView | null> {
  const ended = await context.sql.transaction(async (tx) => {
    // It cannot end as long as its row is held, so that what is interrupted is its transaction and no later one.
    const [found] = await tx.$queryRaw<{ waits: boolean }[]>`
      SELECT state = 'waiting' AS waits FROM intake_delivery
      WHERE id = ${id}::uuid AND sender_id = ${key.id}::uuid AND state IN ('waiting', 'processing') FOR UPDATE`
    if (!found) return false
    await tx.$executeRaw`UPDATE intake_delivery SET cancelling = true, state = 'processing' WHERE id = ${id}::uuid`
    if (found.waits) return endDelivery(id, 'canceled', CANCELLED, { sql: tx, now: context.clock() })
    await interruptDelivery(id, tx)
    return false
  })
  if (ended) await dropBody(id, context.sql)
  return findDelivery(id, key, context)
}
