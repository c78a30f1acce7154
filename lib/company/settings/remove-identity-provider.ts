import { auditActor, recordAudit } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { operation } from '@/lib/contract/operation'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { removeProvider } from '@/lib/identity/sso/write-provider'
import { transaction } from '@/lib/infra/transaction'
import { staleOf } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { announce } from '../messages'
import { PROVIDER_FIELDS, removeIdentityProviderInput } from '../schema'

/**
 * Removes the company's own provider with every link to it; everybody signs in with their password
 * again, and sign-ins under way there end. Needs a fresh proof; main administrators are notified.
 * Refuses whoever is no main administrator, and to remove another one than the page showed.
 */
export const removeIdentityProvider = operation({
  key: 'company.remove_identity_provider',
  permission: 'identity_provider:edit',
  input: removeIdentityProviderInput,
  audit: ['company.identity_provider_removed'],
  announces: ['company.identity_provider_removed'],
  proof: true,
  run: async (actor, input, context): Promise<Result<null>> => {
    if (!actor.subject.mainAdministrator) return refuse('company.sign_in_of_everybody')
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { id: companyId, slug } = actor.company
    return transaction(context, async (tx, bound) => {
      const { subject, now } = await lockCompanyAs(tx, actor, bound)
      if (!subject.mainAdministrator) return refuse('company.sign_in_of_everybody')
      const old = await tx.identityProvider.findUnique({ where: { companyId } })
      if (!old) return ok(null)
      const stale = staleOf(PROVIDER_FIELDS, input, old)
      if (stale.length > 0) return refuseStale(tx, actor, companyId, stale, bound.market)
      const { issuer } = old
      await removeProvider(tx, companyId)
      await announce(
        tx,
        companyId,
        { kind: 'company.identity_provider_removed', payload: { companyId } },
        now,
      )
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.identity_provider_removed',
        object: { kind: 'company', id: companyId, name: slug },
        before: { issuer },
      })
      return ok(null)
    })
  },
})
