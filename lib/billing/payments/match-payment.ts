import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import { decimalAmount } from '@/lib/kernel/money'
import { allocateAccounts, lockAccounts, movable } from '../allocation/allocate-accounts'
import { notifyCovered } from '../allocation/covered'
import { takeBackOnline } from '../allocation/take-back'
import { announce } from '../messages'
import { PAYMENTS, settlePayment, withCover } from './settle-payment'

/** Money that the operator's books have delivered under the transaction id by which a payment was charged. */
export type DeliveredCharge = {
  /** Its payments: one, or one a bill. */
  ids: string[]
  /** Minor units. */
  amount: number
  /** What of it was taken back. */
  reversed: number
  currency: string
  at: Date
  accounts: string[]
  /** The bills that may change, as they are. */
  bills: { id: string; companyId: string; accountId: string; paid: number }[]
}

/**
 * Locks a reference of a company against whoever looks for money under it, and what was delivered under it, with all that
 * the payment and it may touch, in the order of everybody who touches money: references, accounts, payments, bills. In the
 * caller's transaction, before all other locks. Null: nothing was delivered under it.
 */
export async function lockDelivered(
  tx: Raw,
  { id, companyId }: { id: string; companyId: string },
  transaction: string,
): Promise<DeliveredCharge | null> {
  await tx.$executeRaw`
    INSERT INTO payment_reference (company_id, reference) VALUES (${companyId}::uuid, ${transaction}) ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    SELECT 1 FROM payment_reference WHERE company_id = ${companyId}::uuid AND reference = ${transaction} FOR UPDATE`
  const found = await tx.$queryRaw<{ id: string; account: string }[]>`
    SELECT id, billing_account_id AS account FROM payment
    WHERE company_id = ${companyId}::uuid AND reference = ${transaction} AND started_by_id IS NULL AND credit_note_id IS NULL`
  if (found.length === 0) return null
  const ids = found.map(({ id }) => id)
  const own = await tx.$queryRaw<{ account: string }[]>`
    SELECT DISTINCT b.billing_account_id AS account FROM payment_part i JOIN bill b ON b.id = i.bill_id
    WHERE i.payment_id = ${id}::uuid
    UNION SELECT billing_account_id FROM payment_share WHERE payment_id = ${id}::uuid`
  const accounts = [...new Set([...found, ...own].map(({ account }) => account))]
  await lockAccounts(tx, accounts)
  await tx.$executeRaw`
    SELECT 1 FROM payment WHERE id = ANY(${[id, ...ids]}::uuid[])
      OR started_by_id IS NULL AND billing_account_id = ANY(${accounts}::uuid[]) ORDER BY id FOR UPDATE`
  const bills = await tx.$queryRaw<DeliveredCharge['bills']>`
    SELECT id, company_id AS "companyId", billing_account_id AS "accountId", paid::float8 AS paid FROM bill WHERE id IN (
      SELECT id FROM bill WHERE billing_account_id = ANY(${accounts}::uuid[]) AND open > 0
      UNION SELECT i.bill_id FROM payment_part i JOIN payment p ON p.id = i.payment_id
        WHERE p.id = ${id}::uuid OR p.started_by_id IS NULL AND p.billing_account_id = ANY(${accounts}::uuid[]))
    ORDER BY id FOR UPDATE`
  const [sums] = await tx.$queryRaw<[Omit<DeliveredCharge, 'ids' | 'accounts' | 'bills'>]>`
    SELECT sum(p.amount)::float8 AS amount, min(p.currency) AS currency, min(p.settled_at) AS at,
      coalesce(sum((SELECT sum(v.amount) FROM payment_reversal v WHERE v.payment_id = p.id)), 0)::float8 AS reversed
    FROM payment p WHERE p.id = ANY(${ids}::uuid[])`
  return { ...sums, ids, accounts, bills }
}

type Begun = {
  id: string
  companyId: string
  reference: string
  settled: boolean
}

/**
 * Makes what was delivered the payment that was begun here: it comes as much and on the day that the books say, or has come
 * already by another of its names; what was taken back of it is taken back of the payment, and what it leaves open other
 * money covers. In the caller's transaction, which has locked all of it (lockDelivered).
 */
export async function matchDelivered(
  tx: Raw,
  { id, companyId, reference, settled }: Begun,
  { delivered, transaction, now }: { delivered: DeliveredCharge; transaction: string; now: Date },
): Promise<void> {
  const { ids, accounts, amount, currency, at, bills } = delivered
  const reversals = await tx.$queryRaw<Moved[]>`
    SELECT v.billing_account_id AS "accountId", v.reference, v.amount::float8 AS amount, v.reversed_at AS at,
      coalesce(b.number, '') AS bill
    FROM payment_reversal v LEFT JOIN bill b ON b.id = v.bill_id
    WHERE v.payment_id = ANY(${ids}::uuid[]) ORDER BY v.id`
  await tx.$executeRaw`
    UPDATE bill b SET paid = b.paid - i.amount FROM (
      SELECT bill_id, sum(amount) AS amount FROM payment_part WHERE payment_id = ANY(${ids}::uuid[]) GROUP BY bill_id) i
    WHERE b.id = i.bill_id`
  await tx.$executeRaw`DELETE FROM payment_reversal WHERE payment_id = ANY(${ids}::uuid[])`
  await tx.$executeRaw`DELETE FROM payment WHERE id = ANY(${ids}::uuid[])`
  if (!settled) await makeRoom(tx, id, now)
  if (settled)
    await tx.$executeRaw`UPDATE payment SET transaction = ${transaction} WHERE id = ${id}::uuid AND transaction IS NULL`
  const news = await settlePayment(tx, { payment: id, at, amount, transaction })
  // What of the payment is of which account is known from here on.
  await tx.$executeRaw`SET CONSTRAINTS payment_adds_up IMMEDIATE`
  await tx.$executeRaw`SET CONSTRAINTS payment_adds_up DEFERRED`
  for (const each of reversals) {
    const taken = await takeBackOnline(tx, { ...each, companyId, currency, reverses: reference })
    if (typeof taken === 'string') throw new Error(`${each.reference} cannot be moved: ${taken}`)
  }
  await allocateAccounts(tx, accounts, { now, credit: false })
  await notifyCovered(tx, await changesOf(tx, bills), now)
  for (const { credit } of await withCover(tx, news ? [news] : []))
    if (credit > 0)
      await announce(tx, companyId, { kind: 'billing.overpaid', payload: { paymentId: id } }, now)
  await recordAudit(tx, {
    companyId,
    at: now,
    actor: PAYMENTS,
    action: 'billing.payment_matched',
    object: { kind: 'payment', id, name: transaction },
    after: { amount: `${decimalAmount(amount)} ${currency}` },
  })
}

type Moved = { accountId: string; reference: string; amount: number; at: Date; bill: string }

/**
 * Takes delivered money off the bills that a payment was begun for, but what names them, as if the payment had been first:
 * nobody is to have credit beside a bill that is open. It is allocated anew afterwards.
 */
const makeRoom = (tx: Raw, payment: string, now: Date) => tx.$executeRaw`
  WITH gone AS (
    DELETE FROM payment_part i USING payment p, payment_part o, bill b
    WHERE p.id = i.payment_id AND ${movable({ now })} AND p.for_bill <> b.number
      AND b.id = i.bill_id AND p.billing_account_id = b.billing_account_id
      AND o.payment_id = ${payment}::uuid AND o.bill_id = i.bill_id
    RETURNING i.bill_id, i.amount)
  UPDATE bill b SET paid = b.paid - g.amount FROM (SELECT bill_id, sum(amount) AS amount FROM gone GROUP BY 1) g
  WHERE b.id = g.bill_id`

/** How far these bills are covered otherwise than they were. */
async function changesOf(tx: Raw, bills: DeliveredCharge['bills']) {
  const now = await tx.$queryRaw<{ id: string; paid: number }[]>`
    SELECT id, paid::float8 AS paid FROM bill WHERE id = ANY(${bills.map(({ id }) => id)}::uuid[])`
  const paid = new Map(now.map((bill) => [bill.id, bill.paid]))
  return bills.map(({ id, companyId, accountId, paid: before }) => ({
    ...{ companyId, accountId, billId: id, amount: paid.get(id)! - before },
  }))
}
