import { MINUTE } from '@/lib/kernel/clock'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'

/** For so long a payment that was begun keeps its bills to itself, ms. */
export const RESERVED_FOR = 30 * MINUTE

/**
 * Credit is shown always, and notified of from here on, in minor units: a transfer that can only be whole leaves less than
 * one unit over with each bill.
 */
export const NOTIFIED_FROM = 100

export const BILL_TYPES = ['invoice', 'credit_note'] as const
export type BillType = (typeof BILL_TYPES)[number]
/** UNCL 5305, as EN 16931 has it: standard rate, zero rated, exempt, reverse charge, outside the scope of tax. */
export const TAX_CATEGORIES = ['S', 'Z', 'E', 'AE', 'O'] as const
export type TaxCategory = (typeof TAX_CATEGORIES)[number]

/** One category and rate of tax; why there is none as a code (BT-121) and in words (BT-120). */
export type BillTax = {
  category: TaxCategory
  rate: number
  base: number
  amount: number
  reasonCode: string | null
  reason: string | null
}

const letters = (from: string, to: string): string[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, n) =>
    String.fromCharCode(from.charCodeAt(0) + n),
  )

/** Why there is no tax, as codes of the Union's (CEF code list VATEX; BT-121, rule BR-CL-22). */
export const VATEX: ReadonlySet<string> = new Set(
  [
    ...['79-C', '132', '143', '143-1FA', '144', '146-1E', '148', '151', '309'],
    ...letters('A', 'Q').map((letter) => `132-1${letter}`),
    ...letters('A', 'L').map((letter) => `143-1${letter}`),
    ...letters('A', 'G').map((letter) => `148-${letter}`),
    ...letters('A', 'E').map((letter) => `151-1${letter}`),
    ...['AE', 'D', 'F', 'G', 'I', 'IC', 'J', 'O'],
  ].map((code) => `VATEX-EU-${code}`),
)

/** What of a payment or credit note covers a bill, the newest twenty. `reference`: null for a payment that was made online. */
export type BillPayment = {
  by: 'online' | 'transfer' | 'credit_note'
  reference: string | null
  on: string
  amount: number
}

/** What covers a bill: when, how and under which reference. */
export const coverText = ({ on, by, reference, amount }: BillPayment, t: Words, format: Format): string =>
  `${coverName({ on, by, reference }, t, format)}: ${format.money(amount)}`

/** The same without its amount. */
export const coverName = (
  { on, by, reference }: Omit<BillPayment, 'amount'>,
  t: Words,
  format: Format,
): string => [format.day(on), t(`bills.cover.${by}`), reference].filter(Boolean).join(' · ')

/** What a tax line says: its rate, or that there is no tax and why (BT-120, else BT-121). */
export function taxText({ category, rate, reasonCode, reason }: BillTax, t: Words, format: Format): string {
  if (category === 'S' || category === 'Z') return t('bills.tax_of', { rate: format.percent(rate) })
  const why = reason ?? (reasonCode === `VATEX-EU-${category}` ? null : reasonCode)
  return [t(`bills.untaxed.${category}`), why].filter(Boolean).join(': ')
}
