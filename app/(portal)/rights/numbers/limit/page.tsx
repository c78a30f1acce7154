import type { Metadata } from 'next'
import { LimitForm } from '@/components/grants/numbers'
import { RightsHead } from '@/components/grants/rights-tabs'
import { Card } from '@/components/ui/card'
import { describeNumbers } from '@/lib/grants/list-numbers'
import { chosenInput } from '@/lib/grants/schema'
import { world } from '@/lib/infra/world'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { limitNumbersAction } from '../../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.numbers.limit') }
}

export default async function LimitNumbersPage({ searchParams }: Props) {
  const actor = await requireActor()
  const chosen = chosenInput.parse(await searchParams)
  const [t, about] = await Promise.all([
    words(),
    found(async () => {
      authorize(actor, 'number_ceiling:edit')
      return describeNumbers(actor, chosen, world())
    }),
  ])
  const hidden: Record<string, string> = chosen.company
    ? { company: 'on' }
    : chosen.all === undefined
      ? { numbers: chosen.id.join(' ') }
      : { all: chosen.all }
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
