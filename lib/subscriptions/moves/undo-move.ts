import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { uuids } from '@/lib/infra/arrays'
import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { isStillNamed } from '@/lib/infra/violations'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { inSlices } from '@/lib/kernel/slices'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { can } from '@/lib/rights/explain'
import { reachOf } from '@/lib/rights/reach'
import { refuse } from '@/lib/words/refuse'
import { DELIVERY_LOCK } from '../files/deliver-lines'
import { UNDO_WITHIN } from '../rules'
import { undoMoveInput } from '../schema'
import { judgeMove } from './may-move'
import { auditedMove, type MoveEffect } from './move-effect'
import type { Lost } from './move-lost'

/**
 * Takes a move of lines back: each that is still where it was put goes where it was, those moved since stay. Whoever moved
 * them may, and whoever may change all of the company's lines. It restores what the move took from people; what it would
 * give beyond that is judged like any move. A cost centre that was created for it and serves nobody goes too. Refuses
 * after 24 hours, and twice. @throws NotFound for anybody else's move.
 */
export const undoMove = operation({
  key: 'subscriptions.undo_move',
  permission: 'line:edit',
  input: undoMoveInput,
  audit: ['subscriptions.move_undone'],
  run: async (actor, { id }, context): Promise<Result<{ count: number }>> => {
    const { companyId } = actor.subject
    return transaction(context, async (tx) => {
      const [move] = await tx.$queryRaw<Move[]>`
        SELECT m.id, m.at, m.by_id AS "byId", m.centre_id AS "centreId", m.centre_name AS "centreName", m.created, m.lost,
          m.undone_at AS "undoneAt"
        FROM line_move m WHERE m.company_id = ${companyId}::uuid AND m.id = ${id}::uuid FOR UPDATE`
      if (!move || !mayUndo(actor, move)) throw new NotFound(`move ${id}`)
      if (move.at <= after(context.clock(), -UNDO_WITHIN)) return refuse('subscriptions.undo_over')
      if (move.undoneAt) return refuse('subscriptions.undone_already')
      const lines = await undoable(tx, actor, move)
      if (lines.length === 0) return refuse('subscriptions.undo_nothing')
      const effects: MoveEffect[] = []
      for (const [wasId, ids] of byCentre(lines)) {
        const effect = await judgeMove(tx, actor, { ids, centreId: wasId, restored: move.lost })
        if (!effect.ok) return effect
        effects.push(effect.value)
        await tx.$executeRaw`
          UPDATE subscription SET cost_centre_id = ${wasId}::uuid WHERE id = ANY(${uuids(ids)})`
      }
      await tx.$executeRaw`
        UPDATE line_move SET undone_at = ${context.clock()} WHERE company_id = ${companyId}::uuid AND id = ${id}::uuid`
      if (move.created) await removeUnused(tx, companyId, move)
      const all = {
        gains: effects.flatMap(({ gains }) => gains),
        loses: effects.flatMap(({ loses }) => loses),
      }
      await recordAudit(tx, {
        companyId,
        at: context.clock(),
        actor: auditActor(actor),
        action: 'subscriptions.move_undone',
        object: { kind: 'company', id: companyId, name: actor.company.slug },
        before: { costCentre: move.centreName },
        after: {
          costCentre: Object.fromEntries(lines.map((line) => [line.id, line.was])),
          ...{ lines: lines.length, numbers: lines.map(({ ident }) => ident) },
          ...auditedMove(all),
        },
      })
      return ok({ count: lines.length })
    })
  },
})

type Move = {
  id: string
  at: Date
  byId: string
  centreId: string | null
  centreName: string | null
  created: boolean
  lost: Lost[]
  undoneAt: Date | null
}
type Line = { id: string; ident: string; account: string | null; wasId: string | null; was: string | null }

const mayUndo = ({ subject, now }: Actor, { byId }: Move): boolean =>
  byId === subject.id || reachOf(subject, 'line:edit', now) === 'company'

/**
 * The lines that still stand where the move put them, and that the actor may change where they were, in one order. Which move
 * is later the time of the database says: ids are made with the clock of their process.
 */
async function undoable(tx: Tx, { subject, now }: Actor, { id, at, centreId }: Move): Promise<Line[]> {
  const { companyId } = subject
  const rows = await tx.$queryRaw<Line[]>`
    SELECT l.id, l.ident, l.billing_account_id AS account, i.was_id AS "wasId",
      (SELECT c.name FROM cost_centre c WHERE c.id = i.was_id) AS was
    FROM line_move_item i JOIN subscription l ON l.id = i.subscription_id
    WHERE i.company_id = ${companyId}::uuid AND i.move_id = ${id}::uuid AND l.status <> 'terminated'
      AND l.cost_centre_id IS NOT DISTINCT FROM ${centreId}::uuid
      AND NOT EXISTS (
        SELECT 1 FROM line_move_item j JOIN line_move m ON m.company_id = j.company_id AND m.id = j.move_id
        WHERE j.subscription_id = l.id AND (m.at, m.id) > (${at}, ${id}::uuid) AND m.undone_at IS NULL)
    ORDER BY l.id FOR UPDATE OF l`
  const lines: Line[] = []
  for await (const line of inSlices(rows)) {
    const target = { companyId, lineId: line.id, accountId: line.account, centreId: line.wasId }
    if (can(subject, 'line:edit', target, now)) lines.push(line)
  }
  return lines
}

function byCentre(lines: readonly Line[]): Map<string | null, string[]> {
  const groups = new Map<string | null, string[]>()
  for (const { id, wasId } of lines) {
    const group = groups.get(wasId)
    if (group) group.push(id)
    else groups.set(wasId, [id])
  }
  return groups
}

/**
 * Removes the cost centre that a move has created, where nothing belongs to it and no bill names it. While a delivery is
 * under way it stays: that may have read it already.
 */
async function removeUnused(tx: Tx, companyId: string, { centreId }: Move): Promise<void> {
  const [delivery] = await tx.$queryRaw<[{ none: boolean }]>`
    SELECT pg_try_advisory_xact_lock(${DELIVERY_LOCK}) AS none`
  if (!delivery.none) return
  // Held first: whoever is giving something there meanwhile is waited for, and seen.
  await tx.$executeRaw`SELECT 1 FROM cost_centre WHERE id = ${centreId}::uuid FOR UPDATE`
  await tx.$executeRaw`SAVEPOINT unused`
  const removed = tx.$executeRaw`
    DELETE FROM cost_centre c WHERE c.company_id = ${companyId}::uuid AND c.id = ${centreId}::uuid
      AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.company_id = c.company_id AND s.cost_centre_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM "grant" g WHERE g.company_id = c.company_id AND g.centre_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM line_move_item i WHERE i.company_id = c.company_id AND i.was_id = c.id)`
  // Something else names it, a bill perhaps: the database keeps it.
  await removed.catch(async (error) => {
    if (!isStillNamed(error)) throw error
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT unused`
  })
}
