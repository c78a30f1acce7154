import { auditActor, recordAudit } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { operation } from '@/lib/contract/operation'
import { secondGround } from '@/lib/identity/attempts/ground'
import { endSessionsProvenBy, voidSignIns } from '@/lib/identity/attempts/sessions'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { reconcile } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { displayNumber, readMobileNumber } from '@/lib/market/phone-number'
import { approvalOf, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { recordContactChange } from '../contacts/contact-changes'
import { prepareForNewAddress, sendToNewAddress } from '../contacts/new-address'
import { mayGiveWayIn } from '../holds-more'
import { loadUser } from '../load-user'
import { announce } from '../messages'
import { userEdited } from '../previews'
import { approvedEditUserInput, editUserInput } from '../schema'

/**
 * Corrects a user's name, e-mail address or mobile number: what the form has changed, and nothing else. Old and new contacts are notified, and an old one that the user
 * has confirmed can stop the change for a day (stop-contact-change.ts). Sign-ins under way with the old ones are void
 * (O11), sessions that they opened end; an open temporary password dies, and a new one goes to the new address only. Needs a fresh proof. Refuses a main
 * administrator for anybody else, to be done alone to whoever holds more than the actor, contacts that are disputed, a
 * number that cannot receive a code, and what others have changed since the form was shown or the approval asked for.
 */
export const editUser = operation({
  key: 'company.edit_user',
  permission: 'user:edit',
  input: editUserInput,
  audit: ['company.user_edited'],
  announces: [
    'company.contact_change_stoppable',
    'company.temporary_password_reissued',
    'company.user_created',
    'company.user_edited',
  ],
  proof: true,
  concerns: ({ id }) => ({ user: id }),
  preview: userEdited,
  secondPerson: {
    keep: ({ proof: _proof, ...input }, _actor, subject) => ({ subject, input }),
    reads: approvedEditUserInput,
  },
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const { id, changes } = input
    const number = changes.mobile && readMobileNumber(changes.mobile.next, context.market)
    if (number && number.kind !== 'mobile')
      return refuse(`company.mobile_${number.kind}`, { field: 'mobile' })
    const mobile = number && { was: changes.mobile!.was, next: displayNumber(number.msisdn, context.market) }
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven

    const { companyId } = actor.subject
    const password = await prepareForNewAddress(context, companyId, { id, email: changes.email?.next })
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'user:edit')
      const { now } = self
      const user = await loadUser(tx, self, id)
      if (user.disputed) return refuse('company.contacts_disputed')
      const present = { name: user.name, email: user.email, mobile: displayNumber(user.mobile, bound.market) }
      const { write, remaining, stale } = reconcile({ ...changes, mobile }, present)
      if (stale.length > 0) return refuseStale(tx, actor, id, stale, bound.market)
      if (Object.keys(write).length === 0) return ok({ id })
      const may = await mayGiveWayIn(tx, self, user, input)
      if (!may.ok) return { ok: false, refusal: { ...may.refusal, remaining: { changes: remaining } } }
      const before = { name: user.name, email: user.email, mobile: user.mobile }
      const next = { ...before, ...write, ...(write.mobile && number && { mobile: number.msisdn }) }
      const moved = before.email !== next.email || before.mobile !== next.mobile
      await tx.user.update({ where: { id: id }, data: next, select: { id: true } })
      if (moved) {
        await voidSignIns(tx, id, now)
        const gone = [
          ...(before.mobile === next.mobile ? [] : [secondGround.sms(before.mobile)]),
          ...(before.email === next.email ? [] : [secondGround.mail(before.email)]),
        ]
        await endSessionsProvenBy(tx, id, gone, now)
        const changeId = await recordContactChange(
          tx,
          actor,
          id,
          { old: before, next, decidedById: approvalOf(actor, input)?.byId ?? null },
          bound,
        )
        const old = { userId: id, oldEmail: before.email, oldMobile: before.mobile }
        const payload = { ...old, ...(changeId && { changeId }) }
        await announce(tx, companyId, { kind: 'company.user_edited', payload }, now)
        if (changeId)
          await announce(
            tx,
            companyId,
            { kind: 'company.contact_change_stoppable', payload: { ...old, changeId } },
            now,
          )
      }
      if (before.email !== next.email) await sendToNewAddress(tx, user, companyId, password, now)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.user_edited',
        object: { kind: 'user', id: id, name: user.account },
        before,
        after: next,
      })
      return ok({ id: id })
    })
  },
})
