import { recordAudit } from '@/lib/audit/record'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advance, findAttempt } from './attempt'
import { forgive } from './charge'
import { lockUser } from './lock-user'
import { createSession } from './sessions'
import type { Visitor } from './view'

/**
 * Turns a finished attempt into a session: the only way to get one by signing in. Refuses any attempt
 * in another state, and a user suspended meanwhile.
 */
export async function openSession(
  visitor: Visitor,
  ticket: string | null,
  world: World,
): Promise<Result<{ token: string; userId: string }>> {
  const now = world.clock()
  const attempt = await findAttempt(world.db, ticket, 'finished', now)
  if (!attempt?.userId) return refuse('identity.start_over')
  const { userId, factors, login, accountKey } = attempt
  return transaction(world, async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || user.suspended) return refuse('identity.suspended')
    const closed = await advance(tx, world, attempt, { state: 'closed', factors })
    if (!closed) return refuse('identity.start_over')
    await tx.user.update({ where: { id: userId }, data: { lastSignInAt: now }, select: { id: true } })
    await forgive(tx, accountKey)
    const token = await createSession(tx, world, visitor, userId, factors)
    await recordAudit(tx, {
      companyId: user.companyId,
      at: now,
      actor: {
        kind: 'user',
        id: userId,
        name: login,
        address: visitor.address,
        requestId: visitor.requestId,
      },
      action: 'identity.signed_in',
      object: { kind: 'user', id: userId, name: login },
      after: { factors },
    })
    return ok({ token, userId })
  })
}
