import { auditActor, recordAudit } from '@/lib/audit/record'
import { Prisma } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { schedulesInReach } from './schedules'

/** Stops something that is sent by itself, whoever set it up. @throws NotFound for one out of reach. */
export async function endSchedule(actor: Actor, { id }: { id: string }, world: World): Promise<Result<null>> {
  authorize(actor, 'report:schedule')
  const { companyId } = actor.subject
  return transaction(world, async (tx) => {
    const [ended] = await tx.$queryRaw<{ email: string; report: string }[]>`
      DELETE FROM schedule s WHERE s.id = ${id}::uuid AND ${schedulesInReach(actor, Prisma.sql`s`)}
      RETURNING s.email, s.report`
    if (!ended) throw new NotFound(`schedule ${id}`)
    await recordAudit(tx, {
      companyId,
      at: world.clock(),
      actor: auditActor(actor),
      action: 'billing.schedule_ended',
      object: { kind: 'schedule', id, name: ended.email },
      before: { report: ended.report, to: ended.email },
    })
    return ok(null)
  })
}
