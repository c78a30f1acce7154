import { z } from 'zod'
import { line } from '@/lib/kernel/line'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { APPROVABLE } from './rules'

const text = line(500, 'company.reason_too_long').default('')

/** How long a right that was asked for is given. */
export const GIVEN_FOR = ['day', 'good'] as const

export const decideInput = z.object({
  /** Ids with spaces between. */
  requests: z.string().max(40_000),
  decision: z.enum(['approve', 'reject']),
  answer: text,
  for: z.enum(GIVEN_FOR).default('day'),
  proof: z.string().max(1_024, 'identity.current_password_wrong').optional(),
})
export type DecideInput = z.infer<typeof decideInput>

export const requestIdInput = z.object({ id: z.uuid() })

/** One box for each function that can need a second person. */
export const approvalRulesInput = z
  .looseObject({ proof: z.string().max(1_024, 'identity.current_password_wrong').optional() })
  .transform(({ proof, ...rest }) => ({
    proof,
    functions: APPROVABLE.filter((fn) => rest[`item:${fn}`] === 'on'),
  }))
export type ApprovalRulesInput = { functions: readonly FunctionKey[]; proof?: string | undefined }

/** The same as a request keeps it. */
export const approvedRulesInput = z.object({
  functions: z.array(z.string()).transform((all) => APPROVABLE.filter((fn) => all.includes(fn))),
})
