import { auditActor, recordAudit } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { operation } from '@/lib/contract/operation'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import {
  type CompanyProvider,
  openSecret,
  returnAddress,
  sealSecret,
} from '@/lib/identity/sso/company-provider'
import { writeProvider } from '@/lib/identity/sso/write-provider'
import { transaction } from '@/lib/infra/transaction'
import { staleOf } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { announce } from '../messages'
import { PROVIDER_FIELDS, setIdentityProviderInput } from '../schema'

/**
 * Sets up the company's own OpenID Connect provider. It is asked before anything is saved; nobody signs in
 * with it before a test sign-in. Needs a fresh proof; main administrators are notified. Refuses what somebody has changed since
 * the form was shown (a secret is for one address), whoever is no main
 * administrator (the provider says who anybody is), an address where no provider answers or one that is every company's, and
 * an id or secret that it does not know.
 */
export const setIdentityProvider = operation({
  key: 'company.set_identity_provider',
  permission: 'identity_provider:edit',
  input: setIdentityProviderInput,
  audit: ['company.identity_provider_set'],
  announces: ['company.identity_provider_set'],
  proof: true,
  run: async (actor, input, context, provider: CompanyProvider): Promise<Result<null>> => {
    if (!actor.subject.mainAdministrator) return refuse('company.sign_in_of_everybody')
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { id: companyId, slug } = actor.company
    const { address, clientId } = input
    const old = await context.db.identityProvider.findUnique({ where: { companyId } })
    const unchanged = old?.address === address && old.clientId === clientId
    // The secret that is there goes nowhere but where it has always gone.
    const clientSecret = input.secret || (unchanged && openSecret(context, companyId, old.sealedSecret))
    if (!clientSecret) return refuse('company.provider_secret_missing', { field: 'secret' })
    const checked = await provider.check({ address, clientId, clientSecret }, returnAddress(context))
    if (!checked.ok) {
      const field = checked.problem === 'credentials' ? 'secret' : 'address'
      return 'instead' in checked
        ? refuse(`company.provider_${checked.problem}`, { field, values: { address: checked.instead } })
        : refuse(`company.provider_${checked.problem}`, { field })
    }
    const { issuer } = checked.value
    const same = unchanged && old.issuer === issuer
    const values = {
      address,
      issuer,
      clientId,
      sealedSecret: sealSecret(context, companyId, clientSecret),
      // Only the secret is new, and the provider knows it: nobody is locked out while it is tested again.
      verifiedAt: same ? old.verifiedAt : null,
    }
    return transaction(context, async (tx, bound) => {
      const { subject, now } = await lockCompanyAs(tx, actor, bound)
      if (!subject.mainAdministrator) return refuse('company.sign_in_of_everybody')
      const by = await tx.identityProvider.findUnique({ where: { companyId } })
      const stale = staleOf(PROVIDER_FIELDS, input, {
        address: by?.address ?? '',
        clientId: by?.clientId ?? '',
      })
      if (stale.length > 0) return refuseStale(tx, actor, companyId, stale, bound.market)
      // While the provider was asked, somebody gave another secret: the one read before would bring the old one back.
      if (!input.secret && !(by && old && Buffer.from(by.sealedSecret).equals(old.sealedSecret)))
        return refuse('company.provider_secret_missing', { field: 'secret' })
      await writeProvider(tx, companyId, values, now)
      await announce(tx, companyId, { kind: 'company.identity_provider_set', payload: { companyId } }, now)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.identity_provider_set',
        object: { kind: 'company', id: companyId, name: slug },
        before: old ? { address: old.address, issuer: old.issuer, clientId: old.clientId } : {},
        after: { address, issuer, clientId },
      })
      return ok(null)
    })
  },
})
