import { BarChart } from '@/components/ui/bar-chart'
import { Card } from '@/components/ui/card'
import type { ArrivingMonth, MonthCost } from '@/lib/billing/view'
import type { Told } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'

/** What a line has cost, month by month. */
export function LineCost({ t, told, months }: { t: Words; told: Told; months: readonly MonthCost[] }) {
  return (
    <Card title={t('usage.cost.title')}>
      {months.length === 0 ? (
        <p className="text-soft">{t('usage.cost.none')}</p>
      ) : (
        <CostByMonth t={t} told={told} title={t('usage.cost.title')} months={months} narrow />
      )}
    </Card>
  )
}

/** Months as bars. */
export function CostByMonth({
  t,
  told,
  title,
  months,
  narrow = false,
}: {
  t: Words
  told: Told
  title: string
  months: readonly MonthCost[]
  narrow?: boolean
}) {
  return (
    <BarChart
      title={title}
      narrow={narrow}
      heads={{ label: t('usage.cost.month'), value: t('usage.cost.net') }}
      table={t('reports.table')}
      bars={months.slice(-12).map(({ month, net }) => ({
        key: month,
        label: told.shortMonth(month),
        value: net,
        text: told.money(net),
      }))}
    />
  )
}

/** Months that are not compared yet, because bills of them are still coming. */
export const Arriving = ({ t, told, months }: { t: Words; told: Told; months: readonly ArrivingMonth[] }) =>
  months.map(({ month, net, billed, accounts }) => (
    <p key={month} className="mb-5 text-sm text-soft">
      {t('reports.arriving', { month: told.month(month), amount: told.money(net), billed, accounts })}
    </p>
  ))
