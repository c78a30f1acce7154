import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { Prisma } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { endScheduleInput } from '../schema'
import { schedulesInReach } from './schedules'

/** Stops something that is sent by itself, whoever set it up. @throws NotFound for one out of reach. */
export const endSchedule = operation({
  key: 'billing.end_schedule',
  permission: 'report:schedule',
  input: endScheduleInput,
  audit: ['billing.schedule_ended'],
  run: async (actor, { id }, context): Promise<Result<null>> => {
    const { companyId } = actor.subject
    return transaction(context, async (tx) => {
      const [ended] = await tx.$queryRaw<{ email: string; report: string }[]>`
        DELETE FROM schedule s WHERE s.id = ${id}::uuid AND ${schedulesInReach(actor, Prisma.sql`s`)}
        RETURNING s.email, s.report`
      if (!ended) throw new NotFound(`schedule ${id}`)
      await recordAudit(tx, {
        companyId,
        at: context.clock(),
        actor: auditActor(actor),
        action: 'billing.schedule_ended',
        object: { kind: 'schedule', id, name: ended.email },
        before: { report: ended.report, to: ended.email },
      })
      return ok(null)
    })
  },
})
