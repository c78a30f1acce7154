import { linesInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { after } from '@/lib/kernel/clock'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { reachOf } from '@/lib/rights/reach'
import { UNDO_WITHIN } from '../rules'
import type { RecentMove } from '../view'

/** So many are offered at once, the newest. */
const MOST_SHOWN = 5
/** Of so many of its lines, and of where they were, it is said which. */
const SOME = 3

/**
 * The moves of the last 24 hours that the actor may undo, of which some line is still where it was put: their own, and
 * everybody's for whoever may change all of the company's lines.
 */
export async function listMoves(actor: Actor, context: Context): Promise<RecentMove[]> {
  authorize(actor, 'line:view')
  if (!actorCan(actor, 'line:edit')) return []
  const { id, companyId } = actor.subject
  const everybodys = reachOf(actor.subject, 'line:edit', actor.now) === 'company'
  const since = after(context.clock(), -UNDO_WITHIN)
  const rows = await context.sql.$queryRaw<(Omit<RecentMove, 'own'> & { byId: string })[]>`
    SELECT m.id, m.at, m.by_id AS "byId", m.by_name AS by, m.lines, m.centre_name AS "to",
      ARRAY(SELECT DISTINCT c.name FROM line_move_item i LEFT JOIN cost_centre c ON c.id = i.was_id
        WHERE i.company_id = m.company_id AND i.move_id = m.id ORDER BY 1 LIMIT ${SOME}) AS "from",
      ARRAY(SELECT jsonb_build_object('id', CASE WHEN ${linesInReach(actor, 'line:view')} THEN l.id END, 'number', l.ident)
        FROM line_move_item i JOIN subscription l ON l.company_id = i.company_id AND l.id = i.subscription_id
        WHERE i.company_id = m.company_id AND i.move_id = m.id ORDER BY l.ident, l.id LIMIT ${SOME}) AS some
    FROM line_move m
    WHERE m.company_id = ${companyId}::uuid AND m.at > ${since} AND m.undone_at IS NULL
      AND (${everybodys} OR m.by_id = ${id}::uuid)
      AND EXISTS (SELECT 1 FROM line_move_item i JOIN subscription l ON l.id = i.subscription_id
        WHERE i.company_id = m.company_id AND i.move_id = m.id AND l.status <> 'terminated'
          AND l.cost_centre_id IS NOT DISTINCT FROM m.centre_id)
    ORDER BY m.at DESC, m.id DESC LIMIT ${MOST_SHOWN}`
  return rows.map(({ byId, some, ...move }) => ({
    ...move,
    own: byId === id,
    some: some.map((line) => ({ ...line, number: displayNumber(line.number, context.market) })),
  }))
}
