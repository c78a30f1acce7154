import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { buttonClass } from '@/components/ui/button-class'
import { Card, PageHead } from '@/components/ui/card'
import { context } from '@/lib/infra/context'
import { requireDemo } from '@/lib/web/demo'
import { loadFormat, words } from '@/lib/web/request'
import { demoPaymentAction } from './actions'

type Props = { params: Promise<{ reference: string }>; searchParams: Promise<{ returnTo?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('dev.pay') }
}

/** The pages of the sandbox provider: where a real one would ask for a card. */
export default async function DemoPaymentPage({ params, searchParams }: Props) {
  await requireDemo()
  const [{ reference }, { returnTo = '' }, t, format] = await Promise.all([
    params,
    searchParams,
    words(),
    loadFormat(),
  ])
  const payment = await context().db.payment.findFirst({
    where: { reference, startedById: { not: null } },
    select: { amount: true },
  })
  if (!payment) notFound()
  return (
    <div className="mx-auto max-w-md">
      <PageHead title={t('dev.pay')} text={t('dev.pay_text')} />
      <Card>
        <p className="mb-5 font-semibold text-3xl tabular-nums">{format.money(Number(payment.amount))}</p>
        <form action={demoPaymentAction} className="flex flex-wrap gap-3">
          <input type="hidden" name="reference" value={reference} />
          <input type="hidden" name="returnTo" value={returnTo} />
          <button type="submit" name="outcome" value="succeeded" className={buttonClass('main')}>
            {t('dev.pay_yes')}
          </button>
          <button type="submit" name="outcome" value="failed" className={buttonClass('quiet')}>
            {t('dev.pay_no')}
          </button>
        </form>
      </Card>
    </div>
  )
}
