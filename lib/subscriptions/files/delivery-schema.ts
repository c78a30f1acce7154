import { z } from 'zod'
import { isDay, isMoment } from '@/lib/kernel/cursor'
import { isPlausible } from '@/lib/kernel/day'
import { emailAddress, line } from '@/lib/kernel/line'
import { minorUnits } from '@/lib/kernel/money'
import { isCountry } from '@/lib/market/country'
import { iccidCell } from '../lines/iccid'
import { BUCKET_KINDS, BUCKET_STATUSES, SUBSCRIPTION_KINDS, SUBSCRIPTION_STATUSES } from '../view'

/** One cell of a delivery: text that no spreadsheet takes for a formula; empty is nothing. */
export const cell = (maximum: number) =>
  line(maximum, 'subscriptions.cell_unreadable')
    .refine((text) => !/^[=@]/.test(text), 'subscriptions.cell_formula')
    .transform((text) => text || null)
    .nullable()
    .default(null)

/** The company's part of its logins. */
export const companyCell = z
  .string('subscriptions.no_company')
  .regex(/^[a-z0-9-]{2,32}$/, 'subscriptions.no_company')
/** Text that must be there. */
export const neededCell = (maximum: number) =>
  cell(maximum).pipe(z.string('subscriptions.cell_missing').min(1, 'subscriptions.cell_missing'))
/** A country of two letters (ISO 3166). */
export const countryCell = cell(2).refine((text) => text === null || isCountry(text), 'bills.country_unknown')
/** An amount with at most two decimals and a point, in minor units. */
export const amountCell = z
  .string('subscriptions.amount_unreadable')
  .transform((text) => minorUnits(text))
  .pipe(z.bigint('subscriptions.amount_unreadable'))

/** A moment with its offset. */
export const momentCell = z
  .string('subscriptions.moment_unreadable')
  .refine(isMoment, 'subscriptions.moment_unreadable')
  .refine(isPlausible, 'subscriptions.moment_far')
  .transform((text) => new Date(text))

/** A line as the operator's systems deliver it, in a file or one by one (docs/import.md). */
export const deliveredLineInput = z.object({
  company: companyCell,
  kind: z.enum(SUBSCRIPTION_KINDS, 'subscriptions.kind_unknown').default('mobile'),
  /** In any spelling; absent: it is known by its reference only. */
  number: z.string('subscriptions.not_number').max(40, 'subscriptions.not_number').optional(),
  /** The operator's id of a subscription; it counts where there is no number. */
  reference: cell(60),
  status: z.enum(SUBSCRIPTION_STATUSES, 'subscriptions.status_unknown').default('active'),
  tariff: cell(120),
  billingAccount: cell(40),
  costCentre: cell(40),
  iccid: iccidCell.nullable().default(null),
  holder: cell(120),
  email: cell(254).pipe(emailAddress('subscriptions.email_unreadable').nullable()),
  /** Names, separated by |. */
  options: cell(1_000).transform((text) =>
    text ? [...new Set(text.split('|').map((name) => name.trim()))].filter(Boolean) : [],
  ),
  /** When it began; absent: now. */
  since: z
    .string()
    .refine((text) => isDay(text) || isMoment(text), 'subscriptions.moment_unreadable')
    .refine(isPlausible, 'subscriptions.moment_far')
    .transform((text) => new Date(text))
    .nullable()
    .default(null),
  spendingLimit: amountCell
    .refine((limit) => limit >= 0n, 'subscriptions.amount_unreadable')
    .nullable()
    .default(null),
})
export type DeliveredLineInput = z.input<typeof deliveredLineInput>
export type DeliveredLine = z.output<typeof deliveredLineInput>

/** A billing account as the operator's systems deliver it. */
export const deliveredAccountInput = z.object({
  company: companyCell,
  number: neededCell(40),
  name: cell(120),
  debtor: cell(160),
  taxNumber: cell(40),
  street: cell(160),
  city: cell(80),
  postcode: cell(20),
  country: countryCell,
})

/** PIN and PUK of a SIM, as the operator's systems deliver them. */
export const deliveredSimInput = z.object({
  company: companyCell,
  iccid: iccidCell,
  pin: z
    .string('subscriptions.pin_unreadable')
    .regex(/^\d{4,8}$/, 'subscriptions.pin_unreadable')
    .nullable()
    .default(null),
  puk: z.string('subscriptions.puk_unreadable').regex(/^\d{8}$/, 'subscriptions.puk_unreadable'),
})

const count = z
  .string('subscriptions.amount_unreadable')
  .regex(/^\d{1,15}$/, 'subscriptions.amount_unreadable')
  .transform((digits) => BigInt(digits))
/** An allowance or balance of a line, as the operator's systems count it. */
export const deliveredBucketInput = z.object({
  company: companyCell,
  /** A number in any spelling, or the reference of a subscription without one. */
  line: neededCell(60),
  kind: z.enum(BUCKET_KINDS, 'subscriptions.bucket_unknown'),
  name: neededCell(120),
  total: count.nullable().default(null),
  used: count,
  validTo: momentCell.nullable().default(null),
  status: z.enum(BUCKET_STATUSES, 'subscriptions.bucket_inactive').default('active'),
})
