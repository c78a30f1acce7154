import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import { decimalAmount } from '@/lib/kernel/money'
import { announce } from '../messages'
import { NOTIFIED_FROM } from '../rules'

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

type Settled = Omit<SettledPayment, 'bills' | 'credit'>

/**
 * Takes a payment as having come, once, however often it is told. One that was begun here covers the bills it was begun for,
 * `bill` before the others, and no other; for one that was delivered allocateAccounts does, once for all of a delivery. Money
 * that came counts, whoever has reserved a bill. In the caller's transaction. Resolves with null where it was no news.
 */
export async function settlePayment(
  tx: Raw,
  { payment: id, at, bill = null, amount, transaction }: Arrival,
): Promise<Settled | null> {
  const [payment] = await tx.$queryRaw<Settled[]>`
    UPDATE payment SET state = 'succeeded', settled_at = ${at}, url = NULL, amount = ${amount}::bigint,
      transaction = ${transaction ?? null}
    WHERE id = ${id}::uuid AND state <> 'succeeded'
    RETURNING id, company_id AS "companyId", billing_account_id AS "accountId", started_by_id AS "startedById",
      reference, amount::float8 AS amount, currency`
  if (!payment) return null
  if (payment.startedById) await cover(tx, payment, bill)
  return payment
}

/** Bills in one order, so that two payments at once wait for each other instead of for ever. */
async function cover(tx: Raw, { id, amount }: Settled, bill: string | null): Promise<void> {
  const parts = await tx.$queryRaw<{ id: string }[]>`
    WITH owed AS MATERIALIZED (
      SELECT b.id, b.open, b.due_on, b.number FROM bill b JOIN payment_part p ON p.bill_id = b.id
      WHERE p.payment_id = ${id}::uuid AND b.open > 0 ORDER BY b.id FOR UPDATE OF b),
    parts AS (
      SELECT id, greatest(0, least(open, ${amount}::bigint - coalesce(sum(open) OVER (
        ORDER BY id IS NOT DISTINCT FROM ${bill}::uuid DESC, due_on, number
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS amount
      FROM owed),
    paid AS (
      UPDATE bill b SET paid = paid + parts.amount FROM parts WHERE b.id = parts.id AND parts.amount > 0),
    written AS (
      UPDATE payment_part i SET amount = parts.amount FROM parts
      WHERE i.payment_id = ${id}::uuid AND i.bill_id = parts.id AND parts.amount > 0)
    SELECT id FROM parts WHERE amount > 0`
  await tx.$executeRaw`
    DELETE FROM payment_part WHERE payment_id = ${id}::uuid
      AND bill_id <> ALL (${parts.map(({ id }) => id)}::uuid[])`
}

/** Settled payments with the bills that they cover by now; what is over is credit of the accounts that they came for. */
export async function withCover(tx: Raw, payments: readonly Settled[]): Promise<SettledPayment[]> {
  const parts = await tx.$queryRaw<{ payment: string; number: string; amount: number }[]>`
    SELECT i.payment_id AS payment, b.number, i.amount::float8 AS amount
    FROM payment_part i JOIN bill b ON b.id = i.bill_id
    WHERE i.payment_id = ANY(${payments.map(({ id }) => id)}::uuid[]) ORDER BY b.due_on, b.number`
  const of = new Map<string, { bills: string[]; covered: number }>()
  for (const { payment, number, amount } of parts) {
    const before = of.get(payment) ?? { bills: [], covered: 0 }
    before.bills.push(number)
    of.set(payment, { ...before, covered: before.covered + amount })
  }
  return payments.map((payment) => {
    const { bills, covered } = of.get(payment.id) ?? { bills: [], covered: 0 }
    // The database comes to the same (trigger payment_adds_up), and keeps it by account.
    return { ...payment, bills, credit: payment.amount - covered }
  })
}

export const PAYMENTS = {
  kind: 'system',
  id: null,
  name: 'payments',
  address: null,
  requestId: null,
} as const

/**
 * One fact a payment, and a notification to whoever paid more than was open, or pays for the account. It takes the company's chain of the audit for the rest
 * of the transaction, so it comes last.
 */
export async function writeDownPayment(tx: Raw, payment: SettledPayment, now: Date): Promise<void> {
  const { companyId, id, reference, currency, credit, bills } = payment
  if (credit >= (payment.startedById ? 1 : NOTIFIED_FROM))
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
