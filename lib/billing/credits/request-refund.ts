import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { newId } from '@/lib/kernel/id'
import { decimalAmount } from '@/lib/kernel/money'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { announce } from '../messages'
import { refundInput } from '../schema'
import { inReach } from './credits'

/**
 * Asks for what of an online payment has come over for one billing account to be sent back to where it was paid from: it is no credit any more from
 * then on (trigger payment_adds_up). The provider is asked by the worker. Refuses where there is none, or it was not paid online.
 */
export const requestRefund = operation({
  key: 'billing.request_refund',
  permission: 'bill:pay',
  input: refundInput,
  audit: ['billing.refund_requested'],
  announces: ['billing.refund_due'],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    const now = context.clock()
    return sqlTransaction(context, async (tx) => {
      // Whoever waited here must see what the one before has left: hence two statements.
      await tx.$executeRaw`
        SELECT 1 FROM payment WHERE company_id = ${companyId}::uuid AND id = ${input.payment}::uuid FOR UPDATE`
      const [payment] = await tx.$queryRaw<Credit[]>`
        SELECT p.id, p.reference, s.credit::float8 AS credit, p.currency
        FROM payment_share s JOIN payment p ON p.id = s.payment_id
        WHERE s.payment_id = ${input.payment}::uuid AND s.billing_account_id = ${input.account}::uuid AND s.credit > 0
          AND p.started_by_id IS NOT NULL AND ${inReach(actor, Prisma.sql`s.billing_account_id`)}`
      if (!payment) return refuse('bills.no_credit')
      const id = newId()
      await tx.$executeRaw`
        INSERT INTO refund (id, company_id, payment_id, billing_account_id, amount, currency, state, requested_by_id,
          requested_at)
        VALUES (${id}::uuid, ${companyId}::uuid, ${payment.id}::uuid, ${input.account}::uuid, ${payment.credit},
          ${payment.currency}, 'requested', ${actor.subject.id}::uuid, ${now})`
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
  },
})

type Credit = { id: string; reference: string; credit: number; currency: string }
