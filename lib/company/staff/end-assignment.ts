import { operation } from '@/lib/contract/operation'
import { actorNow } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { endAssignmentInput } from '../schema'
import { closeAssignment } from './write-assignment'

/**
 * Ends an assignment to a customer before its time, whoever's it is: its id stands in the audit of both sides. Needs a fresh proof.
 * @throws NotFound for one that is over, or none.
 */
export const endAssignment = operation({
  key: 'company.end_assignment',
  permission: 'assignment:edit',
  input: endAssignmentInput,
  proof: true,
  audit: ['company.assignment_ended'],
  run: async (actor, { id, proof }, context): Promise<Result<{ id: string }>> => {
    const proven = await proveAgain(actor, proof, context)
    if (!proven.ok) return proven
    return sqlTransaction(context, async (tx) => {
      const self = await actorNow(tx, proven.value, context.clock())
      authorize(self, 'assignment:edit')
      await closeAssignment(tx, self, id, self.now)
      return ok({ id })
    })
  },
})
