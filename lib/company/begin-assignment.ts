import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { isSuspended } from '@/lib/directory/users'
import { proveAgain } from '@/lib/identity/prove-again'
import { sqlTransaction } from '@/lib/infra/transaction'
import { after, HOUR } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { beginAssignmentInput } from './schema'

/**
 * Assigns a member of the operator's staff to one customer for some hours, with the reason and its reference: from then on what
 * they hold reaches that customer, for the functions that are named. The customer's audit says so. Needs a fresh proof.
 * @throws NotFound for an unknown customer or member of staff, and for anybody but the operator's staff.
 */
export const beginAssignment = operation({
  key: 'company.begin_assignment',
  permission: 'assignment:edit',
  input: beginAssignmentInput,
  audit: ['company.assignment_begun'],
  run: async (actor, input, world): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, input.proof, world)
    if (!proven.ok) return proven
    const now = world.clock()
    const { slug, functions, ground, reference } = input
    return sqlTransaction(world, async (tx) => {
      const [company] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM company WHERE slug = ${slug} AND kind = 'customer'`
      const [staff] = await tx.$queryRaw<{ id: string; login: string }[]>`
        SELECT u.id, u.login FROM "user" u WHERE u.company_id = ${actor.subject.companyId}::uuid AND NOT ${isSuspended()}
          AND CASE WHEN ${input.staff ?? null}::text IS NULL THEN u.id = ${actor.subject.id}::uuid ELSE u.login = ${input.staff ?? null} END`
      if (!company || !staff) throw new NotFound(`${input.staff ?? actor.name} and ${slug}`)
      const [id, until] = [newId(), after(now, input.hours * HOUR)]
      await tx.$executeRaw`
        INSERT INTO assignment (id, company_id, staff_id, functions, ground, reference, valid_from, valid_to, by_id)
        VALUES (${id}::uuid, ${company.id}::uuid, ${staff.id}::uuid, ${functions}, ${ground}, ${reference}, ${now}, ${until},
          ${actor.subject.id}::uuid)`
      await recordAudit(tx, {
        ...{ companyId: company.id, at: now, actor: auditActor(actor), action: 'company.assignment_begun' },
        object: { kind: 'staff', id: staff.id, name: `${staff.login}@${actor.company.slug}` },
        after: { functions, until: until.toISOString() },
        reason: reference,
      })
      return ok({ id })
    })
  },
})
