import { auditActor, recordAudit } from '@/lib/audit/record'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { EditLineInput } from './schema'

/**
 * Changes what the company itself says of a line: its label and cost centre, which is made where there is
 * none of that name. @throws NotFound for a line of another company.
 */
export async function editLine(
  actor: Actor,
  input: EditLineInput,
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'line:edit')
  const { companyId } = actor.subject
  const { id } = input
  const [label, centre] = [input.label || null, input.costCentre || null]
  return transaction(world, async (tx) => {
    await tx.$executeRaw`
      SELECT 1 FROM subscription WHERE id = ${id}::uuid AND company_id = ${companyId}::uuid FOR UPDATE`
    const old = await tx.subscription.findFirst({
      where: { id, companyId },
      select: { msisdn: true, label: true, costCentre: { select: { name: true } } },
    })
    if (!old) throw new NotFound(`subscription ${id}`)
    const before = { label: old.label, costCentre: old.costCentre?.name ?? null }
    if (before.label === label && before.costCentre === centre) return ok({ id })
    const costCentreId = centre && (await centreOf(centre))
    await tx.subscription.update({ where: { id }, data: { label, costCentreId }, select: { id: true } })
    await recordAudit(tx, {
      companyId,
      at: world.clock(),
      actor: auditActor(actor),
      action: 'subscriptions.line_edited',
      object: { kind: 'number', id, name: old.msisdn ? nationalNumber(old.msisdn) : id },
      before,
      after: { label, costCentre: centre },
    })
    return ok({ id })

    async function centreOf(name: string): Promise<string> {
      const key = { companyId_code: { companyId, code: name } }
      const made = await tx.costCentre.upsert({
        where: key,
        create: { companyId, code: name, name },
        update: {},
        select: { id: true },
      })
      return made.id
    }
  })
}
