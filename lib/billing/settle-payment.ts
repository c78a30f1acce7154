import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import { decimalAmount } from '@/lib/kernel/money'

export type SettledPayment = {
  id: string
  companyId: string
  accountId: string | null
  reference: string
  amount: bigint
  currency: string
  /** Numbers of the bills it covers, wholly or in part. */
  bills: string[]
}

/**
 * Takes a payment as having come, once, however often it is told: it covers the bills it was begun for, then `billId`,
 * then the oldest open bills of its account. What is left over stays with the payment. In the caller's transaction,
 * which writes it down at its end. Resolves with null where it was no news.
 */
export async function settlePayment(
  tx: Raw,
  reference: string,
  at: Date,
  billId: string | null = null,
): Promise<SettledPayment | null> {
  const [payment] = await tx.$queryRaw<Omit<SettledPayment, 'bills'>[]>`
    UPDATE payment SET state = 'succeeded', settled_at = ${at}, url = NULL
    WHERE reference = ${reference} AND state <> 'succeeded'
    RETURNING id, company_id AS "companyId", billing_account_id AS "accountId", reference, amount, currency`
  if (!payment) return null
  // Bills in one order, so that two payments at once wait for each other instead of for ever.
  const covered = await tx.$queryRaw<{ number: string }[]>`
    WITH owed AS MATERIALIZED (
      SELECT b.id, b.number, b.open, b.due_on, p.bill_id IS NOT NULL AS meant FROM bill b
      LEFT JOIN payment_part p ON p.bill_id = b.id AND p.payment_id = ${payment.id}::uuid
      WHERE b.company_id = ${payment.companyId}::uuid AND b.open > 0
        AND (p.bill_id IS NOT NULL OR b.billing_account_id = ${payment.accountId}::uuid)
      ORDER BY b.id FOR UPDATE OF b),
    parts AS (
      SELECT id, number, greatest(0, least(open, ${payment.amount}::bigint - coalesce(sum(open) OVER (
        ORDER BY meant DESC, id IS NOT DISTINCT FROM ${billId}::uuid DESC, due_on, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS amount
      FROM owed),
    paid AS (
      UPDATE bill b SET paid = paid + parts.amount FROM parts WHERE b.id = parts.id AND parts.amount > 0),
    written AS (
      INSERT INTO payment_part (payment_id, bill_id, amount)
      SELECT ${payment.id}::uuid, id, amount FROM parts WHERE amount > 0
      ON CONFLICT (payment_id, bill_id) DO UPDATE SET amount = excluded.amount)
    SELECT number FROM parts WHERE amount > 0`
  const bills = covered.map(({ number }) => number)
  await tx.$executeRaw`
    DELETE FROM payment_part p USING bill b WHERE p.payment_id = ${payment.id}::uuid AND b.id = p.bill_id
      AND b.number <> ALL (${bills}::text[])`
  return { ...payment, bills }
}

/** One fact a payment. It takes the company's chain of the audit for the rest of the transaction, so it comes last. */
export async function writeDownPayment(tx: Raw, payment: SettledPayment, now: Date): Promise<void> {
  await recordAudit(tx, {
    companyId: payment.companyId,
    at: now,
    actor: { kind: 'system', id: null, name: 'payments', address: null, requestId: null },
    action: 'billing.payment_settled',
    object: { kind: 'payment', id: payment.id, name: payment.reference },
    after: { amount: `${decimalAmount(payment.amount)} ${payment.currency}`, bills: payment.bills },
  })
}
