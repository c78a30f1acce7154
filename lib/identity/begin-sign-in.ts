import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { newToken } from '@/lib/kernel/token'
import { readSignInName } from '@/lib/market/sign-in-name'
import { refuse } from '@/lib/words/refuse'
import { accountKey } from './charge'
import { LIMITS } from './limits'
import type { BeginSignInInput } from './schema'

/**
 * Takes a user name and opens an attempt for it, whether such an account exists or not; refuses only
 * what is no business user name at all (S2-6).
 */
export async function beginSignIn(input: BeginSignInInput, world: World): Promise<Result<{ token: string }>> {
  const name = readSignInName(input.name, world.market)
  if (name.kind === 'number') return refuse('identity.number_given', { field: 'name' })
  if (name.kind !== 'business') return refuse('identity.name_unreadable', { field: 'name' })

  const now = world.clock()
  const user = await world.db.user.findFirst({
    where: { login: name.login, company: { slug: name.company } },
    select: { id: true },
  })
  const { token, hash } = newToken(world.random)
  await world.db.signIn.create({
    data: {
      tokenHash: hash,
      state: 'password',
      login: name.text,
      accountKey: accountKey(name.text),
      userId: user?.id ?? null,
      factors: [],
      returnTo: safeReturn(input.returnTo),
      createdAt: now,
      expiresAt: after(now, LIMITS.signIn.validFor),
    },
    select: { id: true },
  })
  return ok({ token })
}

/** Only a path of this portal; anything that a browser could read as another host is dropped. */
export const safeReturn = (path: string | undefined): string | null =>
  path && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) && !path.startsWith('/sign-in') ? path : null
