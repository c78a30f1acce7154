import { z } from 'zod'
import type { Cells, Unread } from '@/lib/intake/file-kind'
import {
  about,
  characteristics,
  closedList,
  closedNames,
  customersOf,
  firstOf,
  money,
  NO_SHAPE,
  oneRow,
  parties,
  ref,
  valuesOf,
} from '@/lib/intake/tmf-values'
import { dayIn } from '@/lib/kernel/day'
import { decimalAmount, minorUnits } from '@/lib/kernel/money'
import type { Market } from '@/lib/market/market'
import { inOurUnits } from '@/lib/subscriptions/files/units'
import { USAGE_STATUSES, type UsageKind } from '../view'

const usage = z.object({
  id: z.string(),
  usageDate: z.string(),
  usageType: z.string(),
  status: z.string().nullish(),
  relatedParty: parties,
  usageCharacteristic: characteristics,
  ratedProductUsage: z
    .array(z.object({ productRef: ref.nullish(), taxExcludedRatingAmount: money.nullish() }))
    .max(1)
    .nullish(),
})
const usageType = closedList<UsageKind>({
  ...{ voice: 'voice', sms: 'message', mms: 'message', message: 'message', data: 'data' },
})
/** TMF635's states of usage that has its price; the others are `received`, `rejected`, `recycled` and `guided`. */
const usageStatus = closedNames(USAGE_STATUSES)

/** A TMF635 usage as a row of `usage.csv`, none other. */
export function usageOfEvent(element: unknown, { currency }: Market): Cells | Unread {
  const read = usage.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const more = (name: string) => valuesOf(data.usageCharacteristic, name)
  const [rated] = data.ratedProductUsage ?? []
  const price = rated?.taxExcludedRatingAmount
  const kind = usageType(data.usageType)
  const cells = oneRow({
    company: customersOf(data.relatedParty),
    line: firstOf(more('originatingNumber'), rated?.productRef?.id),
    at: data.usageDate,
    reference: data.id,
    kind: kind ?? data.usageType,
    other: more('destinationNumber'),
    abroad: more('country'),
    quantity: more('quantity'),
    unit: [...more('unit'), ...more('units')],
    net: price?.value ?? '0',
    status: usageStatus(data.status) ?? undefined,
  })
  if (!Array.isArray(cells)) return cells
  const [{ unit, ...row }] = cells as [Record<string, string>]
  if (usageStatus(data.status) === null) return about([row], { code: 'bills.usage_unrated', field: 'status' })
  if (price && price.unit !== currency) return about([row], { code: 'bills.currency_unknown', field: 'net' })
  if (!kind || !unit || !row.quantity) return [row]
  const quantity = inOurUnits(row.quantity, unit, { kind, currency })
  if (quantity === null) return about([row], { code: 'bills.unit_unknown', field: 'quantity' })
  return [{ ...row, quantity: quantity.toString() }]
}

const payment = z.object({
  id: z.string(),
  paymentDate: z.string(),
  status: z.string().nullish(),
  totalAmount: money,
  account: ref,
  payer: z.object({ id: z.string() }).nullish(),
  /** The payment that is taken back. */
  reverses: ref.nullish(),
  paymentItem: z
    .array(z.object({ item: ref.nullish(), amount: money.nullish(), totalAmount: money.nullish() }))
    .nullish(),
})
type Payment = z.infer<typeof payment>

/** TMF676 lists no states; its examples call a payment that was made `done`. No other is money. */
const paymentStatus = closedNames(['done', 'completed'])

/**
 * A TMF676 payment as rows of `payments.csv`: one for each bill that its items name, with the item's amount, and one for
 * what they leave of it. None for what is no payment; without an amount, which is refused, where its items do not say how
 * much is for which bill.
 */
export function paymentOf(element: unknown, { timeZone }: Market): Cells | Unread {
  const read = payment.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const rows = partsOf(data).flatMap(
    ({ bill, amount }) =>
      oneRow({
        company: data.payer?.id,
        reference: data.id,
        account: data.account.id,
        bill,
        amount,
        currency: data.totalAmount.unit,
        paidOn: dayIn(data.paymentDate, timeZone),
        reverses: data.reverses?.id,
      }) as Cells,
  )
  if (paymentStatus(data.status) === null)
    return about(rows, { code: 'bills.payment_unmade', field: 'status' })
  return rows
}

type Part = { bill: string | undefined; amount: string | undefined }

function partsOf({ totalAmount, paymentItem }: Payment): Part[] {
  const items = (paymentItem ?? []).map(({ item, ...each }) => ({
    bill: item?.id ?? undefined,
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
