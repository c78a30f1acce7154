import { passwordMatches } from '@/lib/infra/password-hash'
import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { accountKey, charge, refund } from './charge'
import { LIMITS } from './limits'

/** Whether the actor proved who they are recently enough for a risky act (step-up, ASVS 7.5.1). */
export const provenRecently = (actor: Actor, now: Date) => after(actor.session.provenAt, LIMITS.stepUp) > now

/**
 * Asks for a fresh proof before a risky act: lets pass whoever proved themselves in the last five
 * minutes, or gives the right password now. Guarded like a sign-in.
 */
export async function proveAgain(
  actor: Actor,
  password: string | undefined,
  world: World,
): Promise<Result<null>> {
  const now = world.clock()
  if (provenRecently(actor, now)) return ok(null)
  if (!password) return refuse('identity.prove_again', { field: 'proof' })
  const key = accountKey(actor.name)
  const [failures, credential] = await Promise.all([
    charge(world.db, key, now),
    world.db.credential.findUnique({ where: { userId: actor.subject.id }, select: { hash: true } }),
  ])
  const right = await passwordMatches(failures === null ? null : (credential?.hash ?? null), password)
  if (!right) return refuse('identity.current_password_wrong', { field: 'proof' })
  await refund(world.db, key)
  await world.db.session.update({
    where: { id: actor.session.id },
    data: { provenAt: now },
    select: { id: true },
  })
  return ok(null)
}
