import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { oneLine } from '@/lib/kernel/line'
import { ok } from '@/lib/kernel/result'
import { lockDelivered, matchDelivered } from './match-payment'
import type { PaymentEvent } from './payment-provider'
import { PAYMENTS, settlePayment, withCover, writeDownPayment } from './settle-payment'
import { recordUnmatchedPayment } from './unmatched-payment'

/** `unmatched`: the money has come and a person has to find out what it is for; `unknown`: no money, and no payment of ours. */
export type EventAnswer = 'taken' | 'known' | 'unmatched' | 'unknown'

/**
 * Applies what the provider reports of a payment, as often and in whichever order it reports it: money that came is counted
 * once, also late and after a failure, or where the operator's books were first, and a failure never takes it back. What came counts, not what was asked for. Money
 * that cannot be counted (of no payment of ours, in another currency, by another charge of what has come already) is kept
 * for the operator's staff, who are notified. Its signature was checked by the door it came through, hence no actor.
 */
export async function takePaymentEvent(reported: PaymentEvent, context: Context): Promise<EventAnswer> {
  const now = context.clock()
  const event = asDelivered(reported)
  const { reference, transaction, amount } = event
  const result = await sqlTransaction(context, async (tx) => {
    if (event.outcome === 'succeeded') await matchBooks(tx, event, now)
    const payment = await lockPayment(tx, event)
    if (event.outcome === 'succeeded') {
      if (payment && isKnown(event, payment)) {
        // Whoever took it as having come knew of no charge: from now on it is this one's.
        await tx.$executeRaw`
          UPDATE payment SET transaction = ${transaction} WHERE id = ${payment.id}::uuid AND transaction IS NULL`
        return ok('known' as const)
      }
      const reason = whyUnmatched(event, payment)
      if (reason) return ok(await recordUnmatchedPayment(tx, event, { payment, reason, now }))
      const settled = await settlePayment(tx, { payment: payment!.id, amount, transaction, at: now })
      for (const each of await withCover(tx, settled ? [settled] : [])) await writeDownPayment(tx, each, now)
      return ok('taken' as const)
    }
    if (!payment) return ok('unknown' as const)
    if (payment.state !== 'open') return ok('known' as const)
    const { id, companyId } = payment
    await tx.$executeRaw`
      UPDATE payment SET state = 'failed', settled_at = ${now}, url = NULL WHERE id = ${id}::uuid`
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: PAYMENTS,
      action: 'billing.payment_failed',
      object: { kind: 'payment', id, name: reference },
    })
    return ok('taken' as const)
  })
  return result.ok ? result.value : 'unknown'
}

const OURS = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Names as the operator's books are read (lib/kernel/line.ts): our own ids may come in either case. */
const asDelivered = (event: PaymentEvent): PaymentEvent => ({
  ...event,
  reference: OURS.test(event.reference) ? event.reference.toLowerCase() : event.reference,
  transaction: oneLine(event.transaction) || event.transaction,
})

/** What the operator's books have delivered under the provider's transaction id is this payment, if nothing contradicts. */
async function matchBooks(tx: Raw, event: PaymentEvent, now: Date): Promise<void> {
  const { reference, transaction, amount, currency } = event
  const [begun] = await tx.$queryRaw<{ id: string; companyId: string }[]>`
    SELECT id, company_id AS "companyId" FROM payment WHERE reference = ${reference} AND started_by_id IS NOT NULL`
  const delivered = begun && (await lockDelivered(tx, begun, transaction))
  const payment = delivered && (await lockPayment(tx, event))
  if (!payment || amount <= 0 || payment.currency !== currency || delivered.currency !== currency) return
  if (payment.charged || (payment.transaction ?? transaction) !== transaction) return
  const settled = payment.state === 'succeeded'
  // Another sum than the books say, or has come under our own reference, or more taken back than is left of it: people look.
  if (delivered.amount !== amount) return
  if (settled && (amount !== payment.amount || delivered.reversed > payment.left)) return
  await matchDelivered(tx, { ...payment, reference, settled }, { delivered, transaction, now })
}

async function lockPayment(tx: Raw, { reference, transaction }: PaymentEvent): Promise<Payment | undefined> {
  const [payment] = await tx.$queryRaw<Payment[]>`
    SELECT id, company_id AS "companyId", amount::float8 AS amount, currency, state::text AS state, transaction,
      (amount - coalesce((SELECT sum(r.amount) FROM refund r WHERE r.payment_id = p.id AND r.state <> 'failed'), 0)
        - coalesce((SELECT sum(v.amount) FROM payment_reversal v WHERE v.payment_id = p.id), 0))::float8 AS left,
      EXISTS (SELECT 1 FROM payment o WHERE o.transaction = ${transaction} AND o.id <> p.id) AS charged,
      EXISTS (SELECT 1 FROM payment o WHERE o.company_id = p.company_id AND o.reference = ${transaction}
        AND o.started_by_id IS NULL AND o.id <> p.id) AS delivered
    FROM payment p WHERE reference = ${reference} AND started_by_id IS NOT NULL FOR UPDATE`
  return payment
}

type Payment = {
  id: string
  companyId: string
  amount: number
  currency: string
  state: string
  transaction: string | null
  /** What of it has not gone back. */
  left: number
  /** Whether this charge has been counted for another payment. */
  charged: boolean
  /** Whether it was delivered as money of its own. */
  delivered: boolean
}

/** Whether it is the very money that has been counted. */
const isKnown = (event: PaymentEvent, payment: Payment): boolean =>
  payment.state === 'succeeded' &&
  !payment.charged &&
  !payment.delivered &&
  payment.amount === event.amount &&
  payment.currency === event.currency &&
  (payment.transaction ?? event.transaction) === event.transaction

const whyUnmatched = ({ amount, currency }: PaymentEvent, payment: Payment | undefined) => {
  if (!payment) return 'reference'
  if (payment.currency !== currency) return 'currency'
  if (amount <= 0) return 'amount'
  return payment.charged || payment.delivered || payment.state === 'succeeded' ? 'again' : null
}
