import Link from 'next/link'
import { Card, Note } from '@/components/ui/card'
import { LineLink } from '@/components/ui/line-link'
import type { Debt, MonthlyCost, ReportRow } from '@/lib/billing/view'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'
import { Difference } from './difference'
import { Arriving, CostByMonth } from './line-cost'

type Props = {
  t: Words
  format: Format
  /** The reader's rights reach a part of the company's accounts. */
  part: boolean
  costs: MonthlyCost
  debt: Debt
  /** Null: reports are not for this actor. */
  movers: readonly ReportRow[] | null
}

/** What is overdue, among what needs somebody. */
export function OverdueNote({ t, format, debt }: Pick<Props, 't' | 'format' | 'debt'>) {
  if (debt.overdue === 0) return null
  return (
    <Note tone="harm">
      {t('overview.overdue', { amount: format.money(debt.overdue) })}{' '}
      <Link href="/bills?state=overdue" prefetch={false} className="underline underline-offset-3">
        {t('overview.see_bills')}
      </Link>
    </Note>
  )
}

/** What the newest whole month cost against the one before, and which lines moved most. */
export function CostOverview({ t, format, part, costs, movers }: Omit<Props, 'debt'>) {
  const { months, arriving } = costs
  const [before, last] = [months.at(-2), months.at(-1)]
  return (
    <div className="grid gap-5">
      {last && (
        <div className="grid items-start gap-5 lg:grid-cols-[1fr_20rem]">
          <Card title={t('reports.this_month', { month: format.month(last.month) })}>
            <p className="mb-5 flex flex-wrap items-baseline gap-x-4 gap-y-1">
              <span className="font-semibold text-4xl tabular-nums tracking-tight">
                {format.money(last.net)}
              </span>
              {before && <Difference net={last.net} was={before.net} format={format} />}
              <span className="text-sm text-soft">
                {[t('reports.net'), part && t('reports.part')].filter(Boolean).join(' · ')}
              </span>
            </p>
            <Arriving t={t} format={format} months={arriving} />
            <CostByMonth t={t} format={format} title={t('reports.trend.title')} months={months} />
          </Card>
          {movers && movers.length > 0 && (
            <Card title={t('reports.movers.title')}>
              <ul className="grid gap-3">
                {movers.map((row) => (
                  <li key={row.key} className="flex items-baseline justify-between gap-3">
                    <span className="min-w-0">
                      <LineLink id={row.lineId} number={row.label} under={row.holder} />
                    </span>
                    <Difference net={row.net} was={row.was ?? 0} format={format} />
                  </li>
                ))}
              </ul>
              <p className="mt-4">
                <Link href="/reports" prefetch={false} className="link">
                  {t('reports.see')}
                </Link>
              </p>
            </Card>
          )}
        </div>
      )}
    </div>
  )
}
