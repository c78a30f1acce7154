import { recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok } from '@/lib/kernel/result'
import type { PaymentEvent } from './payment-provider'
import { settlePayment, writeDownPayment } from './settle-payment'

/**
 * Takes what the provider tells of a payment, as often as it tells it: money that came is counted once, and a failure
 * never takes it back. Its signature was checked by the door it came through, hence no actor. Resolves with `unknown`
 * for a payment that is not known, or was begun with another amount or currency.
 */
export async function takePaymentEvent(
  event: PaymentEvent,
  world: World,
): Promise<'taken' | 'known' | 'unknown'> {
  const now = world.clock()
  const result = await sqlTransaction(world, async (tx) => {
    const [payment] = await tx.$queryRaw<{ amount: number; currency: string }[]>`
      SELECT amount::float8 AS amount, currency FROM payment WHERE reference = ${event.reference} FOR UPDATE`
    if (payment?.amount !== event.amount || payment.currency !== event.currency) return ok('unknown' as const)
    if (event.outcome === 'succeeded') {
      const settled = await settlePayment(tx, event.reference, now)
      if (settled) await writeDownPayment(tx, settled, now)
      return ok(settled ? ('taken' as const) : ('known' as const))
    }
    const [failed] = await tx.$queryRaw<{ id: string; companyId: string }[]>`
      UPDATE payment SET state = 'failed', settled_at = ${now}, url = NULL
      WHERE reference = ${event.reference} AND state = 'open' RETURNING id, company_id AS "companyId"`
    if (!failed) return ok('known' as const)
    await recordAudit(tx, {
      companyId: failed.companyId,
      at: now,
      actor: { kind: 'system', id: null, name: 'payments', address: null, requestId: null },
      action: 'billing.payment_failed',
      object: { kind: 'payment', id: failed.id, name: event.reference },
    })
    return ok('taken' as const)
  })
  return result.ok ? result.value : 'unknown'
}
