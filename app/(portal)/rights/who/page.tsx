import type { Metadata } from 'next'
import { RightsHead } from '@/components/grants/rights-tabs'
import { HolderMay } from '@/components/grants/sentences'
import { WhoForm } from '@/components/grants/who-form'
import { WhoMay } from '@/components/grants/who-may'
import { foundPlaces, permissionName, placeName } from '@/components/grants/wording'
import { Card, Note } from '@/components/ui/card'
import { findNumber } from '@/lib/grants/numbers/list-numbers'
import { listWhoMay } from '@/lib/grants/people/who-may'
import { whoMayInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { findPlaces } from '@/lib/journeys/find-places'
import { authorize } from '@/lib/rights/actor'
import { scopesOf } from '@/lib/rights/catalogue'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.who') }
}

export default async function WhoMayPage({ searchParams }: Props) {
  const actor = await requireActor()
  const { fn, on, q } = whoMayInput.parse(await searchParams)
  const [matches, answer, number] = await found(async () => {
    authorize(actor, 'right:view')
    const matches = q ? await findPlaces(actor, q, context()) : []
    const scope =
      matches.length === 1 && matches[0] ? matches[0].scope : q ? null : (on ?? { kind: 'company' as const })
    // Without a function: everything that anybody may do there.
    const asks = fn || (scope && scope.kind !== 'company')
    const answer = asks && scope ? await listWhoMay(actor, { fn: fn ?? 'line:view', scope }, context()) : null
    const number = answer && scope?.kind === 'line' ? await findNumber(actor, scope.id, context()) : null
    return [matches, answer, number] as const
  })
  const wording = await loadWording(actor)
  const { t } = wording
  const framed = answer && { ...wording, frame: answer.frame }
  return (
    <>
      <RightsHead t={t} place="who" text={t('editor.who.text')} />
      <WhoForm t={t} fn={fn ?? ''} q={q} kind={actor.subject.companyKind} found={foundPlaces(t, matches)} />
      {answer && framed && (
        <div className="grid grid-cols-1 gap-5">
          {fn && !scopesOf(fn).includes(answer.place.scope.kind) && (
            <Note tone="attention">{t('editor.who.impossible', { what: permissionName(t, fn) })}</Note>
          )}
          {number && (
            <Card title={t('editor.numbers.itself')}>
              <HolderMay wording={framed} subject={number.subject} fn={fn ?? null} now={actor.now} />
            </Card>
          )}
          <WhoMay
            wording={framed}
            title={`${fn ? permissionName(t, fn) : t('editor.why.every')}: ${placeName(framed, answer.place.key)}`}
            people={answer.people}
            more={answer.more}
            mayLook
            {...(!fn && { detail: { target: answer.place.target, now: actor.now, of: actor.subject } })}
          />
        </div>
      )}
    </>
  )
}
