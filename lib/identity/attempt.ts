import type { Prisma, Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { hashToken, newToken } from '@/lib/kernel/token'

type State = Prisma.SignInGetPayload<object>['state']

const select = {
  id: true,
  state: true,
  login: true,
  accountKey: true,
  userId: true,
  temporaryPasswordId: true,
  factors: true,
  returnTo: true,
  expiresAt: true,
} as const satisfies Prisma.SignInSelect

/** Where an attempt stands after a step: its new token, what comes next, where to go in the end. */
export type Step = {
  token: string
  next: 'code' | 'must_change' | 'finished'
  returnTo: string | null
}

export type Attempt = Prisma.SignInGetPayload<{ select: typeof select }>

/** The attempt a browser's token stands for, if it is in exactly this state and still open; else null. */
export async function findAttempt(
  tx: Tx,
  token: string | null,
  state: State,
  now: Date,
): Promise<Attempt | null> {
  if (!token || token.length > 100) return null
  const attempt = await tx.signIn.findUnique({ where: { tokenHash: hashToken(token) }, select })
  return attempt && attempt.state === state && attempt.expiresAt > now ? attempt : null
}

/**
 * Moves an attempt on and replaces its token (S5). Of two that try at once, one gets the new token and
 * the other null: the database lets only the first one find the attempt in its old state.
 */
export async function advance(
  tx: Tx,
  world: World,
  attempt: Pick<Attempt, 'id' | 'state'>,
  to: { state: State; factors: string[]; temporaryPasswordId?: string | null },
): Promise<string | null> {
  const { token, hash } = newToken(world.random)
  const { count } = await tx.signIn.updateMany({
    where: { id: attempt.id, state: attempt.state, expiresAt: { gt: world.clock() } },
    data: { ...to, tokenHash: hash },
  })
  return count === 1 ? token : null
}
