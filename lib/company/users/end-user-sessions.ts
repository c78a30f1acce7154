import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { endSessions, voidSignIns } from '@/lib/identity/attempts/sessions'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { loadUser } from '../load-user'
import { mayManage } from '../rules'
import { userIdInput } from '../schema'

/**
 * Signs a user of the company out everywhere, and out of every sign-in under way; they can sign in again.
 * Refuses a main administrator for anybody else.
 */
export const endUserSessions = operation({
  key: 'company.end_user_sessions',
  permission: 'session:end',
  input: userIdInput,
  audit: ['company.user_sessions_ended'],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'session:end')
      const { now } = self
      const user = await loadUser(tx, self, input.id)
      if (!mayManage(self.subject, user)) return refuse('company.main_administrator_protected')
      await endSessions(tx, user.id, 'ended_by_administrator', now)
      await voidSignIns(tx, user.id, now)
      await recordAudit(tx, {
        companyId: actor.subject.companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.user_sessions_ended',
        object: { kind: 'user', id: user.id, name: user.account },
      })
      return ok({ id: user.id })
    })
  },
})
