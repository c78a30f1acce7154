import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { requestIdInput } from './schema'

/** Takes back what the actor has asked for and nobody has decided yet. @throws NotFound for anything else. */
export const withdrawRequest = operation({
  key: 'approvals.withdraw_request',
  permission: 'own_session:end',
  input: requestIdInput,
  audit: ['approvals.withdrawn'],
  run: async (actor, { id }, context): Promise<Result<{ id: string }>> => {
    const { companyId, id: byId } = actor.subject
    return sqlTransaction(context, async (tx) => {
      const [withdrawn] = await tx.$queryRaw<{ subject: string }[]>`
        UPDATE approval_request SET state = 'withdrawn'
        WHERE company_id = ${companyId}::uuid AND id = ${id}::uuid AND by_id = ${byId}::uuid AND state = 'open'
        RETURNING subject`
      if (!withdrawn) throw new NotFound(`request ${id}`)
      await recordAudit(tx, {
        ...{ companyId, at: context.clock(), actor: auditActor(actor), action: 'approvals.withdrawn' },
        object: { kind: 'approval', id, name: withdrawn.subject },
      })
      return ok({ id })
    })
  },
})
