import { operation } from '@/lib/contract/operation'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { newToken } from '@/lib/kernel/token'
import { actorCan } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { LIMITS } from '../limits/limits'
import { proofInput } from '../schema'
import { proveAgain } from '../sessions/prove-again'

/**
 * Begins to link one's user to whom the company's provider knows; the provider is asked next. For whoever
 * sets the provider up this is the test sign-in. Needs a fresh proof. Refuses where there is none in use.
 */
export const beginCompanyLink = operation({
  key: 'identity.begin_company_link',
  permission: 'profile:edit',
  input: proofInput,
  audit: [],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ token: string }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const now = context.clock()
    const { id: userId, companyId } = actor.subject
    const provider = await context.db.identityProvider.findUnique({ where: { companyId } })
    if (!provider || !(provider.verifiedAt || actorCan(actor, 'identity_provider:edit')))
      return refuse('identity.no_provider')
    const { token, hash } = newToken(context.random)
    await context.db.signIn.create({
      data: {
        id: newId(),
        tokenHash: hash,
        state: 'company_link',
        login: actor.name,
        accountKey: `company:${actor.company.slug}`,
        userId,
        companyId,
        factors: [],
        createdAt: now,
        expiresAt: after(now, LIMITS.signIn.validFor),
      },
      select: { id: true },
    })
    return ok({ token })
  },
})
