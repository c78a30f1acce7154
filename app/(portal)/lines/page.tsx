import type { Metadata } from 'next'
import { LineList } from '@/components/subscriptions/line-list'
import { world } from '@/lib/infra/world'
import { listLineFilters, listLines } from '@/lib/subscriptions/queries'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('lines.title') }
}

export default async function LinesPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listLinesInput.parse(await searchParams)
  const [t, page, filters] = await Promise.all([
    words(),
    found(() => listLines(actor, asked, world())),
    found(() => listLineFilters(actor, world())),
  ])
  return <LineList t={t} company={actor.company.name} asked={asked} page={page} filters={filters} />
}
