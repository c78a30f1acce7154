import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { endAssignmentInput } from './schema'

/** Ends an assignment to a customer before its time, whoever's it is. @throws NotFound for one that is over, or none. */
export const endAssignment = operation({
  key: 'company.end_assignment',
  permission: 'assignment:edit',
  input: endAssignmentInput,
  audit: ['company.assignment_ended'],
  run: async (actor, { id }, world): Promise<Result<{ id: string }>> => {
    const now = world.clock()
    return sqlTransaction(world, async (tx) => {
      const [ended] = await tx.$queryRaw<
        { companyId: string; staffId: string; reference: string; login: string }[]
      >`
        UPDATE assignment a SET ended_at = ${now} FROM "user" u
        WHERE a.id = ${id}::uuid AND a.ended_at IS NULL AND a.valid_to > ${now} AND u.id = a.staff_id
          AND u.company_id = ${actor.subject.companyId}::uuid
        RETURNING a.company_id AS "companyId", a.staff_id AS "staffId", a.reference, u.login`
      if (!ended) throw new NotFound(`assignment ${id}`)
      await recordAudit(tx, {
        ...{
          companyId: ended.companyId,
          at: now,
          actor: auditActor(actor),
          action: 'company.assignment_ended',
        },
        object: { kind: 'staff', id: ended.staffId, name: `${ended.login}@${actor.company.slug}` },
        reason: ended.reference,
      })
      return ok({ id })
    })
  },
})
