import { beginAssignment } from '@/lib/company/begin-assignment'
import { endAssignment } from '@/lib/company/end-assignment'
import { setOffer } from '@/lib/company/set-offer'
import { operation } from '@/lib/contract/operation'
import { actorNow } from '@/lib/identity/company-turn'
import { proveAgain } from '@/lib/identity/prove-again'
import { transaction } from '@/lib/infra/transaction'
import type { Result } from '@/lib/kernel/result'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { setOfferOnReferenceInput } from './schema'

/**
 * Sets what the operator offers to a company, by a ticket: assigns the actor to the company for as long as that takes, all or
 * nothing. Needs a fresh proof. Refuses what `setOffer` does. @throws NotFound for an unknown company
 */
export const setOfferOnReference = operation({
  key: 'journeys.set_offer_on_reference',
  permission: 'company_offer:edit',
  input: setOfferOnReferenceInput,
  audit: ['company.assignment_begun', 'company.offer_set', 'company.assignment_ended'],
  run: async (actor, input, world): Promise<Result<{ notOffered: FunctionKey[] }>> => {
    const proven = await proveAgain(actor, input.proof, world)
    if (!proven.ok) return proven
    const { slug, notOffered, reference } = input
    return transaction(world, async (tx, bound) => {
      const functions: FunctionKey[] = ['company_offer:edit']
      const assigning = { slug, functions, ground: 'offer', reference, hours: 1 } as const
      const begun = await beginAssignment(proven.value, assigning, bound)
      if (!begun.ok) return begun
      const assigned = await actorNow(tx, proven.value, bound.clock())
      const set = await setOffer(assigned, { slug, notOffered }, bound)
      if (!set.ok) return set
      const ended = await endAssignment(assigned, begun.value, bound)
      return ended.ok ? set : ended
    })
  },
})
