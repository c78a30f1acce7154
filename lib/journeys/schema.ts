import { z } from 'zod'
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
