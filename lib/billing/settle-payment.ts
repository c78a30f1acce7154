import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import { decimalAmount } from '@/lib/kernel/money'
import { announce } from './messages'

export type SettledPayment = {
  id: string
  companyId: string
  accountId: string | null
  /** Null: nobody has begun it here, it was only delivered. */
  startedById: string | null
  reference: string
  amount: number
  currency: string
  /** Numbers of the bills it covers, wholly or in part. */
  bills: string[]
  /** What of it covers none. */
  credit: number
}

type Arrival = {
  /** Its id. */
  payment: string
  at: Date
  /** Which bill it says it is for. */
  bill?: string | null
  /** What came, whatever was asked for. */
  amount: number
  /** The provider's id of the charge, where it came by one. */
  transaction?: string
}

/**
 * Takes a payment as having come, once, however often it is told. One that was begun here covers the bills it was begun
 * for and no other; one that was delivered, `bill` and then the oldest open bills of its account. What is over is credit
 * of the accounts that it came for. Money that came counts, whoever has reserved a bill. In the caller's transaction, which
 * writes it down at its end. Resolves with null where it was no news.
 */
export async function settlePayment(
  tx: Raw,
  { payment: id, at, bill = null, amount, transaction }: Arrival,
): Promise<SettledPayment | null> {
  const [payment] = await tx.$queryRaw<Omit<SettledPayment, 'bills' | 'credit'>[]>`
    UPDATE payment SET state = 'succeeded', settled_at = ${at}, url = NULL, amount = ${amount}::bigint,
      transaction = ${transaction ?? null}
    WHERE id = ${id}::uuid AND state <> 'succeeded'
    RETURNING id, company_id AS "companyId", billing_account_id AS "accountId", started_by_id AS "startedById",
      reference, amount::float8 AS amount, currency`
  if (!payment) return null
  const parts = await cover(tx, payment, bill)
  const covered = parts.reduce((sum, part) => sum + part.amount, 0)
  // The database comes to the same (trigger payment_adds_up), and keeps it by account.
  const credit = payment.amount - covered
  await tx.$executeRaw`
    DELETE FROM payment_part WHERE payment_id = ${payment.id}::uuid
      AND bill_id <> ALL (${parts.map(({ id }) => id)}::uuid[])`
  return { ...payment, bills: parts.map(({ number }) => number), credit }
}

/** Bills in one order, so that two payments at once wait for each other instead of for ever. */
const cover = (tx: Raw, payment: Omit<SettledPayment, 'bills' | 'credit'>, bill: string | null) =>
  tx.$queryRaw<{ id: string; number: string; amount: number }[]>`
    WITH owed AS MATERIALIZED (
      SELECT b.id, b.number, b.open, b.due_on, p.bill_id IS NOT NULL AS meant FROM bill b
      LEFT JOIN payment_part p ON p.bill_id = b.id AND p.payment_id = ${payment.id}::uuid
      WHERE b.company_id = ${payment.companyId}::uuid AND b.open > 0 AND (p.bill_id IS NOT NULL
        OR ${payment.startedById}::uuid IS NULL AND b.billing_account_id = ${payment.accountId}::uuid)
      ORDER BY b.id FOR UPDATE OF b),
    parts AS (
      SELECT id, number, greatest(0, least(open, ${payment.amount}::bigint - coalesce(sum(open) OVER (
        ORDER BY meant DESC, id IS NOT DISTINCT FROM ${bill}::uuid DESC, due_on, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS amount
      FROM owed),
    paid AS (
      UPDATE bill b SET paid = paid + parts.amount FROM parts WHERE b.id = parts.id AND parts.amount > 0),
    written AS (
      INSERT INTO payment_part (payment_id, bill_id, amount)
      SELECT ${payment.id}::uuid, id, amount FROM parts WHERE amount > 0
      ON CONFLICT (payment_id, bill_id) DO UPDATE SET amount = excluded.amount)
    SELECT id, number, amount::float8 AS amount FROM parts WHERE amount > 0`

export const PAYMENTS = {
  kind: 'system',
  id: null,
  name: 'payments',
  address: null,
  requestId: null,
} as const

/**
 * One fact a payment, and a mail to whoever paid more than was open. It takes the company's chain of the audit for the rest
 * of the transaction, so it comes last.
 */
export async function writeDownPayment(tx: Raw, payment: SettledPayment, now: Date): Promise<void> {
  const { companyId, id, reference, currency, credit, bills } = payment
  if (credit > 0 && payment.startedById)
    await announce(tx, companyId, { kind: 'billing.overpaid', payload: { paymentId: id } }, now)
  await recordAudit(tx, {
    companyId,
    at: now,
    actor: PAYMENTS,
    action: 'billing.payment_settled',
    object: { kind: 'payment', id, name: reference },
    after: {
      amount: `${decimalAmount(payment.amount)} ${currency}`,
      bills,
      ...(credit > 0 && { credit: `${decimalAmount(credit)} ${currency}` }),
    },
  })
}
