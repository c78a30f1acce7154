import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { uuids } from '@/lib/infra/arrays'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { refuse } from '@/lib/words/refuse'
import { decideReviewInput } from '../schema'

/**
 * Confirms rights in an open review, or marks them to be removed when it is signed off, one or many. Refuses one's own
 * rights, and none at all. @throws NotFound where no review of the company is open.
 */
export const decideReview = operation({
  key: 'grants.decide_review',
  permission: 'access_review:run',
  input: decideReviewInput,
  audit: ['grants.review_confirmed', 'grants.review_marked'],
  run: async (actor, { review, id: ids, decision }, context): Promise<Result<{ id: string }>> => {
    if (ids.length === 0) return refuse('grants.nothing_chosen')
    const { companyId, id: byId } = actor.subject
    const now = context.clock()
    return sqlTransaction(context, async (tx) => {
      // Signing off and deciding take turns.
      const [open] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM access_review WHERE id = ${review}::uuid AND company_id = ${companyId}::uuid AND closed_at IS NULL
        FOR UPDATE`
      if (!open) throw new NotFound(`review ${review}`)
      const decided = await tx.$queryRaw<{ person: string; what: string }[]>`
        UPDATE access_review_item i SET confirmed = ${decision === 'confirm'}, decided_by_id = ${byId}::uuid,
          decided_at = ${now}
        FROM "grant" g WHERE g.id = i.grant_id AND i.review_id = ${review}::uuid AND i.grant_id = ANY(${uuids(ids)})
          AND g.user_id <> ${byId}::uuid RETURNING i.person, i.what`
      if (decided.length === 0) return refuse('company.not_oneself')
      await recordAudit(tx, {
        ...{ companyId, at: now, actor: auditActor(actor) },
        action: decision === 'confirm' ? 'grants.review_confirmed' : 'grants.review_marked',
        object: { kind: 'access_review', id: review, name: actor.company.slug },
        after: { rights: decided.slice(0, 100).map(({ person, what }) => `${person}: ${what}`) },
      })
      return ok({ id: review })
    })
  },
})
