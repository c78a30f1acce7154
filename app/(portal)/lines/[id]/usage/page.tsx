import type { Metadata } from 'next'
import { UsageList } from '@/components/billing/usage-list'
import { listUsage } from '@/lib/billing/reports/line-costs'
import { listUsageInput } from '@/lib/billing/schema'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { NotFound } from '@/lib/kernel/violation'
import { actorCan } from '@/lib/rights/actor'
import { getLine, lineTarget } from '@/lib/subscriptions/queries'
import { lineIdInput } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { loadFormat, screenLocale, words } from '@/lib/web/request'
import { askUsageAction } from '../../actions'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('usage.title') }
}

export default async function UsagePage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const read = lineIdInput.safeParse(await params)
  const query = await searchParams
  const asked = listUsageInput.parse(query)
  const [t, format, locale, [page, line]] = await Promise.all([
    words(),
    loadFormat(),
    screenLocale(),
    found(async () => {
      if (!read.success) throw new NotFound('line')
      return Promise.all([
        listUsage(actor, read.data.id, asked, context()),
        getLine(actor, read.data.id, context()),
      ])
    }),
  ])
  const mayTake = actorCan(actor, 'usage:export', lineTarget(actor, line))
  return (
    <UsageList
      t={t}
      format={format}
      moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
      lineId={line.id}
      page={page}
      asked={asked}
      take={mayTake ? { ask: query.ask ? askUsageAction : null, again: query.ask === 'again' } : null}
    />
  )
}
