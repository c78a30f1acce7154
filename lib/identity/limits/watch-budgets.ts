import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok } from '@/lib/kernel/result'
import { markReached } from '@/lib/outbox/reached-budgets'
import { announce } from '../messages'
import { LIMITS } from './limits'

/**
 * Looks how far this hour's SMS budgets are used, a company's and everybody's, and announces each alarm
 * level once. The worker calls it every minute, hence without an actor.
 */
export async function watchBudgets(context: Context): Promise<void> {
  const now = context.clock()
  await sqlTransaction(context, async (tx) => {
    for (const { companyId, ...payload } of await markReached(
      tx,
      context.smsBudget,
      LIMITS.budgetAlarms,
      now,
    ))
      await announce(
        tx,
        companyId,
        { kind: 'identity.sms_budget_reached', payload: { companyId, ...payload } },
        now,
      )
    return ok(null)
  })
}
