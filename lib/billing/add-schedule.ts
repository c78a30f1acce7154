import { auditActor, recordAudit } from '@/lib/audit/record'
import { proveAgain } from '@/lib/identity/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { isUniqueViolation } from '@/lib/infra/violations'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { nextMoment } from './schedules'
import type { AddScheduleInput } from './schema'

/** A company can have so many. */
const MOST = 50

/**
 * Has copies of every new bill, or a report, sent to an e-mail address by itself, for as long as the actor may see
 * them. It takes data outside, so it needs a fresh proof.
 */
export async function addSchedule(
  actor: Actor,
  input: AddScheduleInput,
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'report:schedule')
  const proven = await proveAgain(actor, input.proof, world)
  if (!proven.ok) return proven
  const { companyId } = actor.subject
  const now = world.clock()
  const { report, email, every } = input
  return transaction(world, async (tx) => {
    if ((await tx.schedule.count({ where: { companyId } })) >= MOST) return refuse('bills.too_many_schedules')
    const { id } = await tx.schedule.create({
      data: {
        ...{ companyId, userId: actor.subject.id, report, email, every },
        ...{ format: report === 'bills' ? 'pdf' : 'xlsx', since: now, nextAt: nextMoment(every, now, world) },
      },
      select: { id: true },
    })
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'billing.schedule_added',
      object: { kind: 'schedule', id, name: email },
      after: { report, to: email },
    })
    return ok({ id })
  }).catch((error) => {
    if (isUniqueViolation(error)) return refuse('bills.schedule_there', { field: 'email' })
    throw error
  })
}
