import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'

/** Ends looking through somebody's eyes: one's own again, from the next request on. */
export async function endView(
  actor: Actor,
  _input: Record<never, never>,
  world: World,
): Promise<Result<null>> {
  authorize(actor, 'own_session:end')
  await world.sql.$executeRaw`
    UPDATE session SET viewing_user_id = NULL, viewing_subscription_id = NULL WHERE id = ${actor.session.id}::uuid`
  return ok(null)
}
