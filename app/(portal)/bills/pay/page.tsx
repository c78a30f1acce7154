import type { Metadata } from 'next'
import { Pay } from '@/components/billing/pay'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { findPayment, getPaying } from '@/lib/billing/payments/pay-queries'
import { billIdInput } from '@/lib/billing/schema'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireActor } from '@/lib/web/actor'
import { paymentProvider } from '@/lib/web/payments'
import { loadFormat, words } from '@/lib/web/request'
import { refundAction, resumePaymentAction, spendCreditAction, startPaymentAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('bills.pay.title') }
}

export default async function PayPage({ searchParams }: Props) {
  const actor = await requireActor()
  const { bill, payment } = await searchParams
  const made = typeof payment === 'string' ? await found(() => findPayment(actor, payment, context())) : null
  // Whoever comes back from the payment of one bill is still asked for that one, not for everything.
  const about = bill ?? made?.billId ?? undefined
  const asked = billIdInput.safeParse({ id: about })
  const [t, format, paying, money, provider] = await Promise.all([
    words(),
    loadFormat(),
    found(() => {
      if (about !== undefined && !asked.success) throw new NotFound('bill')
      return getPaying(actor, asked.success ? asked.data.id : null, context())
    }),
    found(() => getMoneyState(actor, context(), asked.success ? asked.data.id : undefined)),
    paymentProvider(),
  ])
  return (
    <Pay
      t={t}
      format={format}
      paying={paying}
      money={money}
      made={made}
      online={provider && { start: startPaymentAction, resume: resumePaymentAction }}
      credit={{ spend: spendCreditAction, refund: provider && refundAction }}
    />
  )
}
