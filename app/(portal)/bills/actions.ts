'use server'

import { redirect } from 'next/navigation'
import { requestRefund } from '@/lib/billing/credits/request-refund'
import { spendCredit } from '@/lib/billing/credits/spend-credit'
import type { PaymentProvider } from '@/lib/billing/payments/payment-provider'
import { resumePayment } from '@/lib/billing/payments/resume-payment'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { NotFound } from '@/lib/kernel/violation'
import { action } from '@/lib/web/action'
import { paymentProvider } from '@/lib/web/payments'

/** @throws NotFound where the operator takes no payments online: no page offers what needs a provider. */
async function requireProvider(): Promise<PaymentProvider> {
  const provider = await paymentProvider()
  if (!provider) throw new NotFound('no provider of payments')
  return provider
}

/** Paid at the provider; what is refused is shown with how things are by now. */
const online = {
  showsAgain: true,
  needs: async (): Promise<[PaymentProvider]> => [await requireProvider()],
} as const

export const startPaymentAction = action(startPayment, ({ url }) => redirect(url), online)
export const resumePaymentAction = action(resumePayment, ({ url }) => redirect(url), online)
export const spendCreditAction = action(spendCredit, () => redirect('/bills/pay'))
/** It is sent back by the worker. */
export const refundAction = action(requestRefund, () => redirect('/bills/pay'), {
  needs: async (): Promise<[]> => {
    await requireProvider()
    return []
  },
})
