import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/infra/file-kind'
import { newId } from '@/lib/kernel/id'
import { decimalAmount } from '@/lib/kernel/money'
import { announce } from './messages'
import { PAYMENTS } from './settle-payment'

/** Money of one account that was taken back. Amount in minor units. */
type Reversal = {
  companyId: string
  accountId: string
  paymentId: string
  /** Of the payment. */
  payment: string
  amount: number
  currency: string
}

type Asked = {
  row: number
  companyId: string
  accountId: string | null
  reference: string
  reverses: string
  /** The bill that it names, or nothing. */
  bill: string
  amount: number
  currency: string
  at: Date
  /** What of it is known by now, of which payment, and the bills that it names ('': of none by name). */
  known: number | null
  knownPayment: string | null
  knownBills: string[] | null
  /** The payment has a row of its own for that bill. */
  named: boolean
}
/** Rows of one reference and account, with how much is taken back of which bill. */
type Reversing = Asked & { bills: Map<string, number>; rows: Asked[] }

/**
 * Takes back what of payments is staged as reversed, each reference of an account once, in the caller's transaction, which
 * has locked payments and bills, and allocates what is left: from the bill that a row names, where it names one, then credit,
 * then the bill that is due last. Rows of one reference are one reversal. Resolves with problems where there is no such
 * payment or bill, the payment was for other bills by name, or not so much of it is left.
 */
export async function reversePayments(
  tx: Raw,
  now: Date,
): Promise<{ reversals: Reversal[] } | { problems: RowProblem[] }> {
  const asked = await tx.$queryRaw<Asked[]>`
    WITH known AS (
      SELECT v.company_id, v.reference, v.billing_account_id, sum(v.amount) AS amount, min(p.reference) AS payment,
        array_agg(coalesce(b.number, p.for_bill, '')) AS bills
      FROM (SELECT DISTINCT company_id, reference FROM staged_payment WHERE amount < 0) s
      JOIN payment_reversal v ON v.company_id = s.company_id AND v.reference = s.reference
      JOIN payment p ON p.id = v.payment_id LEFT JOIN bill b ON b.id = v.bill_id GROUP BY 1, 2, 3)
    SELECT s.row, s.company_id AS "companyId", a.id AS "accountId", s.reference, s.reverses, s.bill, -s.amount::float8 AS amount,
      s.currency, least(s.paid_on + time '12:00', ${now}::timestamptz) AS at, k.amount::float8 AS known,
      k.payment AS "knownPayment", k.bills AS "knownBills", n.id IS NOT NULL AS named
    FROM staged_payment s LEFT JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
    LEFT JOIN known k ON k.company_id = s.company_id AND k.reference = s.reference AND k.billing_account_id = a.id
    LEFT JOIN payment n ON n.company_id = s.company_id AND n.reference = s.reverses AND n.for_bill = s.bill AND s.bill <> ''
      AND n.billing_account_id = a.id AND n.state = 'succeeded'
    WHERE s.amount < 0 ORDER BY s.row`
  const reversals: Reversal[] = []
  const problems: RowProblem[] = []
  for (const each of byReference(asked, problems)) {
    const { row, accountId } = each
    if (!accountId) problems.push({ row, code: 'bills.no_bill', field: 'account' })
    else if (each.known !== null) {
      const same = each.known === each.amount && each.knownPayment === each.reverses
      if (!same) problems.push({ row, code: 'bills.payment_differs', field: 'amount' })
      else
        for (const told of each.rows)
          if (isOtherBill(told))
            problems.push({ row: told.row, code: 'bills.payment_differs', field: 'bill' })
    } else {
      const taken = await takeBack(tx, { ...each, accountId })
      if (typeof taken === 'string') problems.push({ row, code: taken, field: FIELDS[taken] })
      else reversals.push(taken)
    }
  }
  return problems.length > 0 ? { problems } : { reversals }
}

/** Whether a reversal that is known was of other bills; one from before they were kept may have been of any. */
const isOtherBill = ({ bill, knownBills, named }: Asked): boolean =>
  bill !== '' && !knownBills!.includes(bill) && (named || !knownBills!.includes(''))

/** Why a payment is not taken back, with what of the row is wrong. */
const FIELDS = {
  'bills.no_payment': 'reverses',
  'bills.no_bill': 'bill',
  'bills.bill_not_paid': 'bill',
  'bills.reversal_exceeds': 'amount',
} as const

/** Rows of one reference and account as one, each bill once: a transfer over several bills comes back in as many rows. */
function byReference(rows: readonly Asked[], problems: RowProblem[]): Reversing[] {
  const all = new Map<string, Reversing>()
  for (const each of rows) {
    const key = [each.companyId, each.accountId, each.reference].join(' ')
    const first = all.get(key)
    const before = first?.bills.get(each.bill)
    if (!first) all.set(key, { ...each, bills: new Map([[each.bill, each.amount]]), rows: [each] })
    else if (first.reverses !== each.reverses || (before !== undefined && before !== each.amount))
      problems.push({ row: each.row, code: 'bills.payment_differs', field: 'amount' })
    else if (before === undefined) {
      first.bills.set(each.bill, each.amount)
      first.rows.push(each)
      first.amount += each.amount
    }
  }
  return [...all.values()]
}

/** A payment of a reference; `covers`: how much of which bill, by its number. Amounts in minor units. */
type Part = { id: string; forBill: string | null; left: number; covers: Record<string, number> }

/** What is taken back of a payment for one account, with how much of which bill it names ('': of none). */
type TakingBack = Pick<Asked, 'companyId' | 'reference' | 'reverses' | 'amount' | 'currency' | 'at'> & {
  accountId: string
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
  for (const each of taken)
    await tx.$executeRaw`
      INSERT INTO payment_reversal (id, company_id, payment_id, billing_account_id, reference, amount, reversed_at, bill_id)
      VALUES (${newId()}::uuid, ${companyId}::uuid, ${each.payment}::uuid, ${accountId}::uuid, ${reference}, ${each.amount},
        ${at}, ${each.bill}::uuid)`
  return { companyId, accountId, paymentId: payments[0].id, payment: reverses, amount, currency }
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

/** One fact a reversal, and a notification to whoever paid or pays for the account. It comes last, like every fact. */
export async function writeDownReversal(tx: Raw, reversal: Reversal, now: Date): Promise<void> {
  const { companyId, accountId, paymentId, payment, amount, currency } = reversal
  await announce(
    tx,
    companyId,
    { kind: 'billing.payment_reversed', payload: { paymentId, accountId, amount } },
    now,
  )
  await recordAudit(tx, {
    companyId,
    at: now,
    actor: PAYMENTS,
    action: 'billing.payment_reversed',
    object: { kind: 'payment', id: paymentId, name: payment },
    after: { amount: `${decimalAmount(amount)} ${currency}` },
  })
}
