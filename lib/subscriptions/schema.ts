import { z } from 'zod'
import { line } from '@/lib/kernel/line'

/** A line as the operator's systems deliver it. */
export const deliverLineInput = z.object({
  /** The company's part of its logins. */
  company: z.string(),
  /** In any spelling. */
  msisdn: z.string().max(40),
  status: z.enum(['active', 'restricted', 'disconnected', 'suspended', 'terminated']).default('active'),
  holder: z.string().max(120).nullable().default(null),
  email: z.email().max(254).nullable().default(null),
})
export type DeliverLineInput = z.infer<typeof deliverLineInput>

export const labelOwnLineInput = z.object({
  label: line(60, 'subscriptions.label_too_long'),
})
export type LabelOwnLineInput = z.infer<typeof labelOwnLineInput>
