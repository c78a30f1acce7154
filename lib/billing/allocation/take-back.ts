import type { Raw } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'

/** Money of one account that was taken back. Amount in minor units. */
export type Reversal = {
  companyId: string
  accountId: string
  paymentId: string
  /** Of the payment. */
  payment: string
  amount: number
  currency: string
}

/** Why a payment is not taken back, with what of the row is wrong. */
export const FIELDS = {
  'bills.no_payment': 'reverses',
  'bills.no_bill': 'bill',
  'bills.bill_not_paid': 'bill',
  'bills.reversal_exceeds': 'amount',
} as const

/** A payment of a reference; `covers`: how much of which bill, by its number. Amounts in minor units. */
type Part = { id: string; forBill: string | null; left: number; covers: Record<string, number> }

/** What is taken back of a payment for one account, with how much of which bill it names ('': of none). */
type TakingBack = {
  companyId: string
  accountId: string
  reference: string
  /** Reference of the payment. */
  reverses: string
  amount: number
  currency: string
  at: Date
  bills: ReadonlyMap<string, number>
}

/** Takes back part of a payment, in the caller's transaction, which has locked it and its bills; else says why it cannot. */
export async function takeBack(
  tx: Raw,
  { companyId, accountId, reference, reverses, amount, currency, at, bills }: TakingBack,
): Promise<Reversal | keyof typeof FIELDS> {
  const payments = await tx.$queryRaw<Part[]>`
    SELECT p.id, p.for_bill AS "forBill", parts.covers, (coalesce(s.amount, p.amount) - coalesce((
        SELECT sum(r.amount) FROM refund r WHERE r.payment_id = p.id AND r.state <> 'failed'
          AND coalesce(r.billing_account_id, p.billing_account_id) = ${accountId}::uuid), 0) - coalesce((
        SELECT sum(v.amount) FROM payment_reversal v WHERE v.payment_id = p.id
          AND v.billing_account_id = ${accountId}::uuid), 0))::float8 AS left
    FROM payment p LEFT JOIN payment_share s ON s.payment_id = p.id AND s.billing_account_id = ${accountId}::uuid
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_object_agg(b.number, i.amount), '{}') AS covers FROM payment_part i JOIN bill b ON b.id = i.bill_id
      WHERE i.payment_id = p.id AND b.billing_account_id = ${accountId}::uuid) parts
    WHERE p.company_id = ${companyId}::uuid AND p.reference = ${reverses} AND p.state = 'succeeded'
      AND p.credit_note_id IS NULL AND (s.amount IS NOT NULL OR p.billing_account_id = ${accountId}::uuid)
    ORDER BY p.for_bill, p.id`
  if (!payments[0]) return 'bills.no_payment'
  const ids = await billsByNumber(tx, accountId, [...bills.keys()])
  const taken: { payment: string; bill: string | null; amount: number }[] = []
  // Rows that name no bill have what those that do leave.
  for (const [bill, asked] of [...bills].sort(([a], [b]) => Number(a === '') - Number(b === ''))) {
    const found = paying(payments, bill)
    if (!found[0]) return 'bills.bill_not_paid'
    if (bill !== '' && !ids.has(bill)) return 'bills.no_bill'
    let rest = asked
    for (const part of found) {
      const now = Math.min(rest, part.left)
      if (now <= 0) continue
      rest -= now
      const credit = part.left - Object.values(part.covers).reduce((sum, each) => sum + each, 0)
      // What is over of money that came for this bill goes first; of other money what covers this bill does.
      const first = part.forBill === bill ? 0 : Math.min(now, part.covers[bill] ?? 0)
      const uncover = Math.max(first, now - credit)
      if (uncover > 0) await reopen(tx, part, { account: accountId, amount: uncover, bill })
      part.left -= now
      taken.push({ payment: part.id, bill: ids.get(bill) ?? null, amount: now })
    }
    if (rest > 0) return 'bills.reversal_exceeds'
  }
  for (const each of taken) await record(tx, { ...each, companyId, accountId, reference, at })
  return { companyId, accountId, paymentId: payments[0].id, payment: reverses, amount, currency }
}

type Taken = { companyId: string; accountId: string; reference: string; at: Date }

/** Rows of one reversal that come to the same part of a payment are one. */
const record = (
  tx: Raw,
  {
    companyId,
    accountId,
    reference,
    at,
    ...each
  }: Taken & { payment: string; bill: string | null; amount: number },
) => tx.$executeRaw`
  WITH more AS (
    UPDATE payment_reversal SET amount = amount + ${each.amount}::bigint
    WHERE company_id = ${companyId}::uuid AND reference = ${reference} AND billing_account_id = ${accountId}::uuid
      AND payment_id = ${each.payment}::uuid AND bill_id IS NOT DISTINCT FROM ${each.bill}::uuid RETURNING id)
  INSERT INTO payment_reversal (id, company_id, payment_id, billing_account_id, reference, amount, reversed_at, bill_id, online_covered)
  SELECT ${newId()}::uuid, ${companyId}::uuid, ${each.payment}::uuid, ${accountId}::uuid, ${reference}::text, ${each.amount}::bigint,
    ${at}::timestamptz, ${each.bill}::uuid, CASE WHEN ${each.bill}::uuid IS NOT NULL THEN coalesce((
      SELECT sum(i.amount) FROM payment_part i JOIN payment q ON q.id = i.payment_id
      WHERE i.bill_id = ${each.bill}::uuid AND q.started_by_id IS NOT NULL AND q.state = 'succeeded'), 0) END
  WHERE NOT EXISTS (SELECT 1 FROM more)`

type Spread = Omit<TakingBack, 'bills'> & { /** The bill that it names, or nothing. */ bill: string }

/**
 * Takes back part of a payment that was begun here: of the account whose bill is named, then of the one that it was booked to,
 * and where the payment is not (all) of those, of its others. In the caller's transaction, like takeBack; else says why it
 * cannot.
 */
export async function takeBackOnline(
  tx: Raw,
  { accountId, amount, bill, ...rest }: Spread,
): Promise<Reversal[] | keyof typeof FIELDS> {
  const shares = await tx.$queryRaw<{ account: string; left: number; named: boolean }[]>`
    SELECT s.billing_account_id AS account, (s.amount - coalesce((
        SELECT sum(r.amount) FROM refund r WHERE r.payment_id = s.payment_id AND r.state <> 'failed'
          AND coalesce(r.billing_account_id, p.billing_account_id) = s.billing_account_id), 0) - coalesce((
        SELECT sum(v.amount) FROM payment_reversal v WHERE v.payment_id = s.payment_id
          AND v.billing_account_id = s.billing_account_id), 0))::float8 AS left, n.named
    FROM payment_share s JOIN payment p ON p.id = s.payment_id
    CROSS JOIN LATERAL (SELECT EXISTS (
      SELECT 1 FROM bill b WHERE b.billing_account_id = s.billing_account_id AND b.number = ${bill}) AS named) n
    WHERE p.company_id = ${rest.companyId}::uuid AND p.reference = ${rest.reverses} AND p.state = 'succeeded'
      AND p.started_by_id IS NOT NULL
    ORDER BY n.named DESC, s.billing_account_id = ${accountId}::uuid DESC, s.billing_account_id`
  if (!shares[0]) return 'bills.no_payment'
  const taken: Reversal[] = []
  let open = amount
  for (const { account, left, named } of shares) {
    const part = Math.min(open, left)
    if (part <= 0) continue
    open -= part
    const bills = new Map([[named ? bill : '', part]])
    const each = await takeBack(tx, { ...rest, accountId: account, amount: part, bills })
    if (typeof each === 'string') return each
    taken.push(each)
  }
  return open > 0 ? 'bills.reversal_exceeds' : taken
}

async function billsByNumber(
  tx: Raw,
  account: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const bills = await tx.$queryRaw<{ id: string; number: string }[]>`
    SELECT id, number FROM bill WHERE billing_account_id = ${account}::uuid AND number = ANY(${numbers}::text[])`
  return new Map(bills.map(({ id, number }) => [number, id]))
}

/**
 * Which payments of a reference paid a bill: what was delivered for it, else what covers it, else what was for none by name:
 * a bank books it as it likes. For none by name all of them.
 */
function paying(payments: readonly Part[], bill: string): readonly Part[] {
  if (bill === '') return payments
  const named = payments.filter(({ forBill }) => forBill === bill)
  if (named.length > 0) return named
  const covering = payments.filter(({ covers }) => (covers[bill] ?? 0) > 0)
  return covering.length > 0 ? covering : payments.filter(({ forBill }) => !forBill)
}

type Reopening = { account: string; amount: number; bill: string }

/** Takes so much of a payment off its bills: off the one that is named first, then off the one that is due last. */
async function reopen(tx: Raw, part: Part, { account, amount, bill }: Reopening): Promise<void> {
  const cuts = await tx.$queryRaw<{ number: string; amount: number }[]>`
  WITH cut AS (
    SELECT bill_id, part, least(part, greatest(0, ${amount}::bigint - before))::bigint AS amount FROM (
      SELECT i.bill_id, i.amount AS part, coalesce(sum(i.amount) OVER (
        ORDER BY b.number = ${bill} DESC, b.due_on DESC, b.number DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM payment_part i JOIN bill b ON b.id = i.bill_id
      WHERE i.payment_id = ${part.id}::uuid AND b.billing_account_id = ${account}::uuid) parts),
  gone AS (
    DELETE FROM payment_part i USING cut c
    WHERE i.payment_id = ${part.id}::uuid AND i.bill_id = c.bill_id AND c.amount = c.part),
  less AS (
    UPDATE payment_part i SET amount = i.amount - c.amount FROM cut c
    WHERE i.payment_id = ${part.id}::uuid AND i.bill_id = c.bill_id AND c.amount > 0 AND c.amount < c.part)
  UPDATE bill b SET paid = paid - c.amount FROM cut c WHERE b.id = c.bill_id AND c.amount > 0
  RETURNING b.number, c.amount::float8 AS amount`
  for (const cut of cuts) part.covers[cut.number] = part.covers[cut.number]! - cut.amount
}
