import { auditActor, recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'

/** Takes back what the actor has asked for and nobody has decided yet. @throws NotFound for anything else. */
export async function withdrawRequest(
  actor: Actor,
  { id }: { id: string },
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'own_session:end')
  const { companyId, id: byId } = actor.subject
  return sqlTransaction(world, async (tx) => {
    const [withdrawn] = await tx.$queryRaw<{ subject: string }[]>`
      UPDATE approval_request SET state = 'withdrawn' WHERE id = ${id}::uuid AND by_id = ${byId}::uuid AND state = 'open'
      RETURNING subject`
    if (!withdrawn) throw new NotFound(`request ${id}`)
    await recordAudit(tx, {
      ...{ companyId, at: world.clock(), actor: auditActor(actor), action: 'approvals.withdrawn' },
      object: { kind: 'approval', id, name: withdrawn.subject },
    })
    return ok({ id })
  })
}
