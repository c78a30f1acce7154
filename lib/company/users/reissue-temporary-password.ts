import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { endSessions, voidSignIns } from '@/lib/identity/attempts/sessions'
import { accountKey, forgive, providerKey } from '@/lib/identity/limits/charge'
import { giveTemporaryPassword, prepareTemporaryPassword } from '@/lib/identity/passwords/temporary-password'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { mayGiveWayIn } from '../holds-more'
import { loadUser } from '../load-user'
import { announce } from '../messages'
import { passwordReissued } from '../previews'
import { userIdInput } from '../schema'

/**
 * Sends a user a new temporary password; every older one and the chosen one die, sessions end, and a
 * waiting account is free again. Refuses oneself, a suspended user, a main administrator for
 * anybody else, and to be done alone to whoever holds more than the actor. Nobody sees or chooses the password (T8).
 */
export const reissueTemporaryPassword = operation({
  key: 'company.reissue_temporary_password',
  permission: 'temporary_password:reissue',
  input: userIdInput,
  audit: ['company.temporary_password_reissued'],
  announces: ['company.temporary_password_reissued'],
  concerns: ({ id }) => ({ user: id }),
  preview: passwordReissued,
  secondPerson: { keep: ({ id }, _actor, subject) => ({ subject, input: { id } }) },
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    const password = await prepareTemporaryPassword(context)
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'temporary_password:reissue')
      const { now } = self
      const user = await loadUser(tx, self, input.id)
      if (user.id === actor.subject.id) return refuse('company.not_oneself')
      if (user.disputed) return refuse('company.contacts_disputed')
      if (user.suspended) return refuse('company.suspended')
      const may = await mayGiveWayIn(tx, self, user, input)
      if (!may.ok) return may
      await giveTemporaryPassword(tx, user.id, password)
      await endSessions(tx, user.id, 'password_reissued', now)
      await voidSignIns(tx, user.id, now)
      for (const key of [accountKey(user.account), providerKey(user.account)]) await forgive(tx, key)
      const ids = { userId: user.id, temporaryPasswordId: password.id }
      await announce(tx, companyId, { kind: 'company.temporary_password_reissued', payload: ids }, now)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.temporary_password_reissued',
        object: { kind: 'user', id: user.id, name: user.account },
      })
      return ok({ id: user.id })
    })
  },
})
