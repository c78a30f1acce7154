import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { isUniqueViolation } from '@/lib/infra/violations'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { addScheduleInput } from '../schema'
import { nextMoment } from './schedules'

/** A company can have so many. */
const MOST = 50

/**
 * Has copies of every new bill, or a report, sent to an e-mail address by itself, for as long as the actor may see
 * them. It takes data outside, so it needs a fresh proof.
 */
export const addSchedule = operation({
  key: 'billing.add_schedule',
  permission: 'report:schedule',
  input: addScheduleInput,
  audit: ['billing.schedule_added'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { companyId } = actor.subject
    const now = context.clock()
    const { report, email, every } = input
    return transaction(context, async (tx) => {
      if ((await tx.schedule.count({ where: { companyId } })) >= MOST)
        return refuse('bills.too_many_schedules')
      const { id } = await tx.schedule.create({
        data: {
          ...{ companyId, userId: actor.subject.id, report, email, every },
          ...{
            format: report === 'bills' ? 'pdf' : 'xlsx',
            since: now,
            nextAt: nextMoment(every, now, context),
          },
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
  },
})
