import { z } from 'zod'
import { line } from '@/lib/kernel/line'
import { isHeldFilter } from '@/lib/rights/items'
import { takenLines } from '@/lib/subscriptions/schema'
import { scope } from './schema'

// The filters of lists (schema.ts), as what is done to all of a list reads them: what cannot be read is refused, and never
// taken for everybody.

export const takenPeople = z.object({
  q: line(100, '').default(''),
  role: z.string().refine(isHeldFilter).default(''),
  scope: scope.optional(),
  soon: z.literal('1').optional(),
})

export const takenNumbers = takenLines.pick({ q: true, centre: true })
