'use server'

import { redirect } from 'next/navigation'
import type { PaymentProvider } from '@/lib/billing/payment-provider'
import { requestRefund } from '@/lib/billing/request-refund'
import { resumePayment } from '@/lib/billing/resume-payment'
import { paymentInput, refundInput, spendCreditInput, startPaymentInput } from '@/lib/billing/schema'
import { spendCredit } from '@/lib/billing/spend-credit'
import { startPayment } from '@/lib/billing/start-payment'
import type { World } from '@/lib/infra/world'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { action } from '@/lib/web/action'
import { paymentProvider } from '@/lib/web/payments'
import { shownAgain } from '@/lib/web/shown-again'

type Online<In> = (
  actor: Actor,
  input: In,
  world: World,
  provider: PaymentProvider,
) => Promise<Result<{ url: string }>>

/** @throws NotFound where the operator takes no payments online: no page offers what needs a provider. */
async function requireProvider(): Promise<PaymentProvider> {
  const provider = await paymentProvider()
  if (!provider) throw new NotFound('no provider of payments')
  return provider
}

/** Pays at the provider. */
const online = <In>(pay: Online<In>) =>
  shownAgain(async (actor: Actor, input: In, world: World) =>
    pay(actor, input, world, await requireProvider()),
  )

export const startPaymentAction = action(startPaymentInput, online(startPayment), ({ url }) => redirect(url))
export const resumePaymentAction = action(paymentInput, online(resumePayment), ({ url }) => redirect(url))
export const spendCreditAction = action(spendCreditInput, spendCredit, () => redirect('/bills/pay'))
export const refundAction = action(
  refundInput,
  async (...[actor, input, world]: Parameters<typeof requestRefund>) => {
    await requireProvider()
    return requestRefund(actor, input, world)
  },
  () => redirect('/bills/pay'),
)
