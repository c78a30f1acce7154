import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import type { DecideReviewInput } from './schema'

/**
 * Confirms rights in an open review, or marks them to be removed when it is signed off, one or many. Refuses one's own
 * rights, and none at all. @throws NotFound where no review of the company is open.
 */
export async function decideReview(
  actor: Actor,
  { review, id: ids, decision }: DecideReviewInput,
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'access_review:run')
  if (ids.length === 0) return refuse('grants.nothing_chosen')
  const [open] = await world.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM access_review WHERE id = ${review}::uuid AND company_id = ${actor.subject.companyId}::uuid AND closed_at IS NULL`
  if (!open) throw new NotFound(`review ${review}`)
  const decided = await world.sql.$executeRaw`
    UPDATE access_review_item i SET confirmed = ${decision === 'confirm'}, decided_by_id = ${actor.subject.id}::uuid,
      decided_at = ${world.clock()}
    FROM "grant" g WHERE g.id = i.grant_id AND i.review_id = ${review}::uuid AND i.grant_id = ANY(${ids}::uuid[])
      AND g.user_id <> ${actor.subject.id}::uuid`
  return decided === 0 ? refuse('company.not_oneself') : ok({ id: review })
}
