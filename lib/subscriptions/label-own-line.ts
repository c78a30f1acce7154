import { auditActor, recordAudit } from '@/lib/audit/record'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { LabelOwnLineInput } from './schema'

/** Gives the number that signed in a name of its holder's own, or (empty) takes it away. */
export async function labelOwnLine(
  actor: Actor,
  input: LabelOwnLineInput,
  world: World,
): Promise<Result<null>> {
  authorize(actor, 'own_line:label')
  const { id, companyId } = actor.subject
  const label = input.label || null
  return transaction(world, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM subscription WHERE id = ${id}::uuid FOR UPDATE`
    const before = await tx.subscription.findFirstOrThrow({
      where: { id, companyId },
      select: { label: true },
    })
    if (before.label === label) return ok(null)
    await tx.subscription.update({ where: { id }, data: { label }, select: { id: true } })
    await recordAudit(tx, {
      companyId,
      at: world.clock(),
      actor: auditActor(actor),
      action: 'subscriptions.line_labelled',
      object: { kind: 'number', id, name: actor.name },
      before,
      after: { label },
    })
    return ok(null)
  })
}
