import type { Metadata } from 'next'
import { AskRight } from '@/components/approvals/ask-right'
import { getPlaceNames } from '@/lib/grants/queries'
import { whoMayInput } from '@/lib/grants/schema'
import { world } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { authorize } from '@/lib/rights/actor'
import { scopeKey } from '@/lib/rights/scope'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { askRightAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('approvals.ask_title') }
}

export default async function AskRightPage({ searchParams }: Props) {
  const actor = await requireActor()
  const { fn, on } = whoMayInput.parse(await searchParams)
  const key = on ? scopeKey(on) : 'company'
  const [t, names] = await Promise.all([
    words(),
    found(async () => {
      authorize(actor, 'profile:edit')
      if (!fn) throw new NotFound('function')
      return getPlaceNames(actor, [key], world())
    }),
  ])
  return <AskRight t={t} fn={fn!} on={key} place={names.get(key) ?? ''} action={askRightAction} />
}
