import { auditActor, recordAudit } from '@/lib/audit/record'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { lockUser } from './lock-user'
import { announce } from './messages'
import { proveAgain } from './prove-again'
import type { ProofInput } from './schema'
import { voidSignIns } from './sessions'

/** Ends the link between one's user and the company's provider. Needs a fresh proof; is told. */
export async function unlinkCompanyIdentity(
  actor: Actor,
  input: ProofInput,
  world: World,
): Promise<Result<null>> {
  authorize(actor, 'profile:edit')
  const proven = await proveAgain(actor, input.proof, world)
  if (!proven.ok) return proven
  const now = world.clock()
  const { id: userId, companyId } = actor.subject
  return transaction(world, async (tx) => {
    await lockUser(tx, userId)
    const { count } = await tx.companyIdentity.deleteMany({ where: { userId } })
    if (count === 0) return ok(null)
    await voidSignIns(tx, userId, now)
    await announce(tx, companyId, { kind: 'identity.company_unlinked', payload: { userId } }, now)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'identity.company_unlinked',
      object: { kind: 'user', id: userId, name: actor.name },
    })
    return ok(null)
  })
}
