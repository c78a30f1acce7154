/** Money that was taken back of a bill by name, of a payment that was for none or for another. Amounts in minor units. */
export type Recall = {
  payment: string
  bill: string
  amount: bigint
  /** Money that came before this, as a time value, was there when it was taken back. */
  until: number
  /** What payments that are not allocated anew have covered of the bill since. */
  covered: bigint
}

/** Money that names a bill, and what of it covers that one. */
export type NamedCover = { at: number; amount: bigint }

/**
 * How much of a bill stays open of what was recalled of it, in minor units: until money has covered it that came since and
 * names it, or cannot be moved. What covered the bill before it was recalled has paid none of it.
 */
export function keptOpen(recalls: readonly Recall[], named: readonly NamedCover[]): bigint {
  const since = ({ until, covered }: Recall) =>
    named.reduce((sum, { at, amount }) => (at < until ? sum : sum + amount), covered)
  let kept = 0n
  let paid: bigint | null = null
  for (const recall of recalls.toSorted((a, b) => a.until - b.until)) {
    const later = since(recall)
    // What came between this one and the one before it has paid of that one.
    if (paid !== null && paid > later) kept = less(kept, paid - later)
    kept += recall.amount
    paid = later
  }
  return less(kept, paid ?? 0n)
}

const less = (amount: bigint, by: bigint): bigint => (amount > by ? amount - by : 0n)
