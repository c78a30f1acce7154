import { z } from 'zod'
import { line } from '@/lib/kernel/line'
import { SUBSCRIPTION_KINDS, SUBSCRIPTION_STATUSES } from './view'

/** One cell of a delivery: text that no spreadsheet takes for a formula; empty is nothing. */
const cell = (maximum: number) =>
  line(maximum, 'subscriptions.cell_unreadable')
    .refine((text) => !/^[=@]/.test(text), 'subscriptions.cell_formula')
    .transform((text) => text || null)
    .nullable()
    .default(null)

/** A line as the operator's systems deliver it, in a file or one by one (docs/import.md). */
export const deliveredLineInput = z.object({
  /** The company's part of its logins. */
  company: z.string('subscriptions.no_company').regex(/^[a-z0-9-]{2,32}$/, 'subscriptions.no_company'),
  kind: z.enum(SUBSCRIPTION_KINDS, 'subscriptions.kind_unknown').default('mobile'),
  /** In any spelling. */
  number: z.string('subscriptions.not_number').max(40, 'subscriptions.not_number'),
  status: z.enum(SUBSCRIPTION_STATUSES, 'subscriptions.status_unknown').default('active'),
  tariff: cell(120),
  billingAccount: cell(40),
  costCentre: cell(40),
  iccid: cell(20).refine(
    (text) => text === null || /^\d{19,20}$/.test(text),
    'subscriptions.iccid_unreadable',
  ),
  holder: cell(120),
  email: cell(254).pipe(z.email('subscriptions.email_unreadable').nullable()),
})
export type DeliveredLineInput = z.input<typeof deliveredLineInput>
export type DeliveredLine = z.output<typeof deliveredLineInput>

export const labelOwnLineInput = z.object({ label: line(60, 'subscriptions.label_too_long') })
export type LabelOwnLineInput = z.infer<typeof labelOwnLineInput>

export const listLinesInput = z.object({
  q: line(80, 'web.unreadable').catch(''),
  status: z.enum(['all', ...SUBSCRIPTION_STATUSES]).catch('all'),
  centre: z.uuid().optional().catch(undefined),
  account: z.uuid().optional().catch(undefined),
  after: z.string().max(300).optional().catch(undefined),
})
export type ListLinesInput = z.infer<typeof listLinesInput>

export const editLineInput = z.object({
  id: z.uuid(),
  label: line(60, 'subscriptions.label_too_long'),
  costCentre: line(40, 'subscriptions.cell_unreadable'),
})
export type EditLineInput = z.infer<typeof editLineInput>

export const lineIdInput = z.object({ id: z.uuid() })
