import { accountsInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { isUuid } from '@/lib/kernel/cursor'
import { paymentQr, transferred } from '@/lib/market/payment-qr'
import { type Actor, authorize } from '@/lib/rights/actor'
import { transferOf } from '../allocation/transfer'
import { columns, getBill, SHOWN_OF_DEBT, TABLES, todayOf } from '../queries'
import { billsInReach } from '../reach'
import type { BillRow, Paying, PaymentView } from '../view'
import { fingerprint, isFree, payableBills, sumOf } from './payable-bills'

/**
 * What is to be paid and by nobody being paid yet, one bill or all that is owed, and how: also by a transfer, with its QR
 * code.
 */
export async function getPaying(actor: Actor, billId: string | null, context: Context): Promise<Paying> {
  authorize(actor, 'bill:pay')
  const { seller } = context.market
  const now = context.clock()
  const bill = billId ? await getBill(actor, billId, context) : null
  if (bill) authorize(actor, 'bill:pay', { companyId: actor.subject.companyId, accountId: bill.accountId })
  const all = await payableBills(context.sql, actor, billId, now)
  const free = all.filter(isFree)
  const bills = await context.sql.$queryRaw<BillRow[]>`
    SELECT ${columns(todayOf(context))} FROM ${TABLES} WHERE b.id = ANY(${free.map(({ id }) => id)}::uuid[])
    ORDER BY b.due_on, b.id LIMIT ${SHOWN_OF_DEBT}`
  // A transfer names one bill: of several, one after the other.
  const single = free.length === 1 ? bills[0] : undefined
  return {
    billId: bill?.id ?? null,
    bills: bills.map(({ id, number, month, account, open, dueOn, state }) => ({
      ...{ id, number, month, account, open, dueOn, state },
    })),
    more: free.length > bills.length,
    amount: sumOf(free),
    reserved: sumOf(all.filter((each) => !isFree(each))),
    seen: fingerprint(free),
    seller: { name: seller.name, bank: seller.bank.name, account: seller.bank.account },
    reference: single?.number ?? null,
    qr: single ? paymentQr(context.market, transferOf(single, now)) : null,
    rounded:
      single && transferred(context.market, single.open) > single.open
        ? transferred(context.market, single.open)
        : null,
  }
}

/** How a payment of bills in the actor's reach stands, how much it was and for which bill; null for any other id. */
export async function findPayment(actor: Actor, id: string, context: Context): Promise<PaymentView | null> {
  authorize(actor, 'bill:pay')
  if (!isUuid(id)) return null
  const [found] = await context.sql.$queryRaw<PaymentView[]>`
    SELECT CASE
        WHEN p.state <> 'succeeded' AND EXISTS (SELECT 1 FROM unmatched_payment u WHERE u.reference = p.reference AND u.reason = 'currency')
        THEN 'unmatched'
        WHEN p.state = 'open' AND p.expires_at <= ${context.clock()} THEN 'expired'
        ELSE p.state::text END AS state,
      p.amount::float8 AS amount, p.credit::float8 AS credit,
      (SELECT CASE WHEN count(*) = 1 THEN min(i.bill_id::text) END FROM payment_part i WHERE i.payment_id = p.id) AS "billId"
    FROM payment p
    WHERE p.id = ${id}::uuid AND p.company_id = ${actor.subject.companyId}::uuid
      AND NOT EXISTS (
        SELECT 1 FROM payment_share s
        WHERE s.payment_id = p.id AND NOT (${accountsInReach(actor, 'bill:pay', Prisma.sql`s.billing_account_id`)}))
      AND NOT EXISTS (
        SELECT 1 FROM payment_part i JOIN bill b ON b.id = i.bill_id
        WHERE i.payment_id = p.id AND NOT (${billsInReach(actor, 'bill:pay')}))`
  return found ?? null
}
