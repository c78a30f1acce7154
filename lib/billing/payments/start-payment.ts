import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { after, MINUTE } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { decimalAmount } from '@/lib/kernel/money'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { RESERVED_FOR } from '../rules'
import { startPaymentInput } from '../schema'
import { findOpenPayment, type OpenPayment, openAtProvider } from './open-payments'
import { fingerprint, isFree, type PayableBill, payable, payableBills, sumOf } from './payable-bills'
import type { PaymentProvider } from './payment-provider'

/**
 * Begins to pay one bill, or all that nobody is paying yet: they are reserved for this payment until it has come, failed or
 * expired. The payment is there before the provider hears of it. Pressed twice it is one payment. Refuses where
 * nothing is owed, where somebody is paying it, and where it is not what the page showed. @throws NotFound for a bill out
 * of reach.
 */
export const startPayment = operation({
  key: 'billing.start_payment',
  permission: 'bill:pay',
  input: startPaymentInput,
  audit: ['billing.payment_started'],
  run: async (actor, input, context, provider: PaymentProvider): Promise<Result<{ url: string }>> => {
    const now = context.clock()
    const begun = await sqlTransaction(context, async (tx): Promise<Result<OpenPayment>> => {
      // Whoever waited here must see what the one before has reserved: hence two statements.
      await tx.$queryRaw`SELECT 1 FROM bill b WHERE ${payable(actor, input.bill)} ORDER BY b.id FOR UPDATE`
      const bills = await payableBills(tx, actor, input.bill, now)
      if (bills.length === 0) return refuse('bills.nothing_owed')
      const free = bills.filter(isFree)
      if (free.length === 0) return goOnWith(tx, actor, bills, now)
      if (input.seen !== fingerprint(free)) return refuse('bills.pay_changed')
      return ok(await begin(tx, actor, free, now))
    })
    return begun.ok ? openAtProvider(begun.value, context, provider) : begun
  },
})

/** All is being paid: by this very payment, or by another one. */
async function goOnWith(
  tx: Raw,
  actor: Actor,
  bills: readonly PayableBill[],
  now: Date,
): Promise<Result<OpenPayment>> {
  const payment = await findOpenPayment(tx, actor, bills[0]!.reservedBy!, now)
  const same = payment?.bills === bills.length && bills.every((bill) => bill.reservedBy === payment.id)
  if (same) return ok(payment)
  const [{ until }] = await tx.$queryRaw<[{ until: Date }]>`
    SELECT min(expires_at) AS until FROM bill_reservation
    WHERE company_id = ${actor.subject.companyId}::uuid AND expires_at > ${now}
      AND bill_id = ANY(${bills.map(({ id }) => id)}::uuid[])`
  const minutes = Math.ceil((until.getTime() - now.getTime()) / MINUTE)
  return refuse('bills.being_paid', { values: { minutes } })
}

/** With its parts the database reserves the bills (trigger reserve_bill), each for one payment and never beyond its open sum. */
async function begin(tx: Raw, actor: Actor, bills: readonly PayableBill[], now: Date): Promise<OpenPayment> {
  const { companyId } = actor.subject
  const id = newId()
  const [amount, currency, expiresAt] = [sumOf(bills), bills[0]!.currency, after(now, RESERVED_FOR)]
  await tx.$executeRaw`
    INSERT INTO payment (id, company_id, reference, amount, currency, state, started_by_id, started_at, expires_at)
    VALUES (${id}::uuid, ${companyId}::uuid, ${id}, ${amount}, ${currency}, 'open', ${actor.subject.id}::uuid, ${now},
      ${expiresAt})`
  const ids = bills.map((bill) => bill.id)
  const amounts = bills.map(({ open }) => open)
  await tx.$executeRaw`
    INSERT INTO payment_part (company_id, payment_id, bill_id, amount)
    SELECT ${companyId}::uuid, ${id}::uuid, * FROM unnest(${ids}::uuid[], ${amounts}::bigint[])`
  await recordAudit(tx, {
    companyId,
    at: now,
    actor: auditActor(actor),
    action: 'billing.payment_started',
    object: { kind: 'payment', id, name: id },
    after: { amount: `${decimalAmount(amount)} ${currency}`, bills: bills.map(({ number }) => number) },
  })
  return { id, reference: id, amount, currency, url: null, expiresAt, bills: bills.length }
}
