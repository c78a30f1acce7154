import type { Metadata } from 'next'
import { ChangeMany } from '@/components/grants/change-many'
import { RightsHead } from '@/components/grants/rights-tabs'
import { chosenPeople } from '@/lib/grants/changes/change-many'
import { takenPeople } from '@/lib/grants/changes/taken'
import { getNames } from '@/lib/grants/queries'
import { chosenInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { filterQuery } from '@/lib/web/query'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { changeManyAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.title') }
}

export default async function ChangeRightsPage({ searchParams }: Props) {
  const actor = await requireActor()
  const query = await searchParams
  const chosen = chosenInput.parse(query)
  const [{ people, all }, wording] = await Promise.all([
    found(async () => {
      authorize(actor, 'right:grant')
      const all = chosen.all && filterQuery(takenPeople, query)
      return { people: await chosenPeople(actor, { people: chosen.id.join(' '), all }, context()), all }
    }),
    loadWording(actor),
  ])
  const { names, frame } = await found(() => getNames(actor, people, context()))
  return (
    <>
      <RightsHead t={wording.t} place="people" text={wording.t('editor.many.text')} />
      <ChangeMany
        wording={{ ...wording, frame }}
        chosen={{ ids: all === undefined ? people.join(' ') : '', names, count: people.length }}
        all={all ?? null}
        mode={query.mode === 'copy' ? 'copy' : 'give'}
        places={frame.places}
        kind={actor.subject.companyKind}
        action={changeManyAction}
      />
    </>
  )
}
