import type { Context } from '@/lib/infra/context'
import { inPieces } from '@/lib/infra/pieces'
import { after } from '@/lib/kernel/clock'
import { LIMITS } from './limits/limits'

/** Removes attempts to sign in, failures that count no more, lapsed device cookies, and sessions that nobody asks about. */
export async function tidyIdentity({ db, clock }: Context): Promise<void> {
  const now = clock()
  const { signIns, throttles, sessions } = LIMITS.keep
  const lapsed = { lt: now }
  const before = (age: number) => ({ lt: after(now, -age) })
  await inPieces((limit) => db.signIn.deleteMany({ where: { expiresAt: before(signIns) }, limit }))
  // What has only been begun has proven nothing that anybody asks about later.
  const begun = { in: ['password' as const, 'number' as const, 'company' as const] }
  await inPieces((limit) => db.signIn.deleteMany({ where: { state: begun, expiresAt: lapsed }, limit }))
  await inPieces((limit) => db.networkUse.deleteMany({ where: { at: before(LIMITS.network.within) }, limit }))
  await inPieces((limit) => db.deviceCookie.deleteMany({ where: { expiresAt: lapsed }, limit }))
  const unlocked = { OR: [{ lockedUntil: null }, { lockedUntil: lapsed }] }
  await inPieces((limit) =>
    db.throttle.deleteMany({ where: { failedAt: before(throttles), ...unlocked }, limit }),
  )
  await inPieces((limit) => db.session.deleteMany({ where: { expiresAt: before(sessions) }, limit }))
}
