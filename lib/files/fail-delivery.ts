import { announce } from '@/lib/billing/messages'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { endDelivery } from '@/lib/intake/delivery-state'
import { after, DAY } from '@/lib/kernel/clock'
import { ok } from '@/lib/kernel/result'

/** For so long the body of a delivery that failed is kept at most, so that it can be tried again. */
const BODY_KEPT = 7 * DAY

type Failed = {
  id: string
  kind: string
  system: string
  attempts: number
  problem: string | null
  /** Its body is not there any more, so that trying again does not help. */
  isLost?: boolean
}

/**
 * Ends a delivery that so many attempts could not process. Its sender hears that it failed, the operator's staff also why
 * (npm run import:waiting), and its body is kept so that they can have it tried again (retry-delivery.ts). Resolves with
 * whether it ended so; not where it is to be cancelled. The worker calls it, hence without an actor.
 */
export async function failDelivery(
  { id, kind, system, attempts, problem, isLost = false }: Failed,
  world: World,
): Promise<boolean> {
  const now = world.clock()
  const until = after(now, BODY_KEPT)
  const error = isLost
    ? 'part of what was received is missing: send it again. The operator has been notified'
    : `it could not be processed: ${attempts} attempts broke off. The operator has been notified and can have it tried again`
  const failed = await sqlTransaction(world, async (tx) => {
    const answer = { status: 500, body: { taken: false, error } }
    if (!(await endDelivery(id, 'failed', answer, { sql: tx, now }))) return ok(false)
    await tx.$executeRaw`
      UPDATE intake_delivery SET problem = ${problem}, body_until = ${until} WHERE id = ${id}::uuid`
    const payload = { deliveryId: id, system, file: kind, attempts, until: until.toISOString() }
    await announce(tx, null, { kind: 'billing.delivery_failed', payload }, now)
    return ok(true)
  })
  return failed.ok && failed.value
}
