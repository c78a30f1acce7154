import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { endSessions, voidSignIns } from '@/lib/identity/attempts/sessions'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { removeFactors } from '@/lib/identity/sessions/end-ways-in'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { mayGiveWayIn } from '../holds-more'
import { loadUser } from '../load-user'
import { announce } from '../messages'
import { factorsRemoved } from '../previews'
import { removeUserFactorsInput } from '../schema'

/**
 * Removes all second factors of a user who has lost them, with the backup codes, and ends their sessions;
 * they sign in with what the company asks for. Needs a fresh proof; the user is notified. Refuses a main
 * administrator for anybody else, to be done alone to whoever holds more than the actor, oneself, and where there is none.
 */
export const removeUserFactors = operation({
  key: 'company.remove_user_factors',
  permission: 'second_factor:remove',
  input: removeUserFactorsInput,
  audit: ['company.user_factors_removed'],
  announces: ['company.user_factors_removed'],
  proof: true,
  concerns: ({ id }) => ({ user: id }),
  preview: factorsRemoved,
  secondPerson: { keep: ({ id }, _actor, subject) => ({ subject, input: { id } }) },
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { companyId } = actor.subject
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'second_factor:remove')
      const { now } = self
      const user = await loadUser(tx, self, input.id)
      const { id: userId } = user
      if (userId === actor.subject.id) return refuse('company.not_oneself')
      const may = await mayGiveWayIn(tx, self, user, input)
      if (!may.ok) return may
      if ((await removeFactors(tx, userId)) === 0) return refuse('company.no_factors')
      await endSessions(tx, userId, 'ended_by_administrator', now)
      await voidSignIns(tx, userId, now)
      await announce(tx, companyId, { kind: 'company.user_factors_removed', payload: { userId } }, now)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.user_factors_removed',
        object: { kind: 'user', id: userId, name: user.account },
      })
      return ok({ id: userId })
    })
  },
})
