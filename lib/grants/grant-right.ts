import { auditActor, recordAudit } from '@/lib/audit/record'
import { loadUser } from '@/lib/company/load-user'
import { proveAgain } from '@/lib/identity/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { isUniqueViolation } from '@/lib/infra/violations'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { missingToGrant } from '@/lib/rights/explain'
import { ownTarget } from '@/lib/rights/subject'
import { TEMPLATES } from '@/lib/rights/templates'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'
import type { GrantRightInput } from './schema'

/**
 * Gives a user a template over the whole company, effective on their next request. Needs a fresh proof.
 * Refuses what the actor does not hold, oneself, and a template held already.
 */
export async function grantRight(
  actor: Actor,
  input: GrantRightInput,
  world: World,
): Promise<Result<{ userId: string }>> {
  authorize(actor, 'right:grant')
  const missing = missingToGrant(
    actor.subject,
    TEMPLATES[input.template],
    ownTarget(actor.subject),
    actor.now,
  )
  if (missing.length > 0) return refuse('grants.beyond_own', { values: { functions: missing.join(', ') } })
  const proven = await proveAgain(actor, input.proof, world)
  if (!proven.ok) return proven

  const now = world.clock()
  const { companyId } = actor.subject
  const { template, userId } = input
  return transaction(world, async (tx) => {
    const user = await loadUser(tx, actor, userId)
    if (user.id === actor.subject.id) return refuse('company.not_oneself')
    if (user.mainAdministrator) return refuse('grants.holds_all')
    await tx.grant.create({
      data: {
        companyId,
        userId,
        template,
        validFrom: now,
        grantedById: actor.subject.id,
        reason: input.reason || null,
      },
      select: { id: true },
    })
    await tx.company.update({
      where: { id: companyId },
      data: { rightsVersion: { increment: 1 } },
      select: { id: true },
    })
    await announce(tx, companyId, { kind: 'grants.right_granted', payload: { userId, template } }, now)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'grants.right_granted',
      object: { kind: 'user', id: user.id, name: user.account },
      after: { template },
      reason: input.reason || null,
    })
    return ok({ userId })
  }).catch((error) => {
    if (isUniqueViolation(error)) return refuse('grants.already_granted')
    throw error
  })
}
