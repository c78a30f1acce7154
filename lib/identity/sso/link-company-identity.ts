import { z } from 'zod'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { isUniqueViolation } from '@/lib/infra/violations'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { findAttempt } from '../attempts/attempt'
import { lockUser } from '../attempts/lock-user'
import { announce } from '../messages'
import type { ProviderIdentity } from './company-provider'

/** What only a door can know: the attempt that was begun here, and whom the provider itself has vouched for. */
type Vouched = { token: string | null; identity: ProviderIdentity }

/**
 * Links one's user to whom the company's provider has just vouched for, by issuer and subject. When it is
 * whoever sets the provider up, it is in use from now on. Is told. Refuses a visit that somebody else
 * began, another provider, and a subject that another user is linked to.
 */
export const linkCompanyIdentity = operation({
  key: 'identity.link_company_identity',
  permission: 'profile:edit',
  input: z.object({}),
  audit: ['identity.company_linked', 'identity.provider_in_use'],
  announces: ['identity.company_linked', 'identity.provider_in_use'],
  run: async (actor, _input, context, vouched: Vouched): Promise<Result<null>> => {
    const {
      token,
      identity: { issuer, subject },
    } = vouched
    const now = context.clock()
    const { id: userId, companyId } = actor.subject
    const attempt = await findAttempt(context.sql, token, 'company_link', now)
    if (attempt?.userId !== userId) return refuse('identity.link_over')
    const { id } = attempt
    const mayVerify = actorCan(actor, 'identity_provider:edit')
    try {
      return await transaction(context, async (tx) => {
        await lockUser(tx, userId)
        const closed = await tx.signIn.updateMany({
          where: { id, state: 'company_link' },
          data: { state: 'closed' },
        })
        const provider = await tx.identityProvider.findFirst({ where: { companyId, issuer } })
        if (closed.count !== 1 || !provider || !(provider.verifiedAt || mayVerify))
          return refuse('identity.link_over')
        if (!provider.verifiedAt) await takeIntoUse(tx, actor, provider, now)
        await tx.companyIdentity.deleteMany({ where: { userId, issuer } })
        await tx.companyIdentity.create({
          data: { userId, companyId, issuer, subject, linkedAt: now },
          select: { userId: true },
        })
        await announce(tx, companyId, { kind: 'identity.company_linked', payload: { userId } }, now)
        await recordAudit(tx, {
          companyId,
          at: now,
          actor: auditActor(actor),
          action: 'identity.company_linked',
          object: { kind: 'user', id: userId, name: actor.name },
          after: { issuer },
        })
        return ok(null)
      })
    } catch (error) {
      if (isUniqueViolation(error)) return refuse('identity.linked_elsewhere')
      throw error
    }
  },
})

/** The test sign-in has come back right: everybody may link theirs. Main administrators hear of it. */
async function takeIntoUse(tx: Tx, actor: Actor, tested: { issuer: string; clientId: string }, now: Date) {
  const { id: companyId, slug } = actor.company
  const { issuer, clientId } = tested
  const where = { companyId, issuer, clientId, verifiedAt: null }
  const { count } = await tx.identityProvider.updateMany({ where, data: { verifiedAt: now } })
  if (count === 0) return
  await announce(tx, companyId, { kind: 'identity.provider_in_use', payload: { companyId } }, now)
  await recordAudit(tx, {
    companyId,
    at: now,
    actor: auditActor(actor),
    action: 'identity.provider_in_use',
    object: { kind: 'company', id: companyId, name: slug },
    after: { issuer, clientId },
  })
}
