import { loadPeople } from '@/lib/access/people'
import { linesInReach } from '@/lib/access/reach'
import { isOpen } from '@/lib/approvals/open-requests'
import { personLabelSql } from '@/lib/directory/person-label'
import { MOST_SHOWN } from '@/lib/grants/bounds'
import { loadFrame } from '@/lib/grants/people/editor-frame'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { ownGrants } from '@/lib/rights/own-grants'
import { digestOfLines, LINES_OF } from '@/lib/subscriptions/lines/free-lines'
import type { LeavePlan } from './view'

/** Everything that is to be put in order when somebody leaves, in one view. @throws NotFound for any other id. */
export async function getLeavePlan(actor: Actor, id: string, context: Context): Promise<LeavePlan> {
  authorize(actor, 'user:leave')
  const [person] = await loadPeople(context.sql, actor, Prisma.sql`u.id = ${id}::uuid`)
  if (!person) throw new NotFound(`user ${id}`)
  const [seen, [counts], lines, stands] = await Promise.all([
    digestOfLines(context.sql, actor, id),
    context.sql.$queryRaw<[{ sessions: number; requests: number; schedules: number }]>`
      SELECT (SELECT count(*)::int FROM session WHERE user_id = ${id}::uuid AND ended_at IS NULL
          AND expires_at > ${actor.now}) AS sessions,
        (SELECT count(*)::int FROM approval_request r WHERE r.by_id = ${id}::uuid AND ${isOpen(actor.now)}) AS requests,
        (SELECT count(*)::int FROM schedule WHERE user_id = ${id}::uuid) AS schedules`,
    context.sql.$queryRaw<{ id: string; ident: string; count: number }[]>`
      SELECT l.id, l.ident, count(*) OVER ()::int AS count FROM subscription l JOIN "user" u ON u.id = ${id}::uuid
      WHERE ${linesInReach(actor, 'line:edit')} AND l.status <> 'terminated' AND ${LINES_OF}
      ORDER BY l.ident LIMIT ${MOST_SHOWN}`,
    context.sql.$queryRaw<{ label: string; own: boolean }[]>`
      SELECT ${personLabelSql(Prisma.sql`u`)} AS label, s.substitute_id = ${id}::uuid AS own FROM substitution s
      JOIN "user" u ON u.id = CASE WHEN s.user_id = ${id}::uuid THEN s.substitute_id ELSE s.user_id END
      WHERE s.ended_at IS NULL AND s.valid_to > ${actor.now} AND ${id}::uuid IN (s.user_id, s.substitute_id)`,
  ])
  const { subject, ...rest } = person
  const own = ownGrants(subject)
  const grants = own.slice(0, MOST_SHOWN)
  return {
    ...{ ...rest, ...counts, grants, held: own.length, lineCount: lines[0]?.count ?? 0, seen },
    mainAdministrator: subject.mainAdministrator,
    lines: lines.map(({ id: lineId, ident }) => ({
      id: lineId,
      number: displayNumber(ident, context.market),
    })),
    standsInFor: stands.flatMap(({ label, own }) => (own ? [label] : [])),
    substitutes: stands.flatMap(({ label, own }) => (own ? [] : [label])),
    frame: await loadFrame(
      context,
      actor,
      grants.map(({ scope }) => scope),
    ),
  }
}
