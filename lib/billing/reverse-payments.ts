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
  /** What of it is known by now, and of which payment. */
  known: number | null
  knownPayment: string | null
}

/**
 * Takes back what of payments is staged as reversed, each reference of an account once, in the caller's transaction, which
 * has locked payments and bills, and allocates what is left: credit first, then from the bill that is due last. Rows of
 * one reference are one reversal. Resolves with problems where there is no such payment, or
 * not so much of it left.
 */
export async function reversePayments(
  tx: Raw,
  now: Date,
): Promise<{ reversals: Reversal[] } | { problems: RowProblem[] }> {
  const asked = await tx.$queryRaw<Asked[]>`
    SELECT s.row, s.company_id AS "companyId", a.id AS "accountId", s.reference, s.reverses, s.bill, -s.amount::float8 AS amount,
      s.currency, least(s.paid_on + time '12:00', ${now}::timestamptz) AS at, k.amount::float8 AS known, k.payment AS "knownPayment"
    FROM staged_payment s LEFT JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
    LEFT JOIN LATERAL (
      SELECT sum(v.amount) AS amount, min(p.reference) AS payment FROM payment_reversal v JOIN payment p ON p.id = v.payment_id
      WHERE v.company_id = s.company_id AND v.reference = s.reference AND v.billing_account_id = a.id) k ON true
    WHERE s.amount < 0 ORDER BY s.row`
  const reversals: Reversal[] = []
  const problems: RowProblem[] = []
  for (const each of together(asked, problems)) {
    const { row, accountId } = each
    if (!accountId) problems.push({ row, code: 'bills.no_bill', field: 'account' })
    else if (each.known !== null) {
      const same = each.known === each.amount && each.knownPayment === each.reverses
      if (!same) problems.push({ row, code: 'bills.payment_differs', field: 'amount' })
    } else {
      const taken = await takeBack(tx, { ...each, accountId })
      if (typeof taken === 'string')
        problems.push({ row, code: taken, field: taken === 'bills.no_payment' ? 'reverses' : 'amount' })
      else reversals.push(taken)
    }
  }
  return problems.length > 0 ? { problems } : { reversals }
}

/** Rows of one reference and account as one, each bill once: a transfer over several bills comes back in as many rows. */
function together(rows: readonly Asked[], problems: RowProblem[]): Asked[] {
  const all = new Map<string, Asked & { bills: Map<string, number> }>()
  for (const each of rows) {
    const key = [each.companyId, each.accountId, each.reference].join(' ')
    const first = all.get(key)
    const before = first?.bills.get(each.bill)
    if (!first) all.set(key, { ...each, bills: new Map([[each.bill, each.amount]]) })
    else if (first.reverses !== each.reverses || (before !== undefined && before !== each.amount))
      problems.push({ row: each.row, code: 'bills.payment_differs', field: 'amount' })
    else if (before === undefined) {
      first.bills.set(each.bill, each.amount)
      first.amount += each.amount
    }
  }
  return [...all.values()]
}

async function takeBack(
  tx: Raw,
  { companyId, accountId, reference, reverses, amount, currency, at }: Asked & { accountId: string },
): Promise<Reversal | 'bills.no_payment' | 'bills.reversal_exceeds'> {
  const payments = await tx.$queryRaw<{ id: string; left: number; parts: number }[]>`
    SELECT p.id, parts.amount::float8 AS parts, (coalesce(s.amount, p.amount) - coalesce((
        SELECT sum(r.amount) FROM refund r WHERE r.payment_id = p.id AND r.state <> 'failed'
          AND coalesce(r.billing_account_id, p.billing_account_id) = ${accountId}::uuid), 0) - coalesce((
        SELECT sum(v.amount) FROM payment_reversal v WHERE v.payment_id = p.id
          AND v.billing_account_id = ${accountId}::uuid), 0))::float8 AS left
    FROM payment p LEFT JOIN payment_share s ON s.payment_id = p.id AND s.billing_account_id = ${accountId}::uuid
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(i.amount), 0) AS amount FROM payment_part i JOIN bill b ON b.id = i.bill_id
      WHERE i.payment_id = p.id AND b.billing_account_id = ${accountId}::uuid) parts
    WHERE p.company_id = ${companyId}::uuid AND p.reference = ${reverses} AND p.state = 'succeeded'
      AND p.credit_note_id IS NULL AND (s.amount IS NOT NULL OR p.billing_account_id = ${accountId}::uuid)
    ORDER BY p.for_bill, p.id`
  if (!payments[0]) return 'bills.no_payment'
  let rest = amount
  for (const { id, left, parts } of payments) {
    const taken = Math.min(rest, left)
    if (taken <= 0) continue
    rest -= taken
    await tx.$executeRaw`
      INSERT INTO payment_reversal (id, company_id, payment_id, billing_account_id, reference, amount, reversed_at)
      VALUES (${newId()}::uuid, ${companyId}::uuid, ${id}::uuid, ${accountId}::uuid, ${reference}, ${taken}, ${at})`
    const uncover = taken - (left - parts)
    if (uncover > 0) await reopen(tx, id, accountId, uncover)
  }
  if (rest > 0) return 'bills.reversal_exceeds'
  return { companyId, accountId, paymentId: payments[0].id, payment: reverses, amount, currency }
}

/** Takes so much of a payment off its bills, the one that is due last before the others. */
const reopen = (tx: Raw, payment: string, account: string, amount: number): Promise<number> => tx.$executeRaw`
  WITH cut AS (
    SELECT bill_id, part, least(part, greatest(0, ${amount}::bigint - before))::bigint AS amount FROM (
      SELECT i.bill_id, i.amount AS part, coalesce(sum(i.amount) OVER (ORDER BY b.due_on DESC, b.number DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM payment_part i JOIN bill b ON b.id = i.bill_id
      WHERE i.payment_id = ${payment}::uuid AND b.billing_account_id = ${account}::uuid) parts),
  gone AS (
    DELETE FROM payment_part i USING cut c
    WHERE i.payment_id = ${payment}::uuid AND i.bill_id = c.bill_id AND c.amount = c.part),
  less AS (
    UPDATE payment_part i SET amount = i.amount - c.amount FROM cut c
    WHERE i.payment_id = ${payment}::uuid AND i.bill_id = c.bill_id AND c.amount > 0 AND c.amount < c.part)
  UPDATE bill b SET paid = paid - c.amount FROM cut c WHERE b.id = c.bill_id AND c.amount > 0`

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
