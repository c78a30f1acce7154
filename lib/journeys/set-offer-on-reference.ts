import { setOffer } from '@/lib/company/staff/set-offer'
import { closeAssignment, writeAssignment } from '@/lib/company/staff/write-assignment'
import { operation } from '@/lib/contract/operation'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import type { Result } from '@/lib/kernel/result'
import type { Permission } from '@/lib/rights/catalogue'
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
  proof: true,
  run: async (actor, input, context): Promise<Result<{ notOffered: Permission[] }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { slug, notOffered, reference } = input
    const staff = { id: actor.subject.id, login: actor.name.split('@')[0] ?? '' }
    const functions: Permission[] = ['company_offer:edit']
    return transaction(context, async (tx, bound) => {
      const now = bound.clock()
      const opening = { slug, functions, ground: 'offer', reference, hours: 1 } as const
      const assignment = await writeAssignment(tx, proven.value, staff, opening, now)
      const set = await setOffer(proven.value, { slug, notOffered }, bound)
      if (set.ok) await closeAssignment(tx, proven.value, assignment, now)
      return set
    })
  },
})
