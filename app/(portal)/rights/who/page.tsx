import type { Metadata } from 'next'
import { RightsHead } from '@/components/grants/rights-tabs'
import { foundPlaces, functionName, placeName } from '@/components/grants/told'
import { WhoForm } from '@/components/grants/who-form'
import { WhoMay } from '@/components/grants/who-may'
import { findPlaces } from '@/lib/grants/queries'
import { whoMayInput } from '@/lib/grants/schema'
import { listWhoMay } from '@/lib/grants/who-may'
import { world } from '@/lib/infra/world'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { telling } from '@/lib/web/told'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.who') }
}

export default async function WhoMayPage({ searchParams }: Props) {
  const actor = await requireActor()
  const { fn, on, q } = whoMayInput.parse(await searchParams)
  const [matches, answer] = await found(async () => {
    authorize(actor, 'right:view')
    const matches = q ? await findPlaces(actor, q, world()) : []
    const scope =
      matches.length === 1 && matches[0] ? matches[0].scope : q ? null : (on ?? { kind: 'company' as const })
    return [matches, fn && scope ? await listWhoMay(actor, { fn, scope }, world()) : null] as const
  })
  const told = await telling(actor)
  const { t } = told
  const framed = answer && { ...told, frame: answer.frame }
  return (
    <>
      <RightsHead t={t} place="who" text={t('editor.who.text')} />
      <WhoForm t={t} fn={fn ?? ''} q={q} kind={actor.subject.companyKind} found={foundPlaces(t, matches)} />
      {fn && answer && framed && (
        <WhoMay
          told={framed}
          title={`${functionName(t, fn)}: ${placeName(framed, answer.place.key)}`}
          people={answer.people}
          more={answer.more}
          mayLook
        />
      )}
    </>
  )
}
