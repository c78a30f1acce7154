import { z } from 'zod'
import type { Cells, JsonReader, Unread } from '@/lib/infra/file-kind'
import { dayIn, lastDayIn } from '@/lib/kernel/day'
import { decimalAmount, minorUnits } from '@/lib/kernel/money'
import type { Market } from '@/lib/market/market'
import { row as cellsOf, companyOf, NO_SHAPE } from '@/lib/subscriptions/tmf'
import { inOurUnits } from '@/lib/subscriptions/units'
import { USAGE_KINDS } from './view'

const ref = z.object({ id: z.string() })
const money = z.object({ unit: z.string(), value: z.string() })
const parties = z.array(z.object({ id: z.string().optional(), role: z.string().optional() })).optional()
const characteristics = z.array(z.object({ name: z.string(), value: z.string() })).optional()
const told = (list: z.infer<typeof characteristics>) =>
  new Map((list ?? []).map(({ name, value }) => [name, value]))

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
  /** Which of several counts nobody says: they are refused. */
  appliedTax: z
    .array(z.object({ taxRate: z.string(), taxCategory: z.string().optional() }))
    .max(1)
    .optional(),
  characteristic: characteristics,
})

/**
 * Reads TMF678 in one array: each customerBill, and after it its appliedCustomerBillingRates; a rate is a row of
 * `bills.csv`, a bill none. What is neither, or a rate of no bill before it, is of no shape; a bill without any rate is
 * told at the end. Moments are days where the market is.
 */
export function billReader({ timeZone }: Market): JsonReader {
  const heads = new Map<string, Record<string, string | undefined>>()
  const empty = new Map<string, number>()
  const left = () =>
    [...empty].map(([id, row]) => ({
      problem: { row, code: 'bills.no_lines' as const, field: 'bill' },
      record: cellsOf(heads.get(id)!),
    }))
  return { rows, left }

  function rows(element: unknown, row: number): Cells | Unread {
    const bill = customerBill.safeParse(element)
    if (bill.success) {
      const { data } = bill
      empty.set(data.id, row)
      heads.set(data.id, {
        company: companyOf(data.relatedParty),
        account: data.billingAccount.id,
        bill: data.billNo,
        issuedOn: dayIn(data.billDate, timeZone),
        dueOn: data.paymentDueDate && dueDay(data.paymentDueDate, timeZone),
        type: data.category === 'creditNote' ? 'credit_note' : undefined,
        corrects: data.correctedBill?.id,
        rounding: data.roundingAmount?.value,
        periodFrom: dayIn(data.billingPeriod.startDateTime, timeZone),
        periodTo: lastDayIn(data.billingPeriod.endDateTime, timeZone),
        currency: data.taxIncludedAmount.unit,
        billTotal: data.taxIncludedAmount.value,
      })
      return []
    }
    const rate = appliedRate.safeParse(element)
    const head = rate.success && heads.get(rate.data.bill.id)
    if (!rate.success || !head) return NO_SHAPE
    const { data } = rate
    empty.delete(data.bill.id)
    const more = told(data.characteristic)
    const { unit: currency, value: net } = data.taxExcludedAmount
    if (currency !== head.currency) return { code: 'bills.currency_unknown', field: 'net' }
    return [
      cellsOf({
        ...head,
        line: more.get('msisdn') ?? data.product?.id,
        kind: more.get('kind') ?? data.type,
        name: data.name,
        quantity: more.get('quantity'),
        unit: more.get('unit'),
        net,
        rate: data.appliedTax?.[0]?.taxRate ?? '0',
        taxCategory: data.appliedTax?.[0]?.taxCategory,
        exemptionCode: more.get('exemptionCode'),
        exemptionReason: more.get('exemptionReason'),
      }),
    ]
  }
}

/** A bill may be paid until its day is over, and some write just that: the last second of a day of their own clocks. */
const dueDay = (text: string, timeZone: string): string =>
  /T23:59/.test(text) ? lastDayIn(text, timeZone) : dayIn(text, timeZone)

const usage = z.object({
  id: z.string(),
  usageDate: z.string(),
  usageType: z.string(),
  relatedParty: parties,
  usageCharacteristic: characteristics,
  ratedProductUsage: z
    .array(z.object({ productRef: ref.optional(), taxExcludedRatingAmount: money.optional() }))
    .max(1)
    .optional(),
})
const USAGE_TYPES: Record<string, string> = { voice: 'voice', sms: 'message', mms: 'message', data: 'data' }

/** A TMF635 usage as a row of `usage.csv`, none other. */
export function usageOfEvent(element: unknown, { currency }: Market): Cells | Unread {
  const read = usage.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const more = told(data.usageCharacteristic)
  const [rated] = data.ratedProductUsage ?? []
  const price = rated?.taxExcludedRatingAmount
  if (price && price.unit !== currency) return { code: 'bills.currency_unknown', field: 'net' }
  const said = data.usageType.trim().toLowerCase()
  const kind = USAGE_TYPES[said] ?? said
  const known = USAGE_KINDS.find((each) => each === kind)
  const [given, unit] = [more.get('quantity'), more.get('unit') ?? more.get('units')]
  const quantity = known && given && unit ? inOurUnits(given, unit, { kind: known, currency }) : given
  if (quantity === null) return { code: 'bills.unit_unknown', field: 'quantity' }
  return [
    cellsOf({
      company: companyOf(data.relatedParty),
      line: more.get('originatingNumber') ?? rated?.productRef?.id,
      at: data.usageDate,
      reference: data.id,
      kind,
      other: more.get('destinationNumber'),
      abroad: more.get('country'),
      quantity: quantity?.toString(),
      net: price?.value ?? '0',
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
 * what they leave of it. None for what is no payment; without an amount, which is refused, where its items do not say how
 * much is for which bill.
 */
export function paymentOf(element: unknown, { timeZone }: Market): Cells | Unread {
  const read = payment.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  return partsOf(data).map(({ bill, amount }) =>
    cellsOf({
      company: data.payer?.id,
      reference: data.id,
      account: data.account.id,
      bill,
      amount,
      currency: data.totalAmount.unit,
      paidOn: dayIn(data.paymentDate, timeZone),
      reverses: data.reverses?.id,
    }),
  )
}

type Part = { bill: string | undefined; amount: string | undefined }

function partsOf({ totalAmount, paymentItem = [] }: Payment): Part[] {
  const items = paymentItem.map(({ item, ...each }) => ({
    bill: item?.id,
    money: each.totalAmount ?? each.amount,
  }))
  // The usual one: a payment, and which bill it is for.
  if (items.length < 2 && !items[0]?.money) return [{ bill: items[0]?.bill, amount: totalAmount.value }]
  const sums = new Map<string | undefined, bigint>()
  const total = minorUnits(totalAmount.value)
  // An amount that cannot be read is refused as a cell, as it is.
  if (total === null) return [{ bill: undefined, amount: totalAmount.value }]
  let left = total
  for (const { bill, money } of items) {
    const part = money && money.unit === totalAmount.unit ? minorUnits(money.value) : undefined
    if (part === undefined || part === null)
      return [{ bill, amount: part === null ? money?.value : undefined }]
    sums.set(bill, (sums.get(bill) ?? 0n) + part)
    left -= part
  }
  // Items that come to more than the payment: nobody knows what is for which bill.
  if (left * total < 0n) return [{ bill: undefined, amount: undefined }]
  if (left !== 0n) sums.set(undefined, (sums.get(undefined) ?? 0n) + left)
  return [...sums].map(([bill, sum]) => ({ bill, amount: decimalAmount(sum) }))
}
