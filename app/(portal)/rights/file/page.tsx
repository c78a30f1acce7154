import type { Metadata } from 'next'
import { RightsFile } from '@/components/grants/rights-file'
import { RightsHead } from '@/components/grants/rights-tabs'
import { actorCan, authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { screenLocale, words } from '@/lib/web/request'
import { importRightsAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.file') }
}

export default async function RightsFilePage() {
  const actor = await requireActor()
  await found(async () => authorize(actor, 'right:view'))
  const t = await words()
  return (
    <>
      <RightsHead t={t} place="file" text={t('editor.file.text')} />
      <RightsFile
        t={t}
        locale={await screenLocale()}
        bring={actorCan(actor, 'right:grant') ? importRightsAction : null}
      />
    </>
  )
}
