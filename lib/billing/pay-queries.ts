import type { World } from '@/lib/infra/world'
import { isUuid } from '@/lib/kernel/cursor'
import { paymentQr } from '@/lib/market/payment-qr'
import { type Actor, authorize } from '@/lib/rights/actor'
import { getBill, getDebt } from './queries'
import { billsInReach } from './reach'
import { transferOf } from './transfer'
import type { Paying, PaymentState } from './view'

/** What is to be paid, one bill or all that is owed, and how: also by a transfer, with its QR code. */
export async function getPaying(actor: Actor, billId: string | null, world: World): Promise<Paying> {
  authorize(actor, 'bill:pay')
  const { seller } = world.market
  const now = world.clock()
  const bill = billId ? await getBill(actor, billId, world) : null
  if (bill) authorize(actor, 'bill:pay', { companyId: actor.subject.companyId, accountId: bill.accountId })
  const debt = bill ? null : await getDebt(actor, world, 'bill:pay')
  const bills = (bill ? [bill] : debt!.bills).filter(({ state }) => state !== 'on_hold')
  const amount = bill ? (bill.state === 'on_hold' ? 0 : bill.open) : debt!.payable
  // A transfer names one bill: of several, one after the other.
  const single = bills.length === 1 && !debt?.more ? bills[0]! : null
  return {
    billId: bill?.id ?? null,
    bills: bills.map(({ id, number, month, account, open, dueOn, state }) => ({
      ...{ id, number, month, account, open, dueOn, state },
    })),
    more: debt?.more ?? false,
    amount,
    seller: { name: seller.name, bank: seller.bank.name, account: seller.bank.account },
    reference: single?.number ?? null,
    qr: single && single.open > 0 ? paymentQr(world.market, transferOf(single, now)) : null,
  }
}

/** How a payment of bills in the actor's reach stands, and how much it was; null for any other id. */
export async function findPayment(
  actor: Actor,
  id: string,
  world: World,
): Promise<{ state: PaymentState; amount: number } | null> {
  authorize(actor, 'bill:pay')
  if (!isUuid(id)) return null
  const [found] = await world.sql.$queryRaw<{ state: PaymentState; amount: number }[]>`
    SELECT p.state::text AS state, p.amount::float8 AS amount FROM payment p
    WHERE p.id = ${id}::uuid AND p.company_id = ${actor.subject.companyId}::uuid AND NOT EXISTS (
      SELECT 1 FROM payment_part i JOIN bill b ON b.id = i.bill_id
      WHERE i.payment_id = p.id AND NOT (${billsInReach(actor, 'bill:pay')}))`
  return found ?? null
}
