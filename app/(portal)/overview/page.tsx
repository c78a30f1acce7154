import type { Metadata } from 'next'
import Link from 'next/link'
import { CostOverview, OverdueNote } from '@/components/billing/cost-overview'
import { Overview } from '@/components/company/overview'
import { Note } from '@/components/ui/card'
import { longDay } from '@/components/ui/moment'
import { countToApprove } from '@/lib/approvals/judge-requests'
import { getDebt } from '@/lib/billing/queries'
import { listReport, monthlyCost } from '@/lib/billing/reports/reports'
import { countUsers } from '@/lib/company/queries'
import { countEnding } from '@/lib/grants/people/list-people'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { type Actor, actorCan, reachesAll } from '@/lib/rights/actor'
import { heldFrom } from '@/lib/rights/held'
import { requireActor } from '@/lib/web/actor'
import { loadFormat, screenLocale, words } from '@/lib/web/request'
import { NumberOverview } from './number-overview'

/** So many of the lines that moved most. */
const MOVERS = 5

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('nav.overview') }
}

export default async function OverviewPage({ searchParams }: { searchParams: Promise<{ files?: string }> }) {
  const actor = await requireActor()
  if (actor.subject.kind === 'number') return <NumberOverview actor={actor} />
  const { files } = await searchParams
  const held = heldFrom(actor.subject, actor.now)
  const [t, locale, format, counts, costs, soon, waiting] = await Promise.all([
    words(),
    screenLocale(),
    loadFormat(),
    actorCan(actor, 'user:view') ? countUsers(actor, context()) : null,
    actorCan(actor, 'bill:view') ? costsOf(actor) : null,
    actorCan(actor, 'right:grant') && actorCan(actor, 'right:view') ? countEnding(actor, context()) : 0,
    actorCan(actor, 'approval:decide') ? countToApprove(actor, context()) : 0,
  ])
  return (
    <Overview
      t={t}
      name={actor.fullName}
      company={actor.company.name}
      factors={actor.viewedBy ? [] : actor.proof.factors}
      counts={counts}
      needs={
        (files || soon > 0 || waiting > 0 || (costs && costs.debt.overdue > 0)) && (
          <>
            {files && actor.viewedBy && <Note tone="attention">{t('refusals.identity.no_files')}</Note>}
            {waiting > 0 && (
              <LinkNote
                text={t('editor.approvals_note', { count: waiting })}
                href="/approvals"
                see={t('overview.see')}
              />
            )}
            {costs && costs.debt.overdue > 0 && <OverdueNote t={t} format={format} debt={costs.debt} />}
            {soon > 0 && (
              <LinkNote
                text={t('editor.soon.note', { count: soon })}
                href="/rights?soon=1"
                see={t('overview.see')}
              />
            )}
          </>
        )
      }
      held={held instanceof Date ? longDay(held, locale, env().MARKET.timeZone) : held}
      may={{
        create: actorCan(actor, 'user:create'),
        audit: actorCan(actor, 'audit:view'),
        lines: actorCan(actor, 'line:view'),
        profile: !actor.viewedBy,
      }}
    >
      {costs && (
        <CostOverview
          t={t}
          format={format}
          part={!reachesAll(actor, 'bill:view')}
          costs={costs}
          movers={costs.movers}
        />
      )}
    </Overview>
  )
}

const LinkNote = ({ text, href, see }: { text: string; href: string; see: string }) => (
  <Note tone="attention">
    {text}{' '}
    <Link href={href} prefetch={false} className="underline underline-offset-3">
      {see}
    </Link>
  </Note>
)

async function costsOf(actor: Actor) {
  const [{ months, arriving }, debt] = await Promise.all([
    monthlyCost(actor, context()),
    getDebt(actor, context()),
  ])
  const month = months.at(-1)?.month
  const movers =
    month && actorCan(actor, 'report:view')
      ? await listReport(actor, 'movers', month, { limit: MOVERS }, context())
      : null
  return { months, arriving, debt, movers }
}
