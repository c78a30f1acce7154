import type { Metadata } from 'next'
import Link from 'next/link'
import { PeopleList } from '@/components/grants/people-list'
import { RightsHead } from '@/components/grants/rights-tabs'
import { listPeople } from '@/lib/grants/people/list-people'
import { listPeopleInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { actorCan } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.title') }
}

export default async function RightsPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listPeopleInput.parse(await searchParams)
  const [page, wording] = await Promise.all([
    found(() => listPeople(actor, asked, context())),
    loadWording(actor),
  ])
  return (
    <>
      <RightsHead t={wording.t} place="people" text={wording.t('editor.text')} />
      {actorCan(actor, 'access_review:run') && (
        <p className="-mt-2 mb-4 text-right">
          <Link href="/rights/access" prefetch={false} className="link">
            {wording.t('editor.access.title')}
          </Link>
        </p>
      )}
      <PeopleList
        wording={{ ...wording, frame: page.frame }}
        asked={asked}
        rows={page.rows}
        next={page.next}
        mayChange={actorCan(actor, 'right:grant')}
      />
    </>
  )
}
