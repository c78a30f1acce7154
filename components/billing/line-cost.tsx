import { BarChart } from '@/components/ui/bar-chart'
import { Card } from '@/components/ui/card'
import type { ArrivingMonth, MonthCost } from '@/lib/billing/view'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'

/** What a line has cost, month by month. */
export function LineCost({ t, format, months }: { t: Words; format: Format; months: readonly MonthCost[] }) {
  return (
    <Card title={t('usage.cost.title')}>
      {months.length === 0 ? (
        <p className="text-soft">{t('usage.cost.none')}</p>
      ) : (
        <CostByMonth t={t} format={format} title={t('usage.cost.title')} months={months} narrow />
      )}
    </Card>
  )
}

/** Months as bars. */
export function CostByMonth({
  t,
  format,
  title,
  months,
  narrow = false,
}: {
  t: Words
  format: Format
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
        label: format.shortMonth(month),
        value: net,
        text: format.money(net),
      }))}
    />
  )
}

/** Months that are not compared yet, because bills of them are still coming. */
export const Arriving = ({
  t,
  format,
  months,
}: {
  t: Words
  format: Format
  months: readonly ArrivingMonth[]
}) =>
  months.map(({ month, net, billed, accounts }) => (
    <p key={month} className="mb-5 text-sm text-soft">
      {t('reports.arriving', { month: format.month(month), amount: format.money(net), billed, accounts })}
    </p>
  ))
