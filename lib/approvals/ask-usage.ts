import { askUsageInput } from '@/lib/billing/schema'
import { openUsage } from '@/lib/billing/usage/open-usage'
import { operation } from '@/lib/contract/operation'
import type { Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { getLine, lineTarget } from '@/lib/subscriptions/queries'
import { askApproval } from './ask-approval'
import { askedFor } from './or-ask'

/** Asks a second person to let a month of a line's itemised usage be downloaded. @throws NotFound for a line out of reach. */
export const askUsage = operation({
  key: 'approvals.ask_usage',
  permission: 'usage:export',
  input: askUsageInput,
  concerns: ({ id }) => ({ line: id }),
  audit: ['approvals.asked'],
  announces: ['approvals.asked'],
  run: async (actor, { comment, ...input }, context): Promise<Result<{ asked: string }>> => {
    const line = await getLine(actor, input.id, context)
    authorize(actor, 'usage:export', lineTarget(actor, line))
    const asking = askedFor(openUsage, { ...input, locale: 'en' }, actor, `${line.number}, ${input.month}`)
    return askApproval(actor, { ...asking, comment }, context)
  },
})
