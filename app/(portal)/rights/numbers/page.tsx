import type { Metadata } from 'next'
import { NumberList } from '@/components/grants/number-list'
import { RightsHead } from '@/components/grants/rights-tabs'
import { listCentres, listNumbers } from '@/lib/grants/numbers/list-numbers'
import { listNumbersInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { actorCan } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.numbers') }
}

export default async function NumbersPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listNumbersInput.parse(await searchParams)
  const [t, page, centres] = await Promise.all([
    words(),
    found(() => listNumbers(actor, asked, context())),
    found(() => listCentres(actor, context(), asked.centre)),
  ])
  return (
    <>
      <RightsHead t={t} place="numbers" text={t('numbers.text')} />
      <NumberList
        t={t}
        asked={asked}
        centres={centres}
        rows={page.rows}
        next={page.next}
        company={page.company}
        mayChange={actorCan(actor, 'number_ceiling:edit')}
      />
    </>
  )
}
