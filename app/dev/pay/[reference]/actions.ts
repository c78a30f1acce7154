'use server'

import { redirect } from 'next/navigation'
import { context } from '@/lib/infra/context'
import { formOf } from '@/lib/web/action'
import { requireDemo } from '@/lib/web/demo'
import { demoPayments } from '@/lib/web/payments'

/** What somebody decides at the sandbox: told to the portal as a real provider would, then back there. */
export async function demoPaymentAction(sent: FormData): Promise<void> {
  await requireDemo()
  const form = formOf(sent)
  const reference = String(form.get('reference') ?? '')
  const payment = await context().db.payment.findFirst({
    where: { reference, startedById: { not: null } },
    select: { amount: true, currency: true },
  })
  if (!payment) redirect('/bills')
  const outcome = form.get('outcome') === 'succeeded' ? 'succeeded' : 'failed'
  const { amount, currency } = payment
  // The page charges a payment once, however often its button is pressed.
  const event = { reference, transaction: reference, outcome, amount: Number(amount), currency } as const
  await demoPayments().tell(event, context().clock())
  const back = String(form.get('returnTo') ?? '')
  const own = URL.canParse(back) && new URL(back).origin === context().portal.origin
  redirect(own ? new URL(back).pathname + new URL(back).search : '/bills')
}
