import { z } from 'zod'
import type { Cells, JsonReader, Unread } from '@/lib/intake/file-kind'
import {
  about,
  characteristics,
  closedList,
  closedNames,
  customersOf,
  firstOf,
  flag,
  money,
  NO_SHAPE,
  oneRow,
  parties,
  ref,
  valuesOf,
} from '@/lib/intake/tmf-values'
import { dayIn, lastDayIn } from '@/lib/kernel/day'
import { minorUnits } from '@/lib/kernel/money'
import type { Market } from '@/lib/market/market'
import type { BillType } from '../rules'
import { BILL_LINE_KINDS, type BillLineKind } from '../view'

const customerBill = z.object({
  id: z.string(),
  billNo: z.string(),
  billDate: z.string(),
  paymentDueDate: z.string().nullish(),
  billingPeriod: z.object({ startDateTime: z.string(), endDateTime: z.string() }),
  taxIncludedAmount: money,
  billingAccount: ref,
  relatedParty: parties,
  category: z.string().nullish(),
  state: z.string().nullish(),
  correctedBill: ref.nullish(),
  roundingAmount: money.nullish(),
})
type CustomerBill = z.infer<typeof customerBill>

/** Of TMF678's categories those on which something is owed or credited (UNTDID 1001: 380, 381), not `trial` or `duplicate`. */
const billCategory = closedList<BillType>({
  ...{ normal: 'invoice', interim: 'invoice', last: 'invoice', invoice: 'invoice', 380: 'invoice' },
  ...{ creditNote: 'credit_note', credit: 'credit_note', 381: 'credit_note' },
})
/** TMF678's states of a bill that has been sent; those before are `new`, `onHold` and `validated`. */
const billState = closedNames(['sent', 'settled', 'partiallyPaid', 'partiallySettled'])

const appliedRate = z.object({
  bill: ref,
  name: z.string(),
  type: z.string().nullish(),
  isBilled: z.union([z.boolean(), z.string()]).nullish(),
  product: ref.nullish(),
  taxExcludedAmount: money,
  /** Which of several counts nobody says: they are refused. */
  appliedTax: z
    .array(z.object({ taxRate: z.string(), taxCategory: z.string().nullish() }))
    .max(1)
    .nullish(),
  characteristic: characteristics,
})
type AppliedRate = z.infer<typeof appliedRate>

/** A rate's type: TMF678's own two, which say nothing of what it is for, or a kind of ours. */
const rateType = closedList<BillLineKind | 'charge' | 'credit'>({
  ...(Object.fromEntries(BILL_LINE_KINDS.map((kind) => [kind, kind])) as Record<BillLineKind, BillLineKind>),
  ...{ appliedBillingCharge: 'charge', appliedBillingCredit: 'credit' },
})

/**
 * Reads TMF678 in one array: each customerBill, and after it its appliedCustomerBillingRates; a rate is a row of
 * `bills.csv`, a bill none. What is neither, or a rate of no bill before it, is of no shape; the rates of a bill that is
 * refused are refused with it, and a bill without any rate at the end. Moments are days where the market is.
 */
export function billReader({ timeZone }: Market): JsonReader {
  const heads = new Map<string, Cells | Unread>()
  const empty = new Map<string, number>()
  const left = () =>
    [...empty].map(([id, row]) => ({
      problem: { row, code: 'bills.no_lines' as const, field: 'bill' },
      record: (heads.get(id) as Cells)[0]!,
    }))
  return { rows, left }

  function rows(element: unknown, row: number): Cells | Unread {
    const bill = customerBill.safeParse(element)
    if (bill.success) return begin(bill.data, row)
    const rate = appliedRate.safeParse(element)
    const head = rate.success && heads.get(rate.data.bill.id ?? '')
    if (!rate.success || !head) return NO_SHAPE
    empty.delete(rate.data.bill.id ?? '')
    return Array.isArray(head) ? lineOfRate(rate.data, head[0]!) : head
  }

  function begin(bill: CustomerBill, row: number): Cells | Unread {
    const known = heads.get(bill.id)
    const head = headOfBill(bill, timeZone)
    if (known && JSON.stringify(known) === JSON.stringify(head)) return Array.isArray(head) ? [] : head
    heads.set(bill.id, known ? { code: 'files.several', field: 'bill' } : head)
    if (known || !Array.isArray(head)) {
      empty.delete(bill.id)
      return heads.get(bill.id) as Unread
    }
    empty.set(bill.id, row)
    return []
  }
}

/** What each row of a bill repeats of it. */
function headOfBill(bill: CustomerBill, timeZone: string): Cells | Unread {
  const type = billCategory(bill.category)
  const head = oneRow({
    company: customersOf(bill.relatedParty),
    account: bill.billingAccount.id,
    bill: bill.billNo,
    issuedOn: dayIn(bill.billDate, timeZone),
    dueOn: bill.paymentDueDate && dueDay(bill.paymentDueDate, timeZone),
    type: type ?? undefined,
    corrects: bill.correctedBill?.id,
    rounding: bill.roundingAmount?.value,
    periodFrom: dayIn(bill.billingPeriod.startDateTime, timeZone),
    periodTo: lastDayIn(bill.billingPeriod.endDateTime, timeZone),
    currency: bill.taxIncludedAmount.unit,
    billTotal: bill.taxIncludedAmount.value,
  })
  if (type === null) return about(head, { code: 'bills.bill_category_unknown', field: 'category' })
  if (billState(bill.state) === null) return about(head, { code: 'bills.bill_unsent', field: 'state' })
  return head
}

function lineOfRate(rate: AppliedRate, head: Record<string, string>): Cells | Unread {
  const { unit: currency, value: net } = rate.taxExcludedAmount
  const more = (name: string) => valuesOf(rate.characteristic, name)
  const cells = oneRow({
    ...head,
    line: firstOf(more('msisdn'), rate.product?.id),
    kind: firstOf(more('kind'), rateType(rate.type) ?? rate.type),
    name: rate.name,
    quantity: more('quantity'),
    unit: more('unit'),
    net,
    rate: rate.appliedTax?.[0]?.taxRate ?? '0',
    taxCategory: rate.appliedTax?.[0]?.taxCategory,
    exemptionCode: more('exemptionCode'),
    exemptionReason: more('exemptionReason'),
  })
  if (currency !== head.currency) return about(cells, { code: 'bills.currency_unknown', field: 'net' })
  const billed = flag(rate.isBilled)
  if (billed === false || billed === null)
    return about(cells, { code: 'bills.charge_unbilled', field: 'isBilled' })
  // A credit note says in positive amounts what it credits.
  if (rateType(rate.type) === 'credit' && head.type !== 'credit_note' && (minorUnits(net.trim()) ?? 0n) > 0n)
    return about(cells, { code: 'bills.credit_positive', field: 'net' })
  return cells
}

/** A bill may be paid until its day is over, and some write just that: the last second of a day of their own clocks. */
const dueDay = (text: string, timeZone: string): string =>
  /T23:59/.test(text) ? lastDayIn(text, timeZone) : dayIn(text, timeZone)
