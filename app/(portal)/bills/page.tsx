import type { Metadata } from 'next'
import { BillList } from '@/components/billing/bill-list'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { getDebt, listAccounts, listBills } from '@/lib/billing/queries'
import { listBillsInput } from '@/lib/billing/schema'
import { world } from '@/lib/infra/world'
import { actorCan, reachesAll } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { told, words } from '@/lib/web/request'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('bills.title') }
}

export default async function BillsPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listBillsInput.parse(await searchParams)
  const mayPay = actorCan(actor, 'bill:pay')
  const [t, amounts, page, debt, accounts, payable, money] = await Promise.all([
    words(),
    told(),
    found(() => listBills(actor, asked, world())),
    found(() => getDebt(actor, world())),
    found(() => listAccounts(actor, world(), asked.account)),
    mayPay ? found(() => getDebt(actor, world(), 'bill:pay')) : null,
    mayPay ? found(() => getMoneyState(actor, world())) : null,
  ])
  return (
    <BillList
      t={t}
      told={amounts}
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
