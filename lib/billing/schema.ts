import { z } from 'zod'
import { isDay } from '@/lib/kernel/cursor'
import { isPlausible } from '@/lib/kernel/day'
import { emailAddress, line } from '@/lib/kernel/line'
import { type AskedOf, listing, oneOf, orNone } from '@/lib/kernel/list'
import { LOCALES } from '@/lib/kernel/locale'
import { TABLE_OFFERS } from '@/lib/kernel/spreadsheet'
import {
  amountCell,
  cell,
  companyCell,
  countryCell,
  momentCell,
  neededCell,
} from '@/lib/subscriptions/files/delivery-schema'
import { BILL_TYPES, TAX_CATEGORIES, VATEX } from './rules'
import { BILL_LINE_KINDS, BILL_UNITS, REPORT_KEYS, USAGE_KINDS, USAGE_STATUSES } from './view'

const day = z
  .string('subscriptions.moment_unreadable')
  .refine(isDay, 'subscriptions.moment_unreadable')
  .refine(isPlausible, 'subscriptions.moment_far')
const currency = z.string('bills.currency_unknown').regex(/^[A-Z]{3}$/, 'bills.currency_unknown')

/** A line of a bill, with what its whole bill says repeated on each, as the operator's systems deliver it. */
export const deliveredBillLineInput = z.object({
  company: companyCell,
  account: neededCell(40),
  bill: neededCell(40),
  type: z.enum(BILL_TYPES, 'bills.type_unknown').default('invoice'),
  /** Number of the bill that it corrects. */
  corrects: cell(40),
  issuedOn: day,
  /** A credit note has none. */
  dueOn: day.optional(),
  periodFrom: day,
  /** The last day, included. */
  periodTo: day,
  currency,
  /** What is to be paid, with tax and rounding: held against the sum of the lines. */
  billTotal: amountCell,
  rounding: amountCell.optional(),
  /** A number in any spelling, or the reference of a subscription without one; empty: the account's own. */
  line: cell(60),
  kind: z.enum(BILL_LINE_KINDS, 'bills.kind_unknown'),
  name: neededCell(160),
  quantity: z
    .string('bills.quantity_unreadable')
    .regex(/^\d{1,12}(\.\d{1,3})?$/, 'bills.quantity_unreadable')
    .default('1'),
  unit: z.enum(BILL_UNITS, 'bills.unit_unknown').default('piece'),
  /** Without tax. */
  net: amountCell,
  /** In per cent; in hundredths of one behind. */
  rate: z
    .string('bills.rate_unreadable')
    .regex(/^(\d{1,2}(\.\d{1,2})?|100)$/, 'bills.rate_unreadable')
    .transform((text) => Math.round(Number(text) * 100)),
  taxCategory: z.enum(TAX_CATEGORIES, 'bills.category_unknown').optional(),
  exemptionCode: cell(40).refine((code) => code === null || VATEX.has(code), 'bills.reason_unknown'),
  exemptionReason: cell(200),
})
export type DeliveredBillLine = z.output<typeof deliveredBillLineInput>

/** One event of usage, as the operator's systems deliver it. */
export const deliveredUsageInput = z.object({
  company: companyCell,
  line: neededCell(60),
  at: momentCell,
  reference: neededCell(60),
  kind: z.enum(USAGE_KINDS, 'bills.usage_unknown'),
  other: cell(60),
  abroad: countryCell,
  /** Seconds, messages or bytes. */
  quantity: z
    .string('bills.quantity_unreadable')
    .regex(/^\d{1,15}$/, 'bills.quantity_unreadable')
    .transform((digits) => BigInt(digits)),
  net: amountCell.refine((amount) => amount >= 0n, 'subscriptions.amount_unreadable'),
  status: z.enum(USAGE_STATUSES, 'bills.usage_unrated').default('rated'),
})
export type DeliveredUsage = z.output<typeof deliveredUsageInput>

/** Money that came, as the operator's systems deliver it. */
export const deliveredPaymentInput = z.object({
  company: companyCell,
  reference: neededCell(60),
  account: neededCell(40),
  /** Empty: the oldest open bills of the account. */
  bill: cell(40),
  /** Less than nothing: money that was taken back. */
  amount: amountCell.refine((amount) => amount !== 0n, 'subscriptions.amount_unreadable'),
  currency,
  paidOn: day,
  /** Reference of the payment that is taken back. */
  reverses: cell(60),
})

/** A month of an address: of those there can be usage in. */
const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/
const cursor = z.string().max(300).optional().catch(undefined)

/** What the list of bills can be asked for by its address. */
export const BILLS = listing({
  filters: { state: oneOf(['all', 'open', 'overdue', 'paid']), account: orNone(z.uuid()) },
  sorts: { month: 'down', due: 'up', total: 'down', account: 'up' },
})
export const listBillsInput = BILLS.shown
export type ListBillsInput = AskedOf<z.infer<typeof listBillsInput>>

export const billIdInput = z.object({ id: z.uuid() })

/** Which part of a bill's page, and from where in it. */
export const billPartInput = z.object({
  by: z.enum(['changes', 'centre', 'line', 'kind']).catch('changes'),
  reason: z.string().max(40).optional().catch(undefined),
  after: cursor,
  /** From where on of what covers it. */
  cover: cursor,
})

/** The same of a line's usage: a month of it, the present one where none is named. */
export const USAGE = listing({
  filters: { month: orNone(z.string().regex(MONTH)) },
  sorts: { at: 'down' },
})
export const listUsageInput = USAGE.shown
export type ListUsageInput = Partial<z.infer<typeof listUsageInput>>

/** One bill, or (none) all that can be paid. */
export const startPaymentInput = z.object({
  bill: z
    .union([z.uuid(), z.literal('')])
    .optional()
    .transform((id) => id || undefined),
  /** What the page showed; another amount is looked at again before it is paid. */
  seen: z.string().max(64).default(''),
})
export const paymentInput = z.object({ payment: z.uuid() })
export const refundInput = z.object({ payment: z.uuid(), account: z.uuid() })
export const spendCreditInput = z.object({ account: z.uuid() })

/** Copies of bills, or one report. */
export const SCHEDULED = ['bills', ...REPORT_KEYS] as const
export const addScheduleInput = z
  .object({
    report: z.enum(SCHEDULED),
    email: z.string().trim().max(254, 'bills.email_unreadable').pipe(emailAddress('bills.email_unreadable')),
    every: z.enum(['week', 'month']).default('month'),
    proof: z.string().max(1_024, 'identity.current_password_wrong').optional(),
  })
  .transform((input) => ({ ...input, every: input.report === 'bills' ? ('bill' as const) : input.every }))
export const endScheduleInput = z.object({ id: z.uuid() })

export const usageMonthInput = z.object({
  id: z.uuid(),
  month: z.string().regex(MONTH),
  format: z.enum(TABLE_OFFERS).catch('csv'),
})
export const BILL_FORMATS = ['pdf', 'reminder', 'csv', 'xlsx', 'ubl'] as const
export type BillFormat = (typeof BILL_FORMATS)[number]
export const openBillDocumentInput = z.object({
  id: z.uuid(),
  format: z.enum([...BILL_FORMATS, 'machine']),
  locale: z.enum(LOCALES),
})
export const openReportInput = z.object({
  report: z.enum(REPORT_KEYS),
  format: z.enum(TABLE_OFFERS),
  locale: z.enum(LOCALES),
})
/** `locale`: the language of its heads and words. */
export const openUsageInput = usageMonthInput.extend({ locale: z.enum(LOCALES) })
/** A month of a line, as a request keeps it: whoever fetches it chooses the format. */
export const approvedUsageInput = z
  .object({ line: z.uuid(), month: z.string().regex(MONTH) })
  .transform(({ line, month }) => ({ id: line, month, format: 'csv' as const, locale: 'en' as const }))
export const askUsageInput = usageMonthInput.extend({
  comment: line(500, 'company.reason_too_long').default(''),
})
