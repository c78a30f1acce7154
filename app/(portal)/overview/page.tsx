import type { Metadata } from 'next'
import { Overview } from '@/components/company/overview'
import { countUsers } from '@/lib/company/queries'
import { world } from '@/lib/infra/world'
import { actorCan } from '@/lib/rights/actor'
import { requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { NumberOverview } from './number-overview'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('nav.overview') }
}

export default async function OverviewPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor()
  if (actor.subject.kind === 'number') return <NumberOverview actor={actor} searchParams={searchParams} />
  const [t, counts] = await Promise.all([
    words(),
    actorCan(actor, 'user:view') ? countUsers(actor, world()) : null,
  ])
  return (
    <Overview
      t={t}
      name={actor.fullName}
      company={actor.company.name}
      factors={actor.session.factors}
      counts={counts}
      may={{ create: actorCan(actor, 'user:create'), audit: actorCan(actor, 'audit:view') }}
    />
  )
}
