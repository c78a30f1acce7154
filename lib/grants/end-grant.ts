import { auditActor, recordAudit } from '@/lib/audit/record'
import { loadUser } from '@/lib/company/load-user'
import { proveAgain } from '@/lib/identity/prove-again'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'
import type { EndGrantInput } from './schema'

/**
 * Takes a template back from a user, effective on their next request. Needs a fresh proof. Refuses
 * oneself, and a template the user does not hold.
 */
export async function endGrant(
  actor: Actor,
  input: EndGrantInput,
  world: World,
): Promise<Result<{ userId: string }>> {
  authorize(actor, 'right:grant')
  const proven = await proveAgain(actor, input.proof, world)
  if (!proven.ok) return proven

  const now = world.clock()
  const { companyId } = actor.subject
  const { template, userId } = input
  return transaction(world, async (tx) => {
    const user = await loadUser(tx, actor, userId)
    if (user.id === actor.subject.id) return refuse('company.not_oneself')
    const ended = await tx.grant.updateMany({
      where: { userId, companyId, template, endedAt: null },
      data: { endedAt: now, endedById: actor.subject.id },
    })
    if (ended.count === 0) return refuse('grants.not_granted')
    await tx.company.update({
      where: { id: companyId },
      data: { rightsVersion: { increment: 1 } },
      select: { id: true },
    })
    await announce(tx, companyId, { kind: 'grants.right_ended', payload: { userId, template } }, now)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'grants.right_ended',
      object: { kind: 'user', id: user.id, name: user.account },
      before: { template },
    })
    return ok({ userId })
  })
}
