import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { endSingleFactorSessions, voidLetThrough } from '@/lib/identity/attempts/sessions'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { announce } from '../messages'
import { switchSmsInput } from '../schema'

/**
 * Switches the one-time SMS at sign-in on or off for the whole company (S2-10). Needs a fresh proof;
 * everybody is notified. Sign-ins that were let through by the old rule begin again, and sessions that one factor opened end. A switch that nobody has moved
 * since it was shown, and what is so already, change nothing. Refuses whoever is no main administrator.
 */
export const switchSmsAtSignIn = operation({
  key: 'company.switch_sms_at_sign_in',
  permission: 'sign_in_policy:edit',
  input: switchSmsInput,
  audit: ['company.sms_at_sign_in_switched_off', 'company.sms_at_sign_in_switched_on'],
  announces: ['company.sms_at_sign_in_switched'],
  proof: true,
  run: async (actor, input, context): Promise<Result<null>> => {
    if (!actor.subject.mainAdministrator) return refuse('company.sign_in_of_everybody')
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven

    const { on } = input
    if (on === undefined) return ok(null)
    const { id: companyId, slug } = actor.company
    return transaction(context, async (tx, bound) => {
      const { subject, now } = await lockCompanyAs(tx, actor, bound)
      if (!subject.mainAdministrator) return refuse('company.sign_in_of_everybody')
      const { count } = await tx.company.updateMany({
        where: { id: companyId, smsAtSignIn: !on },
        data: { smsAtSignIn: on },
      })
      if (count === 0) return ok(null)
      await voidLetThrough(tx, companyId)
      // Who is in with one factor comes again with two; whoever switches it on has just proven themselves.
      if (on) await endSingleFactorSessions(tx, companyId, now, actor.session?.id ?? null)
      await announce(
        tx,
        companyId,
        { kind: 'company.sms_at_sign_in_switched', payload: { companyId, on } },
        now,
      )
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: on ? 'company.sms_at_sign_in_switched_on' : 'company.sms_at_sign_in_switched_off',
        object: { kind: 'company', id: companyId, name: slug },
      })
      return ok(null)
    })
  },
})
