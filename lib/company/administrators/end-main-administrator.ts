import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { isRaised } from '@/lib/infra/violations'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { loadUser } from '../load-user'
import { announce } from '../messages'
import { endMainAdministratorInput } from '../schema'

/**
 * Ends the office of a main administrator, also one's own: what remains to them is what they were granted. Needs a fresh
 * proof. Refuses the last active one, also when two try at the same moment (A2), and who is none.
 */
export const endMainAdministrator = operation({
  key: 'company.end_main_administrator',
  permission: 'main_administrator:end',
  input: endMainAdministratorInput,
  audit: ['company.main_administrator_ended'],
  announces: ['company.main_administrator_ended'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { companyId } = actor.subject
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'main_administrator:end')
      const { now } = self
      const user = await loadUser(tx, self, input.id)
      const ended = await tx.mainAdministrator.deleteMany({ where: { userId: user.id, companyId } })
      if (ended.count === 0) return refuse('company.not_main_administrator')
      await announce(
        tx,
        companyId,
        { kind: 'company.main_administrator_ended', payload: { userId: user.id } },
        now,
      )
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.main_administrator_ended',
        object: { kind: 'user', id: user.id, name: user.account },
        reason: input.reason || null,
      })
      return ok({ id: user.id })
    }).catch((error) => {
      if (isRaised(error, 'last_main_administrator')) return refuse('company.last_main_administrator')
      throw error
    })
  },
})
