import type { Metadata } from 'next'
import { AskRight } from '@/components/approvals/ask-right'
import { getAskedPlace } from '@/lib/grants/queries'
import { whoMayInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
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
  const scope = on ?? ({ kind: 'company' } as const)
  const [t, place] = await Promise.all([
    words(),
    found(async () => {
      if (!fn) throw new NotFound('function')
      return getAskedPlace(actor, scope, context())
    }),
  ])
  return <AskRight t={t} fn={fn!} on={scopeKey(scope)} place={place} action={askRightAction} />
}
