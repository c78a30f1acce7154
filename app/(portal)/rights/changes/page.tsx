import type { Metadata } from 'next'
import { ChangeList } from '@/components/grants/change-list'
import { RightsHead } from '@/components/grants/rights-tabs'
import { Pager } from '@/components/ui/list/pager'
import { listChanges } from '@/lib/grants/changes/list-changes'
import { CHANGES, listChangesInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.changes') }
}

export default async function ChangesPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listChangesInput.parse(await searchParams)
  const [{ rows, next }, { t, moment }] = await Promise.all([
    found(() => listChanges(actor, asked, context())),
    loadWording(actor),
  ])
  return (
    <>
      <RightsHead t={t} place="changes" text={t('editor.history.text')} />
      <ChangeList t={t} rows={rows} moment={moment} />
      <Pager
        first={asked.after ? '/rights/changes' : null}
        next={next && CHANGES.address('/rights/changes', { ...asked, after: next })}
        words={{ first: t('audit.newest'), more: t('audit.older') }}
      />
    </>
  )
}
