import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { endSessions, voidSignIns } from '@/lib/identity/attempts/sessions'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { transaction } from '@/lib/infra/transaction'
import { isRaised } from '@/lib/infra/violations'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { loadUser } from '../load-user'
import { announce } from '../messages'
import { mayManage } from '../rules'
import { suspendUserInput } from '../schema'
import { suspend } from './suspension'

/**
 * Suspends a user: their sessions end at once, no sign-in gets through, and what they have asked a second person for
 * counts as withdrawn (lib/approvals/open-requests.ts). Refuses oneself, a main
 * administrator for anybody else, and the last active main administrator.
 */
export const suspendUser = operation({
  key: 'company.suspend_user',
  permission: 'user:suspend',
  input: suspendUserInput,
  audit: ['company.user_suspended'],
  announces: ['company.user_suspended'],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'user:suspend')
      const { now } = self
      const user = await loadUser(tx, self, input.id)
      if (user.id === actor.subject.id) return refuse('company.not_oneself')
      if (!mayManage(self.subject, user)) return refuse('company.main_administrator_protected')
      const by = { byId: actor.subject.id, reason: input.reason || null, at: now }
      if (!(await suspend(tx, user.id, by))) return refuse('company.already_suspended')
      const sessions = await endSessions(tx, user.id, 'suspended', now)
      await voidSignIns(tx, user.id, now)
      await announce(tx, companyId, { kind: 'company.user_suspended', payload: { userId: user.id } }, now)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.user_suspended',
        object: { kind: 'user', id: user.id, name: user.account },
        after: { ...(sessions > 0 && { sessions }) },
        reason: input.reason || null,
      })
      return ok({ id: user.id })
    }).catch((error) => {
      if (isRaised(error, 'last_main_administrator')) return refuse('company.last_main_administrator')
      throw error
    })
  },
})
