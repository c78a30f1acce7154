import { auditActor, recordAudit } from '@/lib/audit/record'
import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { judgeMove } from './may-move'
import { auditedMove } from './move-effect'
import { linesInReach } from './reach'
import type { EditLineInput } from './schema'

/**
 * Changes what the company itself says of a line: its label, who holds it (which deliveries leave from then on,
 * until it is taken away), and its cost centre, which is made where there is none of that name. Refuses a cost centre that would widen the
 * actor's own reach, or give others what the actor could not give them. @throws NotFound for a line out of reach.
 */
export async function editLine(
  actor: Actor,
  input: EditLineInput,
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'line:edit')
  const { companyId } = actor.subject
  const { id } = input
  const [label, holder, centre] = [input.label || null, input.holder || null, input.costCentre || null]
  return transaction(world, async (tx) => {
    const [held] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM subscription l WHERE l.id = ${id}::uuid AND ${linesInReach(actor, 'line:edit')} FOR UPDATE`
    if (!held) throw new NotFound(`subscription ${id}`)
    const old = await tx.subscription.findFirstOrThrow({
      where: { id, companyId },
      select: { ident: true, label: true, holder: true, costCentre: { select: { name: true } } },
    })
    const before = { label: old.label, holder: old.holder, costCentre: old.costCentre?.name ?? null }
    const after = { label, holder, costCentre: centre }
    if (JSON.stringify(before) === JSON.stringify(after)) return ok({ id })
    const costCentreId = centre && (await costCentreOf(tx, companyId, centre))
    const moves = before.costCentre !== centre
    const effect = moves ? await judgeMove(tx, actor, [id], costCentreId, 'costCentre') : null
    if (effect && !effect.ok) return effect
    const told = before.holder === holder ? {} : { holder, holderKept: holder !== null }
    await tx.subscription.update({
      where: { id },
      data: { label, costCentreId, ...told },
      select: { id: true },
    })
    await recordAudit(tx, {
      companyId,
      at: world.clock(),
      actor: auditActor(actor),
      action: 'subscriptions.line_edited',
      object: { kind: 'number', id, name: nationalNumber(old.ident) },
      before,
      after: { ...after, ...(effect && auditedMove(effect.value)) },
    })
    return ok({ id })
  })
}

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
