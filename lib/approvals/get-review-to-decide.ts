import { getReview } from '@/lib/grants/changes/preview-change'
import type { PreviewView } from '@/lib/grants/view'
import type { Context } from '@/lib/infra/context'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { isOpen } from './open-requests'

/** A draft as it would be applied now: one's own, or one that the actor is asked to decide about. @throws NotFound for any other. */
export async function getReviewToDecide(actor: Actor, id: string, context: Context): Promise<PreviewView> {
  authorize(actor, 'right:view')
  const asked = actorCan(actor, 'approval:decide')
    ? await context.sql.$queryRaw<unknown[]>`
        SELECT 1 FROM approval_request r WHERE r.company_id = ${actor.subject.companyId}::uuid
          AND r.input ->> 'draft' = ${id} AND ${isOpen(actor.now)} LIMIT 1`
    : []
  return getReview(actor, id, context, asked.length > 0)
}
