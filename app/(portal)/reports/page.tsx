import type { Metadata } from 'next'
import { Reports } from '@/components/billing/reports'
import { Schedules } from '@/components/billing/schedules'
import { listReport, monthlyCost } from '@/lib/billing/reports/reports'
import { listSchedules } from '@/lib/billing/reports/schedules'
import { REPORT_KEYS, type ReportKey, type ReportRow } from '@/lib/billing/view'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { type Actor, actorCan, authorize, reachesAll } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { loadFormat, screenLocale, words } from '@/lib/web/request'
import { addScheduleAction, endScheduleAction } from './actions'

/** So many rows of each report are shown; all of it is in its file. */
const SHOWN = 10

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('reports.title') }
}

export default async function ReportsPage() {
  const actor = await requireActor()
  const [t, format, locale, done, { costs, reports }, schedules] = await Promise.all([
    words(),
    loadFormat(),
    screenLocale(),
    justDone(),
    found(() => everyReport(actor)),
    actorCan(actor, 'report:schedule') ? listSchedules(actor, context()) : null,
  ])
  return (
    <Reports
      t={t}
      format={format}
      moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
      part={!reachesAll(actor, 'report:view')}
      costs={costs}
      reports={reports}
    >
      {schedules && (
        <Schedules
          t={t}
          schedules={schedules}
          done={done === 'added' || done === 'ended' ? done : null}
          proven={provenRecently(actor, actor.now)}
          add={addScheduleAction}
          end={endScheduleAction}
        />
      )}
    </Reports>
  )
}

/** All reports about the newest whole month; without bills to report on, the one that needs none. */
async function everyReport(actor: Actor) {
  authorize(actor, 'report:view')
  const costs = await monthlyCost(actor, context(), 'report:view')
  const month = costs.months.at(-1)?.month ?? null
  const page = { limit: SHOWN }
  const rows = await Promise.all(
    REPORT_KEYS.map((report) =>
      month || report === 'unused' ? listReport(actor, report, month ?? '', page, context()) : [],
    ),
  )
  const reports = Object.fromEntries(REPORT_KEYS.map((report, n) => [report, rows[n] ?? []])) as Record<
    ReportKey,
    ReportRow[]
  >
  return { costs, reports }
}
