import { keptOpen, type NamedCover, type Recall } from './recalls'

/** A bill as money may cover it. Amounts in minor units. */
export type AllocatedBill = {
  id: string
  number: string
  /** `2026-11-30`. */
  dueOn: string
  /** What is to be covered by the money that is allocated. */
  open: bigint
  /** Disputed: only money that names it covers it. */
  held: boolean
  /** Somebody is paying it at the moment: credit of an online payment covers no such bill. */
  reserved: boolean
}

/** Money of the same billing account, or what of it can still be moved. Amounts in minor units. */
export type AllocatedMoney = {
  id: string
  reference: string
  /** When it came, as a time value. */
  at: number
  amount: bigint
  /** The bill that it names. */
  bill: string | null
  /** It was delivered by the operator; else it is credit of an online payment. */
  delivered: boolean
}

/** What of which money covers which bill. */
export type Allocation = { payment: string; bill: string; amount: bigint }

/**
 * Allocates the money of one billing account to its bills: first each to the bill that it names, then the rest, the oldest
 * first, to the bill that is due first. What was recalled of a bill stays open until somebody pays it (recalls.ts): what is left
 * of the payment, and money that was there by then, covers other bills first. What is in no allocation is credit. It depends on what there is alone, never on the
 * order in which it arrived: bills are in order of due date and number, money of its day and reference.
 */
export function allocate(
  bills: readonly AllocatedBill[],
  money: readonly AllocatedMoney[],
  recalls: readonly Recall[] = [],
): readonly Allocation[] {
  const open = new Map(bills.map(({ id, open }) => [id, open]))
  const rest = new Map(money.map(({ id, amount }) => [id, amount]))
  const found = new Map<string, Allocation>()
  function cover({ id: payment }: AllocatedMoney, bill: string, kept = 0n): void {
    const [left, owed] = [rest.get(payment)!, (open.get(bill) ?? 0n) - kept]
    const amount = left < owed ? left : owed
    if (amount <= 0n) return
    rest.set(payment, left - amount)
    open.set(bill, open.get(bill)! - amount)
    const key = `${payment} ${bill}`
    found.set(key, { payment, bill, amount: amount + (found.get(key)?.amount ?? 0n) })
  }
  const inOrder = money.toSorted(
    (a, b) => a.at - b.at || compare(a.reference, b.reference) || compare(a.id, b.id),
  )
  for (const each of inOrder) if (each.bill !== null) cover(each, each.bill)
  const named = new Map<string, NamedCover[]>()
  for (const { id, bill, at } of inOrder) {
    const amount = found.get(`${id} ${bill}`)?.amount
    if (bill !== null && amount) named.set(bill, [...(named.get(bill) ?? []), { at, amount }])
  }
  const due = bills
    .filter(({ held }) => !held)
    .toSorted((a, b) => compare(a.dueOn, b.dueOn) || compare(a.number, b.number))
  const next = openFrom(due, open)
  function coverDue(each: AllocatedMoney, keptOf: (bill: string) => bigint): void {
    for (let at = next(0); at < due.length && rest.get(each.id)! > 0n; at = next(at + 1)) {
      const { id, reserved } = due[at]!
      if (each.delivered || !reserved) cover(each, id, keptOf(id))
    }
  }
  const recalled = new Map<string, Recall[]>()
  for (const each of recalls) recalled.set(each.bill, [...(recalled.get(each.bill) ?? []), each])
  for (const each of inOrder)
    coverDue(each, (bill) => {
      const own = recalled.get(bill)?.filter(({ payment, until }) => payment === each.id || each.at < until)
      return own ? keptOpen(own, named.get(bill) ?? []) : 0n
    })
  // Nobody is asked for money while there is credit.
  if (recalls.length > 0) for (const each of inOrder) coverDue(each, () => 0n)
  return [...found.values()]
}

/** The first bill from a place on of which something is open; what is covered wholly is passed over but once. */
function openFrom(due: readonly AllocatedBill[], open: ReadonlyMap<string, bigint>) {
  const after = due.map((_, place) => place + 1)
  return (from: number): number => {
    let at = from
    while (at < due.length && open.get(due[at]!.id)! <= 0n) at = after[at]!
    for (let place = from; place < at; ) {
      const passed = place
      place = after[passed]!
      after[passed] = at
    }
    return at
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
