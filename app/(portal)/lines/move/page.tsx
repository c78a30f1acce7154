import type { Metadata } from 'next'
import { LinesMove } from '@/components/subscriptions/lines-move'
import { world } from '@/lib/infra/world'
import { authorize } from '@/lib/rights/actor'
import { previewMove } from '@/lib/subscriptions/preview-move'
import { listLineFilters } from '@/lib/subscriptions/queries'
import { previewMoveInput } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { moveLinesAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('lines.move.title') }
}

export default async function MoveLinesPage({ searchParams }: Props) {
  const actor = await requireActor()
  const query = await searchParams
  const read = previewMoveInput.safeParse(query)
  const asked = read.success && (read.data.all || read.data.id) ? read.data : null
  const [t, [preview, filters]] = await Promise.all([
    words(),
    found(async () => {
      authorize(actor, 'line:edit')
      return Promise.all([asked && previewMove(actor, asked, world()), listLineFilters(actor, world())])
    }),
  ])
  const selection = new URLSearchParams(
    Object.entries(query)
      .filter(([name]) => name !== 'to' && name !== 'name')
      .flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each])),
  )
  return (
    <LinesMove
      t={t}
      selection={[...selection]}
      asked={{ to: asked?.to ?? '', name: asked?.name ?? '' }}
      centres={filters.centres}
      preview={preview}
      apply={moveLinesAction}
    />
  )
}
