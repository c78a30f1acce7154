import { auditActor, recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'

/**
 * Ends looking through somebody's eyes, or says that one goes on as oneself after it has ended by itself: one's own again,
 * from the next request on. Pressed twice it is done once.
 */
export async function endView(
  actor: Actor,
  _input: Record<never, never>,
  world: World,
): Promise<Result<null>> {
  authorize(actor, 'own_session:end')
  return sqlTransaction(world, async (tx) => {
    const ended = await tx.$executeRaw`
      UPDATE session SET viewing_user_id = NULL, viewing_subscription_id = NULL, viewing_since = NULL
      WHERE id = ${actor.session.id}::uuid AND num_nonnulls(viewing_user_id, viewing_subscription_id) > 0`
    if (ended === 0) return ok(null)
    const { kind, id } = actor.subject
    await recordAudit(tx, {
      ...{ companyId: actor.subject.companyId, at: world.clock(), actor: auditActor(actor) },
      action: 'identity.view_ended',
      object: { kind, id, name: actor.viewEnded ?? actor.name },
    })
    return ok(null)
  })
}
