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
 * first, to the bill that is due first. What is in no allocation is credit. It depends on what there is alone, never on the
 * order in which it arrived: bills are in order of due date and number, money of its day and reference.
 */
export function allocate(
  bills: readonly AllocatedBill[],
  money: readonly AllocatedMoney[],
): readonly Allocation[] {
  const open = new Map(bills.map(({ id, open }) => [id, open]))
  const rest = new Map(money.map(({ id, amount }) => [id, amount]))
  const found = new Map<string, Allocation>()
  function cover({ id: payment }: AllocatedMoney, bill: string): void {
    const [left, owed] = [rest.get(payment)!, open.get(bill) ?? 0n]
    const amount = left < owed ? left : owed
    if (amount <= 0n) return
    rest.set(payment, left - amount)
    open.set(bill, owed - amount)
    const key = `${payment} ${bill}`
    found.set(key, { payment, bill, amount: amount + (found.get(key)?.amount ?? 0n) })
  }
  const inOrder = money.toSorted(
    (a, b) => a.at - b.at || compare(a.reference, b.reference) || compare(a.id, b.id),
  )
  for (const each of inOrder) if (each.bill !== null) cover(each, each.bill)
  const due = bills
    .filter(({ held }) => !held)
    .toSorted((a, b) => compare(a.dueOn, b.dueOn) || compare(a.number, b.number))
  let first = 0
  for (const each of inOrder) {
    // What is covered wholly is never looked at again: together it is one walk through the bills.
    while (first < due.length && open.get(due[first]!.id)! <= 0n) first++
    for (let at = first; at < due.length && rest.get(each.id)! > 0n; at++)
      if (each.delivered || !due[at]!.reserved) cover(each, due[at]!.id)
  }
  return [...found.values()]
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
