import { knownPlace, placeName } from '@/lib/access/places'
import { operation } from '@/lib/contract/operation'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { grantableIn, scopesOf } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { scopeKey } from '@/lib/rights/scope'
import { refuse } from '@/lib/words/refuse'
import { askApproval } from './ask-approval'
import { askRightInput } from './schema'

/**
 * Asks for a right that the actor lacks, somewhere in their company; whoever gives rights is notified, and decides for a day
 * or for good. Refuses what they hold already. @throws NotFound for numbers, and for a scope out of reach.
 */
export const askRight = operation({
  key: 'approvals.ask_right',
  permission: 'profile:edit',
  input: askRightInput,
  audit: ['approvals.asked'],
  announces: ['approvals.asked'],
  run: async (actor, { fn, on, comment }, context): Promise<Result<{ asked: string }>> => {
    const place = await knownPlace(context.sql, actor, on)
    if (!place || !scopesOf(fn).includes(on.kind) || !grantableIn(actor.subject.companyKind).includes(fn))
      throw new NotFound(`${fn} on ${scopeKey(on)}`)
    if (can(actor.subject, fn, place.target, actor.now)) return refuse('approvals.held_already')
    const input = { place: scopeKey(on) }
    return askApproval(
      actor,
      { kind: 'right', fn, input, subject: placeName(place, context.market) || actor.company.name, comment },
      context,
    )
  },
})
