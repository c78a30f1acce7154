import type { Raw } from '@/lib/infra/db'
import type { AllocatedBill, Allocation } from './allocation'

/** A bill with whose it is. */
export type AccountBill = AllocatedBill & { account: string; companyId: string }

/** How far money covers a bill more than before, or (less than nothing) less. In minor units. */
export type Covered = {
  companyId: string
  accountId: string
  billId: string
  bill: string
  /** `2026-11-30`. */
  dueOn: string
  amount: number
  /** What is open of it then. */
  open: number
}

type Writing = {
  before: readonly Allocation[]
  wanted: readonly Allocation[]
  /** Whose parts are what is wanted; of all others they are more than there were. */
  moved: ReadonlySet<string>
  bills: readonly AccountBill[]
}

/** Writes what differs, in the caller's transaction: nothing where it is as it was. Resolves with the bills whose cover it changed. */
export async function writeAllocations(
  tx: Raw,
  { before, wanted, moved, bills }: Writing,
): Promise<Covered[]> {
  const key = ({ payment, bill }: Allocation) => `${payment} ${bill}`
  const was = new Map(before.map((part) => [key(part), part.amount]))
  const now = new Set(wanted.map(key))
  const gone = before.filter((part) => !now.has(key(part)))
  const changed = wanted.filter((part) => !moved.has(part.payment) || was.get(key(part)) !== part.amount)
  if (gone.length + changed.length === 0) return []
  const delta = new Map<string, bigint>()
  const add = (bill: string, amount: bigint) => delta.set(bill, (delta.get(bill) ?? 0n) + amount)
  for (const { bill, amount } of gone) add(bill, -amount)
  for (const part of changed)
    add(part.bill, part.amount - (moved.has(part.payment) ? (was.get(key(part)) ?? 0n) : 0n))
  const ids = (parts: readonly Allocation[]) => [
    parts.map(({ payment }) => payment),
    parts.map(({ bill }) => bill),
  ]
  const [gonePayments, goneBills] = ids(gone)
  await tx.$executeRaw`
    DELETE FROM payment_part i USING unnest(${gonePayments}::uuid[], ${goneBills}::uuid[]) AS g (payment, bill)
    WHERE i.payment_id = g.payment AND i.bill_id = g.bill`
  const [payments, covered] = ids(changed)
  await tx.$executeRaw`
    INSERT INTO payment_part AS i (payment_id, bill_id, amount)
    SELECT g.payment, g.bill, g.amount + CASE WHEN g.moved THEN 0 ELSE coalesce(
      (SELECT o.amount FROM payment_part o WHERE o.payment_id = g.payment AND o.bill_id = g.bill), 0) END
    FROM unnest(${payments}::uuid[], ${covered}::uuid[], ${changed.map(({ amount }) => amount)}::bigint[],
      ${changed.map(({ payment }) => moved.has(payment))}::bool[]) AS g (payment, bill, amount, moved)
    ON CONFLICT (payment_id, bill_id) DO UPDATE SET amount = excluded.amount`
  const deltas = [...delta].filter(([, amount]) => amount !== 0n)
  const opens = await tx.$queryRaw<{ id: string; open: number }[]>`
    UPDATE bill b SET paid = paid + d.amount
    FROM unnest(${deltas.map(([id]) => id)}::uuid[], ${deltas.map(([, amount]) => amount)}::bigint[]) AS d (id, amount)
    WHERE b.id = d.id RETURNING b.id, b.open::float8 AS open`
  const openOf = new Map(opens.map(({ id, open }) => [id, open]))
  const byId = new Map(bills.map((bill) => [bill.id, bill]))
  return deltas.map(([id, amount]) => {
    const { companyId, account, number, dueOn } = byId.get(id)!
    return {
      companyId,
      accountId: account,
      billId: id,
      bill: number,
      dueOn,
      amount: Number(amount),
      open: openOf.get(id)!,
    }
  })
}
