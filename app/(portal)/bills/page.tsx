import type { Metadata } from 'next'
import { BillList } from '@/components/billing/bill-list'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { getDebt, listAccounts, listBills } from '@/lib/billing/queries'
import { listBillsInput } from '@/lib/billing/schema'
import { context } from '@/lib/infra/context'
import { actorCan, reachesAll } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { loadFormat, words } from '@/lib/web/request'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('bills.title') }
}

export default async function BillsPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listBillsInput.parse(await searchParams)
  const mayPay = actorCan(actor, 'bill:pay')
  const [t, format, page, debt, accounts, payable, money] = await Promise.all([
    words(),
    loadFormat(),
    found(() => listBills(actor, asked, context())),
    found(() => getDebt(actor, context())),
    found(() => listAccounts(actor, context(), asked.account)),
    mayPay ? found(() => getDebt(actor, context(), 'bill:pay')) : null,
    mayPay ? found(() => getMoneyState(actor, context())) : null,
  ])
  return (
    <BillList
      t={t}
      format={format}
      company={actor.company.name}
      part={!reachesAll(actor, 'bill:view')}
      asked={asked}
      page={page}
      debt={debt}
      accounts={accounts}
      payable={payable?.open ?? 0}
      money={money}
    />
  )
}
