import { Card } from '@/components/ui/card'
import type { OwnBillLine } from '@/lib/billing/view'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; format: Format; bill: { month: string; lines: OwnBillLine[] } }

/** What stands on the newest bill for one's own number. */
export function OwnBill({ t, format, bill }: Props) {
  const total = bill.lines.reduce((sum, { net }) => sum + net, 0)
  return (
    <Card title={t('usage.own_lines', { month: format.month(bill.month) })}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
        {bill.lines.map(({ position, name, net, quantity, unit }) => (
          <div key={position} className="contents">
            <dt>
              {name}
              <span className="text-soft">{` ${format.number(quantity)} ${t(`bills.units.${unit}`)}`}</span>
            </dt>
            <dd className="text-right tabular-nums">{format.money(net)}</dd>
          </div>
        ))}
        <div className="contents font-semibold">
          <dt className="border-line border-t pt-2">{t('bills.columns.net')}</dt>
          <dd className="border-line border-t pt-2 text-right tabular-nums">{format.money(total)}</dd>
        </div>
      </dl>
    </Card>
  )
}
