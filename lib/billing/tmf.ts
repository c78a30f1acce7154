import { z } from 'zod'
import type { JsonReader } from '@/lib/infra/file-kind'
import { row as cellsOf, companyOf } from '@/lib/subscriptions/tmf'

type Rows = Record<string, string>[]

const ref = z.object({ id: z.string() })
const money = z.object({ unit: z.string(), value: z.number() })
const parties = z.array(z.object({ id: z.string().optional(), role: z.string().optional() })).optional()
const characteristics = z
  .array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) }))
  .optional()
const told = (list: z.infer<typeof characteristics>) =>
  new Map((list ?? []).map(({ name, value }) => [name, String(value)]))
const day = (moment: string) => moment.slice(0, 10)

const customerBill = z.object({
  id: z.string(),
  billNo: z.string(),
  billDate: z.string(),
  paymentDueDate: z.string().optional(),
  billingPeriod: z.object({ startDateTime: z.string(), endDateTime: z.string() }),
  taxIncludedAmount: money,
  billingAccount: ref,
  relatedParty: parties,
  /** `creditNote`; anything else is a bill. */
  category: z.string().optional(),
  correctedBill: ref.optional(),
  roundingAmount: money.optional(),
})
const appliedRate = z.object({
  bill: ref,
  name: z.string(),
  type: z.string().optional(),
  product: ref.optional(),
  taxExcludedAmount: money,
  appliedTax: z.array(z.object({ taxRate: z.number(), taxCategory: z.string().optional() })).optional(),
  characteristic: characteristics,
})

/**
 * Reads TMF678 in one array: each customerBill, and after it its appliedCustomerBillingRates; a rate is a row of
 * `bills.csv`, a bill none. What is neither, or a rate of no bill before it, is null; a bill without any rate is told
 * at the end.
 */
export function billReader(): JsonReader {
  const heads = new Map<string, Record<string, string | undefined>>()
  const empty = new Map<string, number>()
  const left = () =>
    [...empty].map(([id, row]) => ({
      problem: { row, code: 'bills.no_lines' as const, field: 'bill' },
      record: cellsOf(heads.get(id)!),
    }))
  return { rows, left }

  function rows(element: unknown, row: number): Rows | null {
    const bill = customerBill.safeParse(element)
    if (bill.success) {
      const { data } = bill
      empty.set(data.id, row)
      heads.set(data.id, {
        company: companyOf(data.relatedParty),
        account: data.billingAccount.id,
        bill: data.billNo,
        issuedOn: day(data.billDate),
        dueOn: data.paymentDueDate && day(data.paymentDueDate),
        type: data.category === 'creditNote' ? 'credit_note' : undefined,
        corrects: data.correctedBill?.id,
        rounding: data.roundingAmount && String(data.roundingAmount.value),
        periodFrom: day(data.billingPeriod.startDateTime),
        periodTo: day(data.billingPeriod.endDateTime),
        currency: data.taxIncludedAmount.unit,
        billTotal: String(data.taxIncludedAmount.value),
      })
      return []
    }
    const rate = appliedRate.safeParse(element)
    const head = rate.success && heads.get(rate.data.bill.id)
    if (!rate.success || !head) return null
    const { data } = rate
    empty.delete(data.bill.id)
    const more = told(data.characteristic)
    return [
      cellsOf({
        ...head,
        line: more.get('msisdn') ?? data.product?.id,
        kind: more.get('kind') ?? data.type,
        name: data.name,
        quantity: more.get('quantity'),
        unit: more.get('unit'),
        net: String(data.taxExcludedAmount.value),
        rate: String(data.appliedTax?.[0]?.taxRate ?? 0),
        taxCategory: data.appliedTax?.[0]?.taxCategory,
        exemptionCode: more.get('exemptionCode'),
        exemptionReason: more.get('exemptionReason'),
      }),
    ]
  }
}

const usage = z.object({
  id: z.string(),
  usageDate: z.string(),
  usageType: z.string(),
  relatedParty: parties,
  usageCharacteristic: characteristics,
  ratedProductUsage: z
    .array(z.object({ productRef: ref.optional(), taxExcludedRatingAmount: money.optional() }))
    .optional(),
})
const USAGE_TYPES: Record<string, string> = { voice: 'voice', sms: 'message', mms: 'message', data: 'data' }

/** A TMF635 usage as a row of `usage.csv`; null for what is none. */
export function usageOfEvent(element: unknown): Rows | null {
  const read = usage.safeParse(element)
  if (!read.success) return null
  const { data } = read
  const more = told(data.usageCharacteristic)
  const rated = data.ratedProductUsage?.[0]
  return [
    cellsOf({
      company: companyOf(data.relatedParty),
      line: more.get('originatingNumber') ?? rated?.productRef?.id,
      at: data.usageDate,
      reference: data.id,
      kind: USAGE_TYPES[data.usageType.toLowerCase()] ?? data.usageType,
      other: more.get('destinationNumber'),
      abroad: more.get('country'),
      quantity: more.get('quantity'),
      net: String(rated?.taxExcludedRatingAmount?.value ?? 0),
    }),
  ]
}

const payment = z.object({
  id: z.string(),
  paymentDate: z.string(),
  totalAmount: money,
  account: ref,
  payer: z.object({ id: z.string() }).optional(),
  /** The payment that is taken back. */
  reverses: ref.optional(),
  paymentItem: z
    .array(z.object({ item: ref.optional(), amount: money.optional(), totalAmount: money.optional() }))
    .optional(),
})
type Payment = z.infer<typeof payment>

/**
 * A TMF676 payment as rows of `payments.csv`: one for each bill that its items name, with the item's amount, and one for
 * what they leave of it. Null for what is none; without an amount, which is refused, where its items do not say how much is
 * for which bill.
 */
export function paymentOf(element: unknown): Rows | null {
  const read = payment.safeParse(element)
  if (!read.success) return null
  const { data } = read
  return partsOf(data).map(({ bill, amount }) =>
    cellsOf({
      company: data.payer?.id,
      reference: data.id,
      account: data.account.id,
      bill,
      amount,
      currency: data.totalAmount.unit,
      paidOn: day(data.paymentDate),
      reverses: data.reverses?.id,
    }),
  )
}

/** Hundredths, in which amounts are; one with more digits is refused like any such cell. */
const IN_ONE = 100

type Part = { bill: string | undefined; amount: string | undefined }

function partsOf({ totalAmount, paymentItem = [] }: Payment): Part[] {
  const items = paymentItem.map(({ item, ...each }) => ({
    bill: item?.id,
    money: each.totalAmount ?? each.amount,
  }))
  // The usual one: a payment, and which bill it is for.
  if (items.length < 2 && !items[0]?.money)
    return [{ bill: items[0]?.bill, amount: String(totalAmount.value) }]
  const sums = new Map<string | undefined, number>()
  let left = totalAmount.value * IN_ONE
  for (const { bill, money } of items) {
    if (money?.unit !== totalAmount.unit) return [{ bill, amount: undefined }]
    sums.set(bill, (sums.get(bill) ?? 0) + money.value * IN_ONE)
    left -= money.value * IN_ONE
  }
  // Items that come to more than the payment: nobody knows what is for which bill.
  if (Math.round(left) * totalAmount.value < 0) return [{ bill: undefined, amount: undefined }]
  if (Math.round(left) !== 0) sums.set(undefined, (sums.get(undefined) ?? 0) + left)
  return [...sums].map(([bill, sum]) => ({ bill, amount: hundredths(sum) }))
}

/** As a decimal number, exact where it is one of hundredths. */
const hundredths = (sum: number): string =>
  Math.abs(sum - Math.round(sum)) < 1e-4 ? (Math.round(sum) / IN_ONE).toFixed(2) : String(sum / IN_ONE)
