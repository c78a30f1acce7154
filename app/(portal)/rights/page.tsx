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
import { telling } from '@/lib/web/told'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.title') }
}

export default async function RightsPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listPeopleInput.parse(await searchParams)
  const [page, told] = await Promise.all([found(() => listPeople(actor, asked, context())), telling(actor)])
  return (
    <>
      <RightsHead t={told.t} place="people" text={told.t('editor.text')} />
      {actorCan(actor, 'access_review:run') && (
        <p className="-mt-2 mb-4 text-right">
          <Link href="/rights/access" prefetch={false} className="link">
            {told.t('editor.access.title')}
          </Link>
        </p>
      )}
      <PeopleList
        told={{ ...told, frame: page.frame }}
        asked={asked}
        rows={page.rows}
        next={page.next}
        mayChange={actorCan(actor, 'right:grant')}
      />
    </>
  )
}
