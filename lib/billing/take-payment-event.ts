import { recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok } from '@/lib/kernel/result'
import type { PaymentEvent } from './payment-provider'
import { PAYMENTS, settlePayment, writeDownPayment } from './settle-payment'
import { recordUnmatchedPayment } from './unmatched-payment'

/** `unmatched`: the money has come and a person has to find out what it is for; `unknown`: no money, and no payment of ours. */
export type EventAnswer = 'taken' | 'known' | 'unmatched' | 'unknown'

/**
 * Applies what the provider reports of a payment, as often and in whichever order it reports it: money that came is counted
 * once, also late and after a failure, and a failure never takes it back. What came counts, not what was asked for. Money
 * that cannot be counted (of no payment of ours, in another currency) is kept for the operator's staff, who are notified.
 * Its signature was checked by the door it came through, hence no actor.
 */
export async function takePaymentEvent(event: PaymentEvent, world: World): Promise<EventAnswer> {
  const now = world.clock()
  const result = await sqlTransaction(world, async (tx) => {
    const [payment] = await tx.$queryRaw<Known[]>`
      SELECT id, company_id AS "companyId", currency, state::text AS state FROM payment
      WHERE reference = ${event.reference} AND started_by_id IS NOT NULL FOR UPDATE`
    if (event.outcome === 'succeeded') {
      const reason = whyUnmatched(event, payment)
      if (reason) return ok(await recordUnmatchedPayment(tx, event, { payment, reason, now }))
      const settled = await settlePayment(tx, { payment: payment!.id, amount: event.amount, at: now })
      if (settled) await writeDownPayment(tx, settled, now)
      return ok(settled ? ('taken' as const) : ('known' as const))
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
      object: { kind: 'payment', id, name: event.reference },
    })
    return ok('taken' as const)
  })
  return result.ok ? result.value : 'unknown'
}

type Known = { id: string; companyId: string; currency: string; state: string }

const whyUnmatched = ({ amount, currency }: PaymentEvent, payment: Known | undefined) => {
  if (!payment) return 'reference'
  if (payment.currency !== currency) return 'currency'
  return amount > 0 ? null : 'amount'
}
