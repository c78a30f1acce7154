import type { Metadata } from 'next'
import { ChangeList } from '@/components/grants/change-list'
import { PersonEditor } from '@/components/grants/person-editor'
import { PersonHead } from '@/components/grants/person-head'
import { CanSee } from '@/components/grants/sentences'
import { Why } from '@/components/grants/why'
import { foundPlaces, placeName } from '@/components/grants/wording'
import { Pager } from '@/components/ui/list/pager'
import { listChanges } from '@/lib/grants/changes/list-changes'
import { getPerson } from '@/lib/grants/queries'
import { PERSON_TABS, personPageInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { findPlaces } from '@/lib/journeys/find-places'
import { NotFound } from '@/lib/kernel/violation'
import { actorCan } from '@/lib/rights/actor'
import { scopeKey } from '@/lib/rights/scope'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { editPersonAction } from '../../actions'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.title') }
}

export default async function PersonRightsPage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const asked = personPageInput.parse({ ...(await searchParams), ...(await params) })
  const { tab } = asked
  const [matches, person] = await found(async () => {
    if (!asked.id) throw new NotFound('user')
    const matches = asked.q ? await findPlaces(actor, asked.q, context()) : []
    const only = matches.length === 1 && matches[0] ? [matches[0].scope] : []
    const more = [...only, ...(asked.on ? [asked.on] : []), ...(asked.with ? [asked.with] : [])]
    return [matches, await getPerson(actor, asked.id, context(), more, asked.skip)] as const
  })
  const wording = { ...(await loadWording(actor)), frame: person.frame }
  const { t } = wording
  const self = person.id === actor.subject.id
  const mayChange = actorCan(actor, 'right:grant') && !self && !person.mainAdministrator
  const other = !self && !person.mainAdministrator
  const links = [
    ...(actorCan(actor, 'user:view_as') && !self && !person.closed
      ? [{ href: `/rights/view?user=${person.id}`, name: t('editor.view.as') }]
      : []),
    ...(mayChange
      ? [{ href: `/rights/people/${person.id}/substitute`, name: t('editor.substitute.title') }]
      : []),
    ...(actorCan(actor, 'user:leave') && other
      ? [{ href: `/rights/people/${person.id}/leave`, name: t('editor.leave.open') }]
      : []),
  ]
  const held = new Set(['company', ...person.grants.map(({ scope }) => scopeKey(scope))])
  const { places } = person.frame
  const on = asked.on ? scopeKey(asked.on) : matches.length === 1 ? matches[0]?.key : null
  const about = places.find(({ key }) => key === on) ?? places[0]!
  const page = (skip: number) =>
    `/rights/people/${person.id}?${new URLSearchParams({ tab, ...(skip > 0 && { skip: String(skip) }) })}`
  const choices = foundPlaces(t, matches)
  return (
    <>
      <PersonHead t={t} person={person} tab={tab} tabs={PERSON_TABS} mayCopy={mayChange} links={links} />
      {tab === 'can' && (
        <PersonEditor
          wording={wording}
          person={person}
          version={person.frame.version}
          now={actor.now}
          action={mayChange ? editPersonAction : null}
          why={self ? t('editor.person.oneself') : null}
          places={places.filter(({ key, scope }) => held.has(key) || scopeKey(asked.with ?? scope) === key)}
          place={asked.with ? scopeKey(asked.with) : 'company'}
          search={{ q: asked.q, found: choices }}
        />
      )}
      {(tab === 'can' || tab === 'see') && (
        <Pager
          first={person.skip > 0 ? page(0) : null}
          next={person.next === null ? null : page(person.next)}
          words={{ first: t('editor.matrix.first_places'), more: t('editor.matrix.more_places') }}
        />
      )}
      {tab === 'see' && <CanSee wording={wording} subject={person.subject} now={actor.now} />}
      {tab === 'why' && (
        <Why
          wording={wording}
          person={person}
          asked={{
            fn: asked.fn ?? null,
            on: { key: about.key, name: placeName(wording, about.key), target: about.target },
          }}
          q={asked.q}
          found={choices}
          now={actor.now}
        />
      )}
      {tab === 'history' && (
        <ChangeList
          t={t}
          rows={(await listChanges(actor, { person: person.id }, context())).rows}
          moment={wording.moment}
        />
      )}
    </>
  )
}
