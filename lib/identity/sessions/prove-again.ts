import type { Context } from '@/lib/infra/context'
import { passwordMatches } from '@/lib/infra/password-hash'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, sessionOf } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import type { Ending } from '../attempts/sessions'
import { charge, forgive, sessionKey } from '../limits/charge'
import { LIMITS } from '../limits/limits'

/** Whether the actor proved who they are recently enough for a risky act (step-up, ASVS 7.5.1). */
export const provenRecently = (actor: Actor, now: Date) => after(actor.proof.at, LIMITS.stepUp) > now

/**
 * Asks for a fresh proof before a risky act: lets pass whoever proved themselves in the last five
 * minutes, or gives the right password now. Resolves with the actor, proven, for what else asks the same.
 */
export async function proveAgain(
  actor: Actor,
  password: string | undefined,
  context: Context,
): Promise<Result<Actor>> {
  const now = context.clock()
  if (provenRecently(actor, now)) return ok(actor)
  if (!password) return refuse('identity.prove_again', { field: 'proof' })
  const proven = await provePassword(actor, password, 'proof', context)
  if (!proven.ok) return proven
  await context.db.session.updateMany({ where: { id: sessionOf(actor).id }, data: { provenAt: now } })
  return ok({ ...actor, proof: { ...actor.proof, at: now } })
}

/**
 * Compares the password of whoever is signed in. Charged to the session before it is compared, and to nothing else: what
 * strangers do at the sign-in does not count here, and what is done here keeps nobody from signing in. The fifth wrong
 * one ends the session. Refuses any other password, beside `field`. @throws Error inside a transaction, which would take
 * the guess back when it is refused.
 */
export async function provePassword(
  actor: Actor,
  password: string,
  field: string,
  context: Context,
): Promise<Result<null>> {
  if (context.open) throw new Error('a password is proven before the transaction')
  const now = context.clock()
  const { id } = sessionOf(actor)
  const [failures, credential] = await Promise.all([
    charge(context.sql, sessionKey(id), now),
    context.db.credential.findUnique({ where: { userId: actor.subject.id }, select: { hash: true } }),
  ])
  if (await passwordMatches(failures === null ? null : (credential?.hash ?? null), password)) {
    await forgive(context.sql, sessionKey(id))
    return ok(null)
  }
  if (failures !== null && failures < LIMITS.stepUpTries)
    return refuse('identity.current_password_wrong', { field })
  const endedWhy: Ending = 'step_up_failed'
  await context.db.session.updateMany({ where: { id, endedAt: null }, data: { endedAt: now, endedWhy } })
  return refuse('identity.proof_spent', { field })
}
