import { operation } from '@/lib/contract/operation'
import type { Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { paymentInput } from '../schema'
import { findOpenPayment, openAtProvider } from './open-payments'
import type { PaymentProvider } from './payment-provider'

/**
 * Goes on with a payment that somebody of the company has begun: it is made once, whoever makes it. Refuses where it is
 * over, or for bills out of reach.
 */
export const resumePayment = operation({
  key: 'billing.resume_payment',
  permission: 'bill:pay',
  input: paymentInput,
  audit: [],
  run: async (actor, input, context, provider: PaymentProvider): Promise<Result<{ url: string }>> => {
    const payment = await findOpenPayment(context.sql, actor, input.payment, context.clock())
    return payment ? openAtProvider(payment, context, provider) : refuse('bills.payment_over')
  },
})
