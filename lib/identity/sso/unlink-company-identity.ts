import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { lockUser } from '../attempts/lock-user'
import { voidSignIns } from '../attempts/sessions'
import { announce } from '../messages'
import { proofInput } from '../schema'
import { proveAgain } from '../sessions/prove-again'

/** Ends the link between one's user and the company's provider. Needs a fresh proof; is told. */
export const unlinkCompanyIdentity = operation({
  key: 'identity.unlink_company_identity',
  permission: 'profile:edit',
  input: proofInput,
  audit: ['identity.company_unlinked'],
  announces: ['identity.company_unlinked'],
  proof: true,
  run: async (actor, input, context): Promise<Result<null>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const now = context.clock()
    const { id: userId, companyId } = actor.subject
    return transaction(context, async (tx) => {
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
  },
})
