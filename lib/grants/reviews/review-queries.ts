import { personLabelSql } from '@/lib/directory/person-label'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { ReviewItemRow, ReviewSummary } from '../view'

/** So many rows are shown at once; what is decided makes room for the rest. */
const MOST_SHOWN = 200

/** The company's reviews, the newest first. */
export function listReviews(actor: Actor, context: Context): Promise<ReviewSummary[]> {
  authorize(actor, 'access_review:run')
  return context.sql.$queryRaw`
    SELECT r.id, r.begun_at AS "begunAt", r.closed_at AS "closedAt", ${personLabelSql(Prisma.sql`u`)} AS by, count(i.grant_id)::int AS items,
      count(*) FILTER (WHERE i.confirmed)::int AS confirmed, count(*) FILTER (WHERE NOT i.confirmed)::int AS removed
    FROM access_review r JOIN "user" u ON u.id = r.by_id LEFT JOIN access_review_item i ON i.review_id = r.id
    WHERE r.company_id = ${actor.subject.companyId}::uuid GROUP BY r.id, u.id ORDER BY r.begun_at DESC LIMIT 50`
}

/** A review with its rows: undecided ones first, then by risk and by how long ago they were used. @throws NotFound */
export async function getReviewItems(
  actor: Actor,
  id: string,
  context: Context,
  most = MOST_SHOWN,
): Promise<ReviewSummary & { rows: ReviewItemRow[] }> {
  authorize(actor, 'access_review:run')
  const summary = (await listReviews(actor, context)).find((each) => each.id === id)
  if (!summary) throw new NotFound(`review ${id}`)
  const rows = await context.sql.$queryRaw<ReviewItemRow[]>`
    SELECT i.grant_id AS id, i.person, i.what, i.scope, i.risk, i.last_on::text AS "lastOn", i.confirmed,
      ${personLabelSql(Prisma.sql`d`)} AS "decidedBy", i.decided_at AS "decidedAt", g.user_id = ${actor.subject.id}::uuid AS own
    FROM access_review_item i JOIN "grant" g ON g.id = i.grant_id LEFT JOIN "user" d ON d.id = i.decided_by_id
    WHERE i.review_id = ${id}::uuid
    ORDER BY i.confirmed IS NOT NULL, i.risk DESC, i.last_on NULLS FIRST, i.person, i.grant_id LIMIT ${most}`
  return { ...summary, rows }
}
