import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { decimalAmount } from '@/lib/kernel/money'
import { ok } from '@/lib/kernel/result'
import type { PaymentProvider } from '../payments/payment-provider'
import { PAYMENTS } from '../payments/settle-payment'

/** A refund, as the worker tells whoever asked for it. */
export type SentRefund = {
  companyId: string
  paymentId: string
  /** Whose credit it is. */
  accountId: string
  reference: string
  amount: number
  currency: string
  state: 'requested' | 'succeeded' | 'failed'
  requestedById: string
}

/**
 * Has the provider send a refund, once however often it runs; what it cannot send is credit again (trigger
 * payment_adds_up). The worker calls it, hence no actor. Resolves with how the refund stands then, null for none. @throws
 * what the provider throws, since its answer is not final, and Error where there is no provider: a process that knows none
 * cannot say that the money did not go. It is asked for again.
 */
export async function sendRefund(
  id: string,
  context: Context,
  provider: PaymentProvider | null,
): Promise<SentRefund | null> {
  const refund = await find(id, context)
  if (refund?.state !== 'requested') return refund
  if (!provider) throw new Error(`no provider of payments to send refund ${id}`)
  const { reference, amount, currency, companyId, paymentId } = refund
  const asked = { id, reference, amount, currency }
  const went = await provider.refund(asked)
  const now = context.clock()
  await sqlTransaction(context, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM payment WHERE id = ${paymentId}::uuid FOR UPDATE`
    // What the operator's books have told as sent has gone, whatever the provider says.
    const [settled] = await tx.$queryRaw<{ state: 'succeeded' | 'failed' }[]>`
      UPDATE refund SET settled_at = ${now},
        state = CASE WHEN ${went} OR booked_as IS NOT NULL THEN 'succeeded' ELSE 'failed' END::refund_state
      WHERE id = ${id}::uuid AND state = 'requested' RETURNING state::text AS state`
    if (!settled) return ok(null)
    const fact = {
      companyId,
      at: now,
      actor: PAYMENTS,
      object: { kind: 'payment', id: paymentId, name: reference },
      after: { amount: `${decimalAmount(amount)} ${currency}` },
    }
    await (settled.state === 'failed'
      ? recordAudit(tx, { ...fact, action: 'billing.refund_failed' })
      : recordAudit(tx, { ...fact, action: 'billing.refund_sent' }))
    return ok(null)
  })
  return find(id, context)
}

async function find(id: string, context: Context): Promise<SentRefund | null> {
  const [found] = await context.sql.$queryRaw<SentRefund[]>`
    SELECT r.company_id AS "companyId", r.payment_id AS "paymentId",
      coalesce(r.billing_account_id, p.billing_account_id) AS "accountId", p.reference, r.amount::float8 AS amount, r.currency,
      r.state::text AS state, r.requested_by_id AS "requestedById"
    FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.id = ${id}::uuid`
  return found ?? null
}
