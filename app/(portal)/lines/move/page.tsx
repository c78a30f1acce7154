import type { Metadata } from 'next'
import { LinesMove } from '@/components/subscriptions/lines-move'
import { context } from '@/lib/infra/context'
import { authorize } from '@/lib/rights/actor'
import { previewMove } from '@/lib/subscriptions/moves/preview-move'
import { listLineFilters } from '@/lib/subscriptions/queries'
import { previewMoveInput, selectionQuery } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { moveLinesAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('lines.move.title') }
}

export default async function MoveLinesPage({ searchParams }: Props) {
  const actor = await requireActor()
  const read = previewMoveInput.safeParse(await searchParams)
  const asked = read.success && (read.data.all || read.data.id) ? read.data : null
  const [t, [preview, filters]] = await Promise.all([
    words(),
    found(async () => {
      authorize(actor, 'line:edit')
      return Promise.all([asked && previewMove(actor, asked, context()), listLineFilters(actor, context())])
    }),
  ])
  return (
    <LinesMove
      t={t}
      selection={asked ? selectionQuery(asked) : []}
      asked={{ to: asked?.to ?? '', name: asked?.name ?? '' }}
      centres={filters.centres}
      preview={preview}
      apply={moveLinesAction}
    />
  )
}
