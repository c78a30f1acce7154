import { z } from 'zod'
import { line } from '@/lib/kernel/line'
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
