import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'
import { decimalAmount } from '@/lib/kernel/money'
import { announce } from '../messages'
import type { PaymentEvent } from './payment-provider'
import { PAYMENTS } from './settle-payment'

type About = {
  /** The payment it names, if there is one. */
  payment: { id: string; companyId: string } | undefined
  reason: 'reference' | 'currency' | 'amount' | 'again'
  now: Date
}

/**
 * Keeps money that came and cannot be counted by itself, once however often it is reported: the operator's staff are notified,
 * and it stands in the company's audit where the company is known. In the caller's transaction, at its end.
 */
export async function recordUnmatchedPayment(
  tx: Raw,
  { reference, transaction, amount, currency }: PaymentEvent,
  { payment, reason, now }: About,
): Promise<'unmatched'> {
  const id = newId()
  const companyId = payment?.companyId ?? null
  const added = await tx.$executeRaw`
    INSERT INTO unmatched_payment (id, company_id, reference, transaction, amount, currency, reason, received_at)
    VALUES (${id}::uuid, ${companyId}::uuid, ${reference}, ${transaction}, ${amount}, ${currency},
      ${reason}::unmatched_reason, ${now})
    ON CONFLICT (reference, transaction, currency, amount) DO NOTHING`
  if (added === 0) return 'unmatched'
  await announce(tx, companyId, { kind: 'billing.payment_unmatched', payload: { unmatchedId: id } }, now)
  if (payment)
    await recordAudit(tx, {
      companyId: payment.companyId,
      at: now,
      actor: PAYMENTS,
      action: 'billing.payment_unmatched',
      object: { kind: 'payment', id: payment.id, name: reference },
      after: { amount: `${decimalAmount(amount)} ${currency}` },
    })
  return 'unmatched'
}
