import { operation } from '@/lib/contract/operation'
import { isSuspended } from '@/lib/directory/users'
import { actorNow } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { authorize } from '@/lib/rights/actor'
import { beginAssignmentInput } from '../schema'
import { writeAssignment } from './write-assignment'

/**
 * Assigns a member of the operator's staff to one customer for some hours, with the reason and its reference: from then on what
 * they hold reaches that customer, for the functions that are named. The customer's audit says so, and the operator's. Needs a fresh proof.
 * @throws NotFound for an unknown customer or member of staff, and for anybody but the operator's staff.
 */
export const beginAssignment = operation({
  key: 'company.begin_assignment',
  permission: 'assignment:edit',
  input: beginAssignmentInput,
  audit: ['company.assignment_begun'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    return sqlTransaction(context, async (tx) => {
      // What they hold may have gone meanwhile.
      const self = await actorNow(tx, proven.value, context.clock())
      authorize(self, 'assignment:edit')
      const login = input.staff ?? null
      const [staff] = await tx.$queryRaw<{ id: string; login: string }[]>`
        SELECT u.id, u.login FROM "user" u WHERE u.company_id = ${actor.subject.companyId}::uuid AND NOT ${isSuspended()}
          AND CASE WHEN ${login}::text IS NULL THEN u.id = ${actor.subject.id}::uuid ELSE u.login = ${login} END`
      if (!staff) throw new NotFound(`staff ${login}`)
      return ok({ id: await writeAssignment(tx, self, staff, input, self.now) })
    })
  },
})
