import { auditActor, recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { newId } from '@/lib/kernel/id'
import { decimalAmount } from '@/lib/kernel/money'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { inReach } from './credits'
import { announce } from './messages'

/**
 * Asks for what of an online payment has come over to be sent back to where it was paid from: it is no credit any more from
 * then on (trigger payment_adds_up). The provider is asked by the worker. Refuses where there is none, or it was not paid online.
 */
export async function requestRefund(
  actor: Actor,
  input: { payment: string },
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'bill:pay')
  const { companyId } = actor.subject
  const now = world.clock()
  return sqlTransaction(world, async (tx) => {
    const [payment] = await tx.$queryRaw<Credit[]>`
      SELECT p.id, p.reference, p.credit::float8 AS credit, p.currency FROM payment p
      WHERE p.id = ${input.payment}::uuid AND p.credit > 0 AND p.started_by_id IS NOT NULL AND ${inReach(actor)}
      FOR UPDATE`
    if (!payment) return refuse('bills.no_credit')
    const id = newId()
    await tx.$executeRaw`
      INSERT INTO refund (id, company_id, payment_id, amount, currency, state, requested_by_id, requested_at)
      VALUES (${id}::uuid, ${companyId}::uuid, ${payment.id}::uuid, ${payment.credit}, ${payment.currency}, 'requested',
        ${actor.subject.id}::uuid, ${now})`
    await announce(tx, companyId, { kind: 'billing.refund_due', payload: { refundId: id } }, now)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'billing.refund_requested',
      object: { kind: 'payment', id: payment.id, name: payment.reference },
      after: { amount: `${decimalAmount(payment.credit)} ${payment.currency}` },
    })
    return ok({ id })
  })
}

type Credit = { id: string; reference: string; credit: number; currency: string }
