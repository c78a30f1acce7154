import { auditActor, recordAudit } from '@/lib/audit/record'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { loadUser } from './load-user'
import { announce } from './messages'
import { mayManage } from './rules'
import type { UserIdInput } from './schema'

/** Ends a user's suspension. Refuses a main administrator for anybody else, and who is not suspended. */
export async function reactivateUser(
  actor: Actor,
  input: UserIdInput,
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'user:reactivate')
  const now = world.clock()
  const { companyId } = actor.subject
  return transaction(world, async (tx) => {
    const user = await loadUser(tx, actor, input.id)
    if (!mayManage(actor.subject, user)) return refuse('company.main_administrator_protected')
    const ended = await tx.suspension.updateMany({
      where: { userId: user.id, endedAt: null },
      data: { endedAt: now, endedById: actor.subject.id },
    })
    if (ended.count === 0) return refuse('company.not_suspended')
    await announce(tx, companyId, { kind: 'company.user_reactivated', payload: { userId: user.id } }, now)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'company.user_reactivated',
      object: { kind: 'user', id: user.id, name: user.account },
    })
    return ok({ id: user.id })
  })
}
