'use server'

import { redirect } from 'next/navigation'
import { startPaymentInput } from '@/lib/billing/schema'
import { startPayment } from '@/lib/billing/start-payment'
import { NotFound } from '@/lib/kernel/violation'
import { action } from '@/lib/web/action'
import { paymentProvider } from '@/lib/web/payments'

export const startPaymentAction = action(
  startPaymentInput,
  async (actor, input, world) => {
    const provider = await paymentProvider()
    if (!provider) throw new NotFound('no provider of payments')
    return startPayment(actor, input, world, provider)
  },
  ({ url }) => redirect(url),
)
