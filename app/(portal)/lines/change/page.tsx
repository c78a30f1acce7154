import type { Metadata } from 'next'
import { LinesChange } from '@/components/subscriptions/lines-change'
import { context } from '@/lib/infra/context'
import { authorize } from '@/lib/rights/actor'
import { previewLines } from '@/lib/subscriptions/lines/preview-lines'
import { previewLinesInput, selectionQuery } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { editLinesAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('lines.bulk.title') }
}

export default async function ChangeLinesPage({ searchParams }: Props) {
  const actor = await requireActor()
  const query = await searchParams
  const read = previewLinesInput.safeParse(query)
  const [t, preview] = await Promise.all([
    words(),
    found(async () => {
      authorize(actor, 'line:edit')
      const chosen = read.success && (read.data.all || read.data.id) ? read.data : null
      return (
        chosen &&
        previewLines(actor, chosen, { field: chosen.field ?? 'holder', value: chosen.value }, context())
      )
    }),
  ])
  return (
    <LinesChange
      t={t}
      selection={read.success ? selectionQuery(read.data) : []}
      field={read.success ? (read.data.field ?? null) : null}
      value={read.success ? read.data.value : ''}
      preview={preview}
      apply={editLinesAction}
    />
  )
}
