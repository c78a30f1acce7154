import type { Metadata } from 'next'
import { AuditList } from '@/components/audit/audit-list'
import { listAudit } from '@/lib/audit/queries'
import { listAuditInput } from '@/lib/audit/schema'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { found, requireActor } from '@/lib/web/actor'
import { screenLocale, words } from '@/lib/web/request'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('audit.title') }
}

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listAuditInput.parse(await searchParams)
  const [t, locale, page] = await Promise.all([
    words(),
    screenLocale(),
    found(() => listAudit(actor, asked, context())),
  ])
  const moment = { locale, timeZone: env().MARKET.timeZone, now: actor.now }
  return <AuditList t={t} company={actor.company.name} asked={asked} page={page} moment={moment} />
}
