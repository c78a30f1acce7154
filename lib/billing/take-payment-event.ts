import { recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok } from '@/lib/kernel/result'
import type { PaymentEvent } from './payment-provider'
import { PAYMENTS, settlePayment, withCover, writeDownPayment } from './settle-payment'
import { recordUnmatchedPayment } from './unmatched-payment'

/** `unmatched`: the money has come and a person has to find out what it is for; `unknown`: no money, and no payment of ours. */
export type EventAnswer = 'taken' | 'known' | 'unmatched' | 'unknown'

/**
 * Applies what the provider reports of a payment, as often and in whichever order it reports it: money that came is counted
 * once, also late and after a failure, and a failure never takes it back. What came counts, not what was asked for. Money
 * that cannot be counted (of no payment of ours, in another currency, by another charge of what has come already) is kept
 * for the operator's staff, who are notified. Its signature was checked by the door it came through, hence no actor.
 */
export async function takePaymentEvent(event: PaymentEvent, world: World): Promise<EventAnswer> {
  const now = world.clock()
  const { reference, transaction, amount } = event
  const result = await sqlTransaction(world, async (tx) => {
    const [payment] = await tx.$queryRaw<Payment[]>`
      SELECT id, company_id AS "companyId", amount::float8 AS amount, currency, state::text AS state, transaction,
        EXISTS (SELECT 1 FROM payment o WHERE o.transaction = ${transaction} AND o.id <> p.id) AS elsewhere
      FROM payment p WHERE reference = ${reference} AND started_by_id IS NOT NULL FOR UPDATE`
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

type Payment = {
  id: string
  companyId: string
  amount: number
  currency: string
  state: string
  transaction: string | null
  /** Whether this charge has been counted for another payment. */
  elsewhere: boolean
}

/** Whether it is the very money that has been counted. */
const isKnown = (event: PaymentEvent, payment: Payment): boolean =>
  payment.state === 'succeeded' &&
  !payment.elsewhere &&
  payment.amount === event.amount &&
  payment.currency === event.currency &&
  (payment.transaction ?? event.transaction) === event.transaction

const whyUnmatched = ({ amount, currency }: PaymentEvent, payment: Payment | undefined) => {
  if (!payment) return 'reference'
  if (payment.currency !== currency) return 'currency'
  if (amount <= 0) return 'amount'
  return payment.elsewhere || payment.state === 'succeeded' ? 'again' : null
}
