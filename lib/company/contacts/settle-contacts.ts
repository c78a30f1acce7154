import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { prepareTemporaryPassword } from '@/lib/identity/passwords/temporary-password'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { staleOf } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { displayNumber } from '@/lib/market/phone-number'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { loadUser } from '../load-user'
import { SHOWN_CONTACTS, settleContactsInput } from '../schema'
import { findDispute, whyNotSettle } from './contact-dispute'
import { writeSettlement } from './write-settlement'

/**
 * Settles which contacts of a user hold after a change of them was stopped, and opens their account again: every older way
 * in has ended, and a temporary password goes to the address that holds. Needs a fresh proof. Refuses what is settled
 * already, another dispute than was shown, oneself, a main administrator for anybody else, whoever made or approved one of
 * the changes, who holds less than the user, and who depends on the user or on whoever changed the contacts, unless they
 * are a main administrator. @throws NotFound for contacts that are none of them.
 */
export const settleContacts = operation({
  key: 'company.settle_contacts',
  permission: 'user:edit',
  input: settleContactsInput,
  audit: ['company.contacts_settled'],
  announces: ['company.contacts_settled', 'company.temporary_password_reissued'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { companyId, id: byId } = actor.subject
    const password = await prepareTemporaryPassword(context)
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'user:edit')
      const { now } = self
      const user = await loadUser(tx, self, input.id)
      const dispute = await findDispute(tx, companyId, user.id)
      if (!dispute) return refuse('company.contacts_settled')
      const present = { email: user.email, mobile: displayNumber(user.mobile, bound.market) }
      if (dispute.id !== input.dispute || staleOf(SHOWN_CONTACTS, input, present).length > 0)
        return refuse('company.contacts_disputed_anew')
      const service = bound.market.customerService.domestic
      const why = await whyNotSettle(tx, self, user, dispute, service)
      if (why) return why
      const settled = await writeSettlement(tx, { ...user, companyId }, dispute, {
        ...{ chosen: input.contacts, byId, password, at: now },
      })
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.contacts_settled',
        object: { kind: 'user', id: user.id, name: user.account },
        ...settled,
      })
      return ok({ id: user.id })
    })
  },
})
