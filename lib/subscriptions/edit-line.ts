import { auditActor, recordAudit } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { endLineSessions } from '@/lib/identity/sessions'
import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { reconcile } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { judgeMove } from './may-move'
import { auditedMove } from './move-effect'
import { linesInReach } from './reach'
import type { EditLineInput } from './schema'

/**
 * Changes what the company itself says of a line, only what the form has changed: its label, who holds it (which deliveries leave from then on,
 * until it is taken away), and its cost centre, which is made where there is none of that name. Refuses a cost centre that would widen the
 * actor's own reach, give others what the actor could not give them, and what others have changed since the form
 * was shown. @throws NotFound for a line out of reach.
 */
export async function editLine(
  actor: Actor,
  input: EditLineInput,
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'line:edit')
  const { companyId } = actor.subject
  const { id } = input
  return transaction(world, async (tx) => {
    const [held] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM subscription l WHERE l.id = ${id}::uuid AND ${linesInReach(actor, 'line:edit')} FOR UPDATE`
    if (!held) throw new NotFound(`subscription ${id}`)
    const old = await tx.subscription.findFirstOrThrow({
      where: { id, companyId },
      select: { ident: true, label: true, holder: true, costCentre: { select: { name: true } } },
    })
    const before = { label: old.label, holder: old.holder, costCentre: old.costCentre?.name ?? null }
    const { write, stale } = reconcile(input.changes, {
      label: before.label ?? '',
      holder: before.holder ?? '',
      costCentre: before.costCentre ?? '',
    })
    if (stale.length > 0) return refuseStale(tx, actor, id, stale, world.market)
    if (Object.keys(write).length === 0) return ok({ id })
    const [label, holder, centre] = [orNull(write.label), orNull(write.holder), orNull(write.costCentre)]
    const costCentreId = centre && (await costCentreOf(tx, companyId, centre))
    const moves = costCentreId !== undefined
    const effect = moves ? await judgeMove(tx, actor, [id], costCentreId, 'costCentre') : null
    if (effect && !effect.ok) return effect
    const after = {
      ...before,
      ...(label !== undefined && { label }),
      ...(holder !== undefined && { holder }),
      ...(centre !== undefined && { costCentre: centre }),
    }
    await tx.subscription.update({
      where: { id },
      data: {
        ...(label !== undefined && { label }),
        ...(holder !== undefined && { holder, holderKept: holder !== null }),
        ...(moves && { costCentreId }),
      },
      select: { id: true },
    })
    if (holder !== undefined) await endLineSessions(tx, [id], world.clock())
    await recordAudit(tx, {
      companyId,
      at: world.clock(),
      actor: auditActor(actor),
      action: 'subscriptions.line_edited',
      object: { kind: 'number', id, name: displayNumber(old.ident, world.market) },
      before,
      after: { ...after, ...(effect && auditedMove(effect.value)) },
    })
    return ok({ id })
  })
}

/** What takes something away is empty in a form, and null in the database; what nobody changed stays away from both. */
const orNull = (text: string | undefined) => (text === undefined ? undefined : text || null)

/** The id of a company's cost centre of that name, which is made where there is none. */
export async function costCentreOf(tx: Tx, companyId: string, name: string): Promise<string> {
  const made = await tx.costCentre.upsert({
    where: { companyId_code: { companyId, code: name } },
    create: { companyId, code: name, name },
    update: {},
    select: { id: true },
  })
  return made.id
}
