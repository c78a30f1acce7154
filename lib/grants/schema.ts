import { z } from 'zod'
import { line } from '@/lib/kernel/line'
import { type FunctionKey, NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS, type TemplateKey } from '@/lib/rights/templates'

const proof = z.string().max(1_024, 'identity.current_password_wrong').optional()

export const grantRightInput = z.object({
  userId: z.uuid(),
  template: z.enum(TEMPLATE_KEYS as [TemplateKey, ...TemplateKey[]]),
  reason: line(500, 'company.reason_too_long').optional(),
  proof,
})
export type GrantRightInput = z.infer<typeof grantRightInput>

export const endGrantInput = z.object({ userId: z.uuid(), template: line(60, 'web.unreadable'), proof })
export type EndGrantInput = z.infer<typeof endGrantInput>

/** One box for each function: one that is not ticked is not sent at all. */
const ticked = z.literal('on').optional()
const boxes = Object.fromEntries(NUMBER_FUNCTIONS.map((fn) => [fn, ticked])) as Record<
  FunctionKey,
  typeof ticked
>
export const limitNumbersInput = z
  .object({ ...boxes, subscriptionId: z.uuid().optional(), proof })
  .transform(({ subscriptionId, proof, ...sent }) => ({
    /** Absent: all numbers of the company. */
    subscriptionId,
    proof,
    functions: NUMBER_FUNCTIONS.filter((fn) => sent[fn] === 'on'),
  }))
export type LimitNumbersInput = z.infer<typeof limitNumbersInput>
