import type { Metadata } from 'next'
import { cache } from 'react'
import { BillCard } from '@/components/billing/bill-card'
import { BillChanges } from '@/components/billing/bill-changes'
import { BillSums } from '@/components/billing/bill-sums'
import { billSummary, listBillChanges, listBillSums } from '@/lib/billing/bills/bill-parts'
import { getBill } from '@/lib/billing/queries'
import { billIdInput, billPartInput } from '@/lib/billing/schema'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { found, requireActor, titleOf } from '@/lib/web/actor'
import { loadFormat, screenLocale, words } from '@/lib/web/request'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Once a request: for the title and for the page. */
const billOf = cache((actor: Actor, given: string, cover?: string) => {
  const read = billIdInput.safeParse({ id: given })
  if (!read.success) throw new NotFound('bill')
  return getBill(actor, read.data.id, context(), cover)
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, { month }] = await Promise.all([words(), loadFormat()])
  const name = async (actor: Actor) => {
    const bill = await billOf(actor, (await params).id, billPartInput.parse(await searchParams).cover)
    return `${month(bill.month)}, ${bill.accountName}`
  }
  return { title: await titleOf(name, t('bills.title')) }
}

export default async function BillPage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const { by, reason, after, cover } = billPartInput.parse(await searchParams)
  const [t, format, [bill, { kinds, reasons }, changes, sums]] = await Promise.all([
    words(),
    loadFormat(),
    found(async () => {
      const bill = await billOf(actor, (await params).id, cover)
      const { id } = bill
      return Promise.all([
        bill,
        billSummary(actor, id, context()),
        by === 'changes' ? listBillChanges(actor, { id, reason, after }, context()) : null,
        by === 'centre' || by === 'line' ? listBillSums(actor, { id, by, after }, context()) : null,
      ])
    }),
  ])
  const target = { companyId: actor.subject.companyId, accountId: bill.accountId }
  const common = { t, format: format, isFirst: !after }
  return (
    <BillCard
      t={t}
      format={format}
      locale={await screenLocale()}
      bill={bill}
      part={by}
      coverIsNewest={!cover}
      mayPay={actorCan(actor, 'bill:pay', target)}
      maySchedule={actorCan(actor, 'report:schedule', target)}
    >
      {changes && <BillChanges {...common} bill={bill} reasons={reasons} reason={reason} page={changes} />}
      {by !== 'changes' && (
        <BillSums {...common} bill={bill} by={by} page={sums ?? { rows: kinds, next: null }} />
      )}
    </BillCard>
  )
}
