import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { uuids } from '@/lib/infra/arrays'
import type { Context } from '@/lib/infra/context'
import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { lockChosen } from '../lines/chosen-lines'
import { findTarget, holdTarget } from '../lines/cost-centres'
import { moveLinesInput } from '../schema'
import type { MoveTarget } from '../view'
import { judgeMove } from './may-move'
import { auditedMove, type MoveEffect } from './move-effect'
import { lostBy } from './move-lost'
import { digestOf, lookAtMove } from './preview-move'

/**
 * Moves lines to another cost centre, all or none, and with them what everybody may do who holds something over either. A
 * new cost centre is created where the preview has said so. Refuses when anything the preview showed, its people included, is
 * no longer so, too many lines at once, and a move that would widen the actor's own reach, or give others what the actor
 * could not give them. It can be undone for 24 hours. @throws NotFound for another company's cost centre.
 */
export const moveLines = operation({
  key: 'subscriptions.move_lines',
  permission: 'line:edit',
  input: moveLinesInput,
  audit: ['subscriptions.line_moved', 'subscriptions.lines_moved'],
  run: async (
    actor,
    { selection, to, name, seen },
    context,
  ): Promise<Result<{ id: string; count: number }>> => {
    const { companyId } = actor.subject
    return transaction(context, async (tx) => {
      const ids = await lockChosen(tx, actor, selection, context)
      if (!ids.ok) return ids
      const target = await findTarget(tx, actor, { to, name })
      if (target === undefined) throw new NotFound('cost centre')
      const now = await lookAtMove(tx, actor, selection, target, context)
      const centreId = await holdTarget(tx, companyId, target)
      if (centreId === undefined) return refuse('subscriptions.changed_meanwhile')
      const effect = await judgeMove(tx, actor, { ids: ids.value, centreId, hidden: target?.hidden ?? false })
      if (!effect.ok) return effect
      if (digestOf(now.seen, target, effect.value) !== seen) return refuse('subscriptions.changed_meanwhile')
      const moved = await tx.$queryRaw<Moved[]>`
        SELECT l.id, l.ident, l.cost_centre_id AS "wasId", c.name AS was FROM subscription l
        LEFT JOIN cost_centre c ON c.id = l.cost_centre_id
        WHERE l.id = ANY(${uuids(ids.value)}) AND l.cost_centre_id IS DISTINCT FROM ${centreId}::uuid ORDER BY l.ident, l.id`
      if (moved.length === 0) return refuse('subscriptions.changed_meanwhile')
      await tx.$executeRaw`
        UPDATE subscription SET cost_centre_id = ${centreId}::uuid WHERE id = ANY(${uuids(moved.map(({ id }) => id))})`
      const id = await keep(tx, actor, { moved, target, centreId, effect: effect.value }, context)
      const [one] = moved
      await recordAudit(tx, {
        companyId,
        at: context.clock(),
        actor: auditActor(actor),
        action: moved.length === 1 ? 'subscriptions.line_moved' : 'subscriptions.lines_moved',
        object:
          moved.length === 1
            ? { kind: 'number', id: one!.id, name: displayNumber(one!.ident, context.market) }
            : { kind: 'company', id: companyId, name: actor.company.slug },
        before: { costCentre: Object.fromEntries(moved.map(({ id, was }) => [id, was])) },
        after: {
          ...{
            costCentre: target?.name ?? null,
            lines: moved.length,
            numbers: moved.map(({ ident }) => ident),
          },
          ...auditedMove(effect.value),
        },
      })
      return ok({ id, count: moved.length })
    })
  },
})

type Moved = { id: string; ident: string; wasId: string | null; was: string | null }
type Done = { moved: readonly Moved[]; target: MoveTarget; centreId: string | null; effect: MoveEffect }

/** Keeps what was moved from where, and who lost what by it, for undoing it. */
async function keep(
  tx: Tx,
  actor: Actor,
  { moved, target, centreId, effect }: Done,
  context: Context,
): Promise<string> {
  const { id: byId, companyId } = actor.subject
  const id = newId()
  await tx.lineMove.create({
    data: {
      ...{ companyId, id, at: context.clock(), byId, byName: actor.name, centreId },
      ...{ centreName: target?.name ?? null, created: target?.isNew ?? false, lines: moved.length },
      lost: lostBy(effect),
    },
    select: { id: true },
  })
  await tx.$executeRaw`
    INSERT INTO line_move_item (company_id, move_id, subscription_id, was_id)
    SELECT ${companyId}::uuid, ${id}::uuid, * FROM unnest(
      ${moved.map((line) => line.id)}::uuid[], ${moved.map(({ wasId }) => wasId)}::uuid[])`
  return id
}
