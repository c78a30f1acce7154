import { auditActor, recordAudit } from '@/lib/audit/record'
import { loadUser } from '@/lib/company/load-user'
import type { Context } from '@/lib/infra/context'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { beginChange } from './begin-change'

/**
 * Ends all that somebody who leaves was granted, and whatever they stand in for and are stood in for, as one change with a
 * number (lib/journeys/leave-user.ts); `numbers`: how many lines they were taken off with it. @throws NotFound for a user of another company.
 */
export async function endRights(
  actor: Actor,
  { id, reason, numbers }: { id: string; reason: string; numbers: number },
  context: Context,
): Promise<Result<{ number: number }>> {
  authorize(actor, 'user:leave')
  const { companyId, id: byId } = actor.subject
  return transaction(context, async (tx, bound) => {
    const change = await beginChange(tx, actor, { kind: 'left', reason }, bound)
    const { at } = change
    authorize(change.actor, 'user:leave')
    const user = await loadUser(tx, actor, id)
    const grants = await tx.$executeRaw`
      UPDATE "grant" SET ended_at = ${at}, ended_by_id = ${byId}::uuid, ended_change_id = ${change.id}::uuid
      WHERE user_id = ${id}::uuid AND ended_at IS NULL`
    const substitutions = await tx.$executeRaw`
      UPDATE substitution SET ended_at = ${at}, ended_by_id = ${byId}::uuid
      WHERE ended_at IS NULL AND ${id}::uuid IN (user_id, substitute_id)`
    await tx.$executeRaw`UPDATE rights_change SET removed = ${grants}, people = 1, numbers = ${numbers} WHERE id = ${change.id}::uuid`
    await recordAudit(tx, {
      ...{ companyId, at, actor: auditActor(actor), action: 'grants.left' },
      object: { kind: 'rights_change', id: change.id, name: `#${change.number} ${user.account}` },
      after: { people: [user.account], substitutions },
      reason,
    })
    return ok({ number: change.number })
  })
}
