import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { beginChange } from '../changes/begin-change'
import { announce } from '../messages'
import { closeReviewInput } from '../schema'

/**
 * Signs a review off: what was not confirmed goes, as one change that can be taken back; nothing in the review changes any
 * more. Needs a fresh proof. Refuses while anything but one's own rights is undecided. @throws NotFound for no open review.
 */
export const closeReview = operation({
  key: 'grants.close_review',
  permission: 'access_review:run',
  input: closeReviewInput,
  audit: ['grants.reviewed'],
  announces: ['grants.rights_changed'],
  proof: true,
  run: async (actor, { id, proof }, context): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, proof, context)
    if (!proven.ok) return proven
    const { companyId, id: byId } = actor.subject
    return transaction(context, async (tx, bound) => {
      const change = await beginChange(tx, actor, { kind: 'reviewed', reason: null }, bound)
      const { at } = change
      authorize(change.actor, 'access_review:run')
      const closed = await tx.$executeRaw`
        UPDATE access_review SET closed_at = ${at} WHERE id = ${id}::uuid AND company_id = ${companyId}::uuid AND closed_at IS NULL`
      if (closed === 0) throw new NotFound(`review ${id}`)
      const [open] = await tx.$queryRaw<[{ count: number }]>`
        SELECT count(*)::int AS count FROM access_review_item i JOIN "grant" g ON g.id = i.grant_id
        WHERE i.review_id = ${id}::uuid AND i.confirmed IS NULL AND g.user_id <> ${byId}::uuid AND g.ended_at IS NULL`
      if (open.count > 0) return refuse('grants.review_undecided', { values: { count: open.count } })
      const removed = await tx.$queryRaw<{ userId: string }[]>`
        UPDATE "grant" g SET ended_at = ${at}, ended_by_id = ${byId}::uuid, ended_change_id = ${change.id}::uuid
        FROM access_review_item i WHERE i.review_id = ${id}::uuid AND i.grant_id = g.id AND i.confirmed = false
          AND g.ended_at IS NULL RETURNING g.user_id AS "userId"`
      const people = new Set(removed.map(({ userId }) => userId)).size
      await tx.$executeRaw`UPDATE rights_change SET removed = ${removed.length}, people = ${people} WHERE id = ${change.id}::uuid`
      await announce(tx, companyId, { kind: 'grants.rights_changed', payload: { changeId: change.id } }, at)
      await recordAudit(tx, {
        ...{ companyId, at, actor: auditActor(actor), action: 'grants.reviewed' },
        object: { kind: 'rights_change', id: change.id, name: `#${change.number}` },
        after: { removed: removed.length, people },
      })
      return ok({ id })
    })
  },
})
