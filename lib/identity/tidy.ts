import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { LIMITS } from './limits'

/** Removes attempts to sign in, failures that count no more, lapsed device cookies, and sessions that nobody asks about. */
export async function tidyIdentity(world: World): Promise<void> {
  const now = world.clock()
  const { signIns, throttles, sessions } = LIMITS.keep
  await world.db.signIn.deleteMany({ where: { expiresAt: { lt: after(now, -signIns) } } })
  // What has only been begun has proven nothing that anybody asks about later.
  await world.db.signIn.deleteMany({
    where: { state: { in: ['password', 'number', 'company'] }, expiresAt: { lt: now } },
  })
  await world.db.networkUse.deleteMany({ where: { at: { lt: after(now, -LIMITS.network.within) } } })
  await world.db.deviceCookie.deleteMany({ where: { expiresAt: { lt: now } } })
  await world.db.throttle.deleteMany({
    where: {
      failedAt: { lt: after(now, -throttles) },
      OR: [{ lockedUntil: null }, { lockedUntil: { lt: now } }],
    },
  })
  await world.db.session.deleteMany({ where: { expiresAt: { lt: after(now, -sessions) } } })
}
