import { loadUser } from '@/lib/company/load-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { operation } from '@/lib/contract/operation'
import { endRights } from '@/lib/grants/changes/end-rights'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import type { Result } from '@/lib/kernel/result'
import { actorCan, authorize } from '@/lib/rights/actor'
import { freeLines } from '@/lib/subscriptions/lines/free-lines'
import { refuse } from '@/lib/words/refuse'
import { leaveUserInput } from './schema'

/**
 * Puts everything in order for somebody who leaves, all or nothing: suspends them, which ends their sessions and withdraws
 * what they have asked for; frees the lines that they hold, if that is wanted; ends their rights and substitutions, as one
 * change. Needs a fresh proof and a reason. Refuses oneself, main administrators, and to free other lines than were shown.
 * @throws NotFound for a user of another company.
 */
export const leaveUser = operation({
  key: 'journeys.leave_user',
  permission: 'user:leave',
  input: leaveUserInput,
  audit: ['company.user_suspended', 'grants.left', 'subscriptions.lines_freed'],
  announces: ['company.user_suspended'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ number: number }>> => {
    const { id, reason } = input
    if (!reason) return refuse('grants.reason_missing', { field: 'reason' })
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, proven.value, bound)
      authorize(self, 'user:leave')
      const user = await loadUser(tx, self, id)
      if (user.id === self.subject.id) return refuse('company.not_oneself')
      if (user.mainAdministrator) return refuse('grants.main_administrator_leaves')
      if (!user.shutOut) {
        const suspended = await suspendUser(self, { id, reason }, bound)
        if (!suspended.ok) return suspended
      }
      let numbers = 0
      if (input.release && (input.seen || actorCan(self, 'line:edit'))) {
        const freed = await freeLines(self, { holder: id, reason, seen: input.seen }, bound)
        if (!freed.ok) return freed
        numbers = freed.value.count
      }
      return endRights(self, { id, reason, numbers }, bound)
    })
  },
})
