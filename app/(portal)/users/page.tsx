import type { Metadata } from 'next'
import { UserList } from '@/components/company/user-list'
import { listUsers } from '@/lib/company/queries'
import { listUsersInput } from '@/lib/company/schema'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { actorCan } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { screenLocale, words } from '@/lib/web/request'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('users.title') }
}

export default async function UsersPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listUsersInput.parse(await searchParams)
  const [t, locale, page] = await Promise.all([
    words(),
    screenLocale(),
    found(() => listUsers(actor, asked, context())),
  ])
  const moment = { locale, timeZone: env().MARKET.timeZone, now: actor.now }
  const may = { create: actorCan(actor, 'user:create') }
  return <UserList t={t} company={actor.company.name} asked={asked} page={page} moment={moment} may={may} />
}
