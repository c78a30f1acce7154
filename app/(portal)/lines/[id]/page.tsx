import type { Metadata } from 'next'
import { LineCard } from '@/components/subscriptions/line-card'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { actorCan } from '@/lib/rights/actor'
import { getLine } from '@/lib/subscriptions/queries'
import { lineIdInput } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { screenLocale, words } from '@/lib/web/request'
import { editLineAction } from '../actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('lines.title') }
}

export default async function LinePage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const line = await found(async () => {
    const asked = lineIdInput.safeParse(await params)
    if (!asked.success) throw new NotFound('line')
    return getLine(actor, asked.data.id, world())
  })
  const [t, locale, { done }] = await Promise.all([words(), screenLocale(), searchParams])
  return (
    <LineCard
      t={t}
      line={line}
      moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
      saved={done === 'saved'}
      edit={actorCan(actor, 'line:edit') ? editLineAction : null}
    />
  )
}
