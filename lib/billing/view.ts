import type { BillPayment, BillTax, BillType, TaxCategory } from './rules'

export const BILL_LINE_KINDS = [
  'fee',
  'option',
  'voice',
  'message',
  'data',
  'roaming',
  'once',
  'instalment',
  'purchase',
  'discount',
  'correction',
] as const
export type BillLineKind = (typeof BILL_LINE_KINDS)[number]
export const BILL_UNITS = ['piece', 'month', 'day', 'minute', 'message', 'megabyte'] as const
export type BillUnit = (typeof BILL_UNITS)[number]
/** States of usage that has its price (TMF635). */
export const USAGE_STATUSES = ['rated', 'rerated', 'billed'] as const
export const USAGE_KINDS = ['voice', 'message', 'data'] as const
export type UsageKind = (typeof USAGE_KINDS)[number]
export const CHANGE_REASONS = [
  'line_new',
  'line_gone',
  'tariff_changed',
  'price_changed',
  'part_period',
  'added',
  'ended',
  'more_used',
  'less_used',
  'once',
  'once_before',
] as const
export type ChangeReason = (typeof CHANGE_REASONS)[number]

/** How a bill stands (TMF678 state, and overdue); a credit note is `credited`. */
export type BillState = 'credited' | 'sent' | 'partially_paid' | 'overdue' | 'settled' | 'on_hold'

/** All amounts are in minor units; days are `2026-11-30`. */
export type BillRow = {
  id: string
  number: string
  type: BillType
  account: string
  month: string
  issuedOn: string
  dueOn: string
  currency: string
  net: number
  /** With tax and rounding; of a credit note less than nothing. */
  total: number
  open: number
  /** Without tax, of the bill before; null where there is none. */
  wasNet: number | null
  /** The same with tax. */
  wasTotal: number | null
  state: BillState
}
export type BillPage = { rows: BillRow[]; next: string | null }

export type BillView = BillRow & {
  accountId: string
  accountName: string
  debtor: string
  taxNumber: string | null
  street: string | null
  city: string | null
  postcode: string | null
  /** Lines of it, as a letter has them. */
  address: string[]
  country: string | null
  periodFrom: string
  periodTo: string
  tax: number
  rounding: number
  corrects: string | null
  paid: number
  taxes: BillTax[]
  previous: { id: string; number: string; month: string } | null
  payments: BillPayment[]
  /** How many older ones there are, and where they begin; null: none. */
  olderPayments: { count: number; after: string } | null
}

/** A sum of a bill beside the same on the bill before. */
export type SumRow = {
  key: string
  /** Name of the cost centre, number of the line; null: kinds and reasons have words, and none has none. */
  label: string | null
  /** The line, where the reader can open it. */
  lineId?: string | null
  holder?: string | null
  lines: number
  net: number
  was: number
}
export type SumPage = { rows: SumRow[]; next: string | null }

/** Something that differs from the bill before, and why. */
export type ChangeRow = {
  position: number
  /** Null: of the account, or of a line that the reader cannot open. */
  lineId: string | null
  number: string | null
  holder: string | null
  reason: ChangeReason
  kind: BillLineKind | null
  name: string | null
  wasName: string | null
  net: number
  was: number
  quantity: number | null
  wasQuantity: number | null
  unit: BillUnit | null
}
export type ChangePage = { rows: ChangeRow[]; next: string | null }

/** One line of a bill, as exports and documents show it. */
export type BillLineRow = {
  position: number
  number: string | null
  holder: string | null
  costCentre: string | null
  kind: BillLineKind
  name: string
  quantity: number
  unit: BillUnit
  net: number
  rate: number
  category: TaxCategory
}
/** What is owed over all accounts, which bills make it up, and what has come beyond that for the next ones. */
export type Debt = {
  currency: string
  open: number
  overdue: number
  credit: number
  /** What can be paid: not what is disputed. */
  payable: number
  bills: BillRow[]
  /** There are more open bills than these. */
  more: boolean
}
export type UsageRow = {
  at: Date
  kind: UsageKind
  other: string | null
  abroad: string | null
  quantity: number
  net: number
}
type UsageRows = { rows: UsageRow[]; next: string | null }
/** `month`: first day of it; `keptFrom`: that of the first one that is kept, where this one is not any more. */
export type UsagePage = UsageRows & { number: string; month: string; keptFrom: string | null }
export type MonthCost = { month: string; net: number }
/** A month of which `billed` of its `accounts` are billed so far. */
export type ArrivingMonth = MonthCost & { billed: number; accounts: number }
/** Whole months, and those after them that are not. */
export type MonthlyCost = { months: MonthCost[]; arriving: ArrivingMonth[] }
export type OwnBillLine = Pick<BillLineRow, 'position' | 'kind' | 'name' | 'quantity' | 'unit' | 'net'>

export const REPORT_KEYS = ['kinds', 'centres', 'movers', 'roaming', 'unused'] as const
export type ReportKey = (typeof REPORT_KEYS)[number]
/** A row of a report: a kind, cost centre or line. */
export type ReportRow = {
  key: string
  /** Number of a line, name of a cost centre; null: kinds have words. */
  label: string | null
  /** Null: no line, or one that the reader cannot open. */
  lineId: string | null
  holder: string | null
  net: number
  was: number | null
  /** When it was last used, of unused lines; where it never was, since when it exists. */
  at: Date | null
  neverUsed: boolean
}

/** `expired`: it still counts if it comes. `unmatched`: it came, but not as it was asked for, and people look into it. */
export type PaymentState = 'open' | 'expired' | 'unmatched' | 'succeeded' | 'failed'
/** A payment that was begun; `credit` is what of it came over. */
export type PaymentView = {
  state: PaymentState
  amount: number
  credit: number
  /** The one bill that it was for; null: several. */
  billId: string | null
}
export type PaymentUnderWay = { id: string; amount: number; by: string; until: Date }
/** What of a payment has come over for one account, and has not been used or sent back. */
export type CreditRow = {
  paymentId: string
  accountId: string
  account: string
  amount: number
  /** Whether it can be sent back to where it was paid from. */
  refundable: boolean
  /** Whether the account has an open bill that it can be used for. */
  usable: boolean
}
export type RefundRow = { id: string; amount: number; state: 'requested' | 'succeeded' | 'failed'; at: Date }
/** `open`: what is open on the account by now. */
export type ReversalRow = { id: string; account: string; amount: number; at: Date; open: number }
/** Money of the company's that is in motion or over; `moreCredits`: what cannot be listed. */
export type MoneyState = {
  underWay: PaymentUnderWay[]
  credits: CreditRow[]
  moreCredits: { count: number; amount: number } | null
  refunds: RefundRow[]
  reversals: ReversalRow[]
}
/** What is to be paid, and how. */
export type Paying = {
  /** Null: all that is owed. */
  billId: string | null
  bills: Pick<BillRow, 'id' | 'number' | 'month' | 'account' | 'open' | 'dueOn' | 'state'>[]
  more: boolean
  /** What nobody is paying yet. */
  amount: number
  /** What somebody is paying at the moment. */
  reserved: number
  /** Stands for these bills and amounts. */
  seen: string
  seller: { name: string; bank: string; account: string }
  /** What a transfer says; null: several bills, each by itself. */
  reference: string | null
  /** What the QR code of the transfer holds. */
  qr: string | null
  /** What a transfer sends, where that is more than the bill: where it can only be whole; null: the bill. */
  rounded: number | null
}

/** Something that goes to an e-mail address by itself. */
export type ScheduleRow = {
  id: string
  report: 'bills' | ReportKey
  email: string
  every: 'bill' | 'week' | 'month'
  /** Who set it up. */
  by: string
  /** Whether nothing goes out any more, because they may no longer have it sent. */
  stopped: boolean
}
