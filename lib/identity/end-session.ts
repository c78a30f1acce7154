import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize, sessionOf } from '@/lib/rights/actor'
import type { Ending } from './sessions'

/** Signs the actor out of this one session. */
export async function endSession(actor: Actor, _input: object, world: World): Promise<Result<null>> {
  authorize(actor, 'own_session:end')
  const why: Ending = 'signed_out'
  await world.db.session.updateMany({
    where: { id: sessionOf(actor).id, endedAt: null },
    data: { endedAt: world.clock(), endedWhy: why },
  })
  return ok(null)
}
