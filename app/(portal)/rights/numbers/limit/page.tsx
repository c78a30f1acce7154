import type { Metadata } from 'next'
import { LimitForm } from '@/components/grants/numbers'
import { RightsHead } from '@/components/grants/rights-tabs'
import { Card } from '@/components/ui/card'
import { takenNumbers } from '@/lib/grants/changes/taken'
import { describeNumbers } from '@/lib/grants/numbers/list-numbers'
import { chosenInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { filterQuery } from '@/lib/web/query'
import { words } from '@/lib/web/request'
import { limitNumbersAction } from '../../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.numbers.limit') }
}

export default async function LimitNumbersPage({ searchParams }: Props) {
  const actor = await requireActor()
  const query = await searchParams
  const chosen = chosenInput.parse(query)
  const [t, { about, all }] = await Promise.all([
    words(),
    found(async () => {
      authorize(actor, 'number_ceiling:edit')
      const all = chosen.all && filterQuery(takenNumbers, query)
      return { about: await describeNumbers(actor, { ...chosen, all }, context()), all }
    }),
  ])
  const hidden: Record<string, string> = chosen.company
    ? { company: 'on' }
    : all === undefined
      ? { numbers: chosen.id.join(' ') }
      : { all }
  return (
    <>
      <RightsHead t={t} place="numbers" />
      <div className="grid max-w-3xl gap-5">
        <Card
          title={
            chosen.company ? t('editor.numbers.all') : t('editor.numbers.chosen', { count: about.count })
          }
        >
          <p className="text-soft">
            {about.names.join(', ')}
            {about.count > about.names.length && ' …'}
          </p>
        </Card>
        <Card title={t('editor.numbers.limit')}>
          <LimitForm
            t={t}
            left={about.left}
            version={about.version}
            hidden={hidden}
            action={limitNumbersAction}
          />
        </Card>
      </div>
    </>
  )
}
