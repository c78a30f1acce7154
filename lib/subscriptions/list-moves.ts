import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { reachOf } from '@/lib/rights/reach'
import { UNDO_WITHIN } from './rules'
import type { RecentMove } from './view'

/** So many are offered at once, the newest. */
const MOST_SHOWN = 5

/**
 * The moves of the last 24 hours that the actor may undo, of which some line is still where it was put: their own, and
 * everybody's for whoever may change all of the company's lines.
 */
export async function listMoves(actor: Actor, world: World): Promise<RecentMove[]> {
  authorize(actor, 'line:view')
  if (!actorCan(actor, 'line:edit')) return []
  const { id, companyId } = actor.subject
  const everybodys = reachOf(actor.subject, 'line:edit', actor.now) === 'company'
  const since = after(world.clock(), -UNDO_WITHIN)
  const rows = await world.sql.$queryRaw<(Omit<RecentMove, 'own'> & { byId: string })[]>`
    SELECT m.id, m.at, m.by_id AS "byId", m.by_name AS by, m.lines, m.centre_name AS "to" FROM line_move m
    WHERE m.company_id = ${companyId}::uuid AND m.at > ${since} AND m.undone_at IS NULL
      AND (${everybodys} OR m.by_id = ${id}::uuid)
      AND EXISTS (SELECT 1 FROM line_move_item i JOIN subscription l ON l.id = i.subscription_id
        WHERE i.company_id = m.company_id AND i.move_id = m.id AND l.status <> 'terminated'
          AND l.cost_centre_id IS NOT DISTINCT FROM m.centre_id)
    ORDER BY m.at DESC, m.id DESC LIMIT ${MOST_SHOWN}`
  return rows.map(({ byId, ...move }) => ({ ...move, own: byId === id }))
}
