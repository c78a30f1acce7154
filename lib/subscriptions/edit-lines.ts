import { auditActor, recordAudit } from '@/lib/audit/record'
import { endLineSessions } from '@/lib/identity/sessions'
import { uuids } from '@/lib/infra/arrays'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { costCentreOf } from './edit-line'
import { judgeMove } from './may-move'
import { auditedMove } from './move-effect'
import { chosenLines, lookAtLines } from './preview-lines'
import { type EditLinesInput, MOST_AT_ONCE } from './schema'

/**
 * Gives many lines the same label, holder or cost centre, all or none, as one change in the audit. Refuses when what
 * the preview showed is no longer what is there, too many at once, and a cost centre that would widen the actor's own reach, or
 * give others what the actor could not give them.
 */
export async function editLines(
  actor: Actor,
  input: EditLinesInput,
  world: World,
): Promise<Result<{ count: number }>> {
  authorize(actor, 'line:edit')
  const { companyId } = actor.subject
  const { field, selection } = input
  const value = input.value || null
  if (field === 'label' && input.value.length > 60)
    return refuse('subscriptions.label_too_long', { field: 'value' })
  if (field === 'costCentre' && input.value.length > 40)
    return refuse('subscriptions.cell_unreadable', { field: 'value' })
  return transaction(world, async (tx) => {
    const { from, where } = chosenLines(actor, selection, world)
    // In one order, so that two changes at once wait for each other instead of for ever.
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM subscription s WHERE s.id IN (SELECT l.id FROM ${from} WHERE ${where} LIMIT ${MOST_AT_ONCE + 1})
      ORDER BY s.id FOR UPDATE`
    if (locked.length > MOST_AT_ONCE)
      return refuse('subscriptions.too_many', { values: { most: MOST_AT_ONCE } })
    const now = await lookAtLines(tx, actor, selection, input, world)
    if (now.seen !== input.seen) return refuse('subscriptions.changed_meanwhile')
    const ids = locked.map(({ id }) => id)
    const before = await tx.$queryRaw<{ id: string; ident: string; was: string | null }[]>`
      SELECT l.id, l.ident, CASE ${field} WHEN 'label' THEN l.label WHEN 'holder' THEN l.holder ELSE c.name END AS was
      FROM subscription l LEFT JOIN cost_centre c ON c.id = l.cost_centre_id WHERE l.id = ANY(${uuids(ids)}) ORDER BY l.id`
    const centre = field === 'costCentre' && value ? await costCentreOf(tx, companyId, value) : null
    const effect = field === 'costCentre' ? await judgeMove(tx, actor, ids, centre, 'value') : null
    if (effect && !effect.ok) return effect
    if (field === 'costCentre')
      await tx.$executeRaw`UPDATE subscription SET cost_centre_id = ${centre}::uuid WHERE id = ANY(${uuids(ids)})`
    else if (field === 'holder') {
      await tx.$executeRaw`
        UPDATE subscription SET holder = ${value}, holder_kept = ${value !== null} WHERE id = ANY(${uuids(ids)})`
      const moved = before.filter(({ was }) => was !== value).map(({ id }) => id)
      await endLineSessions(tx, moved, world.clock())
    } else await tx.$executeRaw`UPDATE subscription SET label = ${value} WHERE id = ANY(${uuids(ids)})`
    await recordAudit(tx, {
      companyId,
      at: world.clock(),
      actor: auditActor(actor),
      action: 'subscriptions.lines_edited',
      object: { kind: 'company', id: companyId, name: actor.company.slug },
      before: { [field]: Object.fromEntries(before.map(({ id, was }) => [id, was])) },
      after: {
        ...{ [field]: value, lines: ids.length, numbers: before.map(({ ident }) => ident) },
        ...(effect && auditedMove(effect.value)),
      },
    })
    return ok({ count: ids.length })
  })
}
