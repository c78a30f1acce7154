import { z } from 'zod'
import { setOfferInput } from '@/lib/company/schema'
import { line } from '@/lib/kernel/line'

export const leaveUserInput = z.object({
  id: z.uuid(),
  reason: line(500, 'company.reason_too_long').default(''),
  release: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
  /** The lines that were shown: no others are released. */
  seen: z.string().max(64).optional(),
  proof: z.string().max(1_024, 'identity.current_password_wrong').optional(),
})

/** `reference`: the ticket or declaration by which it is done. */
export const setOfferOnReferenceInput = setOfferInput.extend({
  reference: line(100, 'company.assignment_reference').pipe(
    z.string().min(1, 'company.assignment_reference'),
  ),
  proof: z.string().max(1_024, 'identity.current_password_wrong').optional(),
})
