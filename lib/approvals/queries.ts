import { personLabelSql } from '@/lib/directory/person-label'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after } from '@/lib/kernel/clock'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import type { Asking } from './ask-approval'
import { askerSuspendedSince, isOpen } from './open-requests'
import { FETCH_WITHIN } from './rules'
import type { ApprovalRow } from './view'

/** So many of each are shown. */
const MOST_SHOWN = 100

type Row = Omit<ApprovalRow, 'mine' | 'draft'> & {
  byId: string
  input: { place?: string; draft?: string }
}

/** What is open for the actor to decide, and what they have asked for themselves, the newest first. */
export async function listRequests(
  actor: Actor,
  context: Context,
): Promise<{ toDecide: ApprovalRow[]; own: ApprovalRow[] }> {
  authorize(actor, 'own_session:end')
  const me = actor.subject.id
  const [toDecide, own] = await Promise.all([
    select(
      actor,
      Prisma.sql`${isOpen(actor.now)} AND r.by_id <> ${me}::uuid AND ${decidable(actor)}`,
      context,
    ),
    // One's own is not for whoever looks through one's eyes.
    actor.viewedBy ? [] : select(actor, Prisma.sql`r.by_id = ${me}::uuid`, context),
  ])
  return { toDecide, own }
}

/** Operations for those who decide; rights for those who give rights, too. */
const decidable = (actor: Actor): Prisma.Sql =>
  actorCan(actor, 'approval:decide')
    ? Prisma.sql`true`
    : actorCan(actor, 'right:grant')
      ? Prisma.sql`r.kind = 'right'`
      : Prisma.sql`false`

async function select(actor: Actor, where: Prisma.Sql, context: Context): Promise<ApprovalRow[]> {
  const rows = await context.sql.$queryRaw<Row[]>`
    SELECT r.id, r.kind::text AS kind, r.function AS fn, r.subject, r.input, r.by_id AS "byId", ${personLabelSql(Prisma.sql`u`)} AS by, r.comment,
      r.asked_at AS "askedAt", r.deadline,
      CASE WHEN r.state <> 'open' OR ${isOpen(actor.now)} THEN r.state::text WHEN ${askerSuspendedSince()} THEN 'withdrawn' ELSE 'expired' END AS state,
      ${personLabelSql(Prisma.sql`d`)} AS "decidedBy", r.decided_at AS "decidedAt", r.answer, r.problem, r.done_at IS NOT NULL AS done
    FROM approval_request r JOIN "user" u ON u.id = r.by_id LEFT JOIN "user" d ON d.id = r.decided_by_id
    WHERE r.company_id = ${actor.subject.companyId}::uuid AND ${where} ORDER BY r.asked_at DESC, r.id LIMIT ${MOST_SHOWN}`
  return rows.map(({ byId, input, ...row }) => ({
    ...row,
    draft: input.draft ?? null,
    place: row.kind === 'right' ? (input.place ?? 'company') : null,
    mine: byId === actor.subject.id,
  }))
}

/** How many requests wait for the actor. */
export async function countToDecide(actor: Actor, context: Context): Promise<number> {
  authorize(actor, 'approval:decide')
  const [row] = await context.sql.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM approval_request r WHERE r.company_id = ${actor.subject.companyId}::uuid
      AND ${isOpen(actor.now)} AND r.by_id <> ${actor.subject.id}::uuid`
  return row.count
}

/** So many approvals of one thing are looked at. */
const MOST_APPROVALS = 10

/** Requests of the actor's for exactly this that were approved lately, the newest first: of what is fetched and not done. */
export async function findApproved(
  actor: Actor,
  asking: Asking,
  context: Context,
): Promise<{ id: string; askedAt: Date; decidedById: string }[]> {
  const { fn, input } = asking
  authorize(actor, fn)
  const key = 'operation' in asking ? asking.operation : null
  return context.sql.$queryRaw`
    SELECT id, asked_at AS "askedAt", decided_by_id AS "decidedById" FROM approval_request
    WHERE company_id = ${actor.subject.companyId}::uuid AND by_id = ${actor.subject.id}::uuid AND function = ${fn}
      AND NOT ${askerSuspendedSince(Prisma.sql`approval_request`)}
      AND kind = 'operation' AND coalesce(operation, ${key}) = ${key}
      AND state = 'approved' AND decided_by_id IS NOT NULL AND input = ${input}::jsonb
      AND decided_at > ${after(actor.now, -FETCH_WITHIN)}
    ORDER BY decided_at DESC LIMIT ${MOST_APPROVALS}`
}
