import type { Raw } from '@/lib/infra/db'
import { enqueue } from '@/lib/outbox/enqueue'

/** What this room announces; lib/jobs/billing.ts tells it. */
export type BillingMessage =
  | { kind: 'billing.copy_due'; payload: { scheduleId: string; billId: string } }
  | { kind: 'billing.report_due'; payload: { scheduleId: string } }
  /** Of a payment, or of the one that stands for a credit note, something is credit. */
  | { kind: 'billing.overpaid'; payload: { paymentId: string } }
  | {
      kind: 'billing.bills_covered'
      /** `amount`: less than nothing where money has gone to a bill that is due earlier. */
      payload: { accountId: string; bills: { billId: string; amount: number }[]; more: number }
    }
  | { kind: 'billing.payment_reversed'; payload: { paymentId: string; accountId: string; amount: number } }
  | { kind: 'billing.payment_unmatched'; payload: { unmatchedId: string } }
  /** `file`: what kind of file it was. */
  | {
      kind: 'billing.delivery_failed'
      payload: { deliveryId: string; system: string; file: string; attempts: number; until: string }
    }
  | { kind: 'billing.refund_due'; payload: { refundId: string } }

/** Enqueues one of this room's messages. */
export const announce = (
  tx: Raw,
  companyId: string | null,
  message: BillingMessage,
  at: Date,
): Promise<void> => enqueue(tx, { companyId, ...message }, at)
