import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { Pager } from '@/components/ui/list/pager'
import type { BillView, ChangePage, ChangeRow, SumRow } from '@/lib/billing/view'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'
import { Difference } from './difference'

type Props = {
  t: Words
  format: Format
  bill: BillView
  reasons: SumRow[]
  /** Of one reason only. */
  reason: string | undefined
  page: ChangePage
  isFirst: boolean
}

/** What changed since the bill before and why: by reason, then line by line in words. */
export function BillChanges({ t, format, bill, reasons, reason, page, isFirst }: Props) {
  const { previous, net, wasNet } = bill
  if (!previous || wasNet === null)
    return (
      <Card>
        <p className="text-soft">
          {t(bill.type === 'credit_note' ? 'bills.changed.credit_note' : 'bills.changed.first')}
        </p>
      </Card>
    )
  const key = net > wasNet ? 'more' : net < wasNet ? 'less' : 'same'
  const address = (more: Record<string, string | undefined>) => {
    const entries = Object.entries(more).filter((entry): entry is [string, string] => Boolean(entry[1]))
    return `/bills/${bill.id}${entries.length ? `?${new URLSearchParams(entries)}` : ''}`
  }
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[20rem_1fr]">
      <Card title={t('bills.changed.title', { month: format.month(previous.month) })}>
        <p>{t(`bills.changed.${key}`, { amount: format.money(Math.abs(net - wasNet)) })}</p>
        <p className="text-sm text-soft">{t('bills.changed.net')}</p>
        <ul className="mt-4 grid gap-1">
          {[null, ...reasons].map((sum) => (
            <li key={sum?.key ?? 'all'}>
              <Link
                href={address({ reason: sum?.key })}
                prefetch={false}
                scroll={false}
                aria-current={(sum?.key ?? undefined) === reason ? 'true' : undefined}
                className={`flex min-h-9 items-center justify-between gap-3 rounded-control px-2 py-1 hover:bg-sunken ${(sum?.key ?? undefined) === reason ? 'bg-sunken font-medium' : ''}`}
              >
                {sum ? t(`bills.reasons.${sum.key as ChangeRow['reason']}`) : t('bills.changed.all')}
                <Difference net={sum?.net ?? net} was={sum?.was ?? wasNet} format={format} />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <div>
        <ul className="card divide-y divide-line">
          {page.rows.map((row) => (
            <li
              key={row.position}
              className="flex flex-wrap items-baseline justify-between gap-x-6 px-5 py-3"
            >
              <div className="min-w-0">
                <p>
                  {row.lineId ? (
                    <Link href={`/lines/${row.lineId}`} prefetch={false} className="link tabular-nums">
                      {row.number}
                    </Link>
                  ) : (
                    (row.number ?? t('bills.no_line'))
                  )}
                  {row.holder && <span className="text-soft">{` ${row.holder}`}</span>}
                </p>
                <p className="text-sm text-soft">{changeInWords(t, format, row)}</p>
              </div>
              <Difference net={row.net} was={row.was} format={format} />
            </li>
          ))}
        </ul>
        <Pager
          first={isFirst ? null : address({ reason })}
          next={page.next && address({ reason, after: page.next })}
          words={{ first: t('list.first'), more: t('list.more') }}
        />
      </div>
    </div>
  )
}

/** Why an amount differs, as a sentence. */
export function changeInWords(t: Words, format: Format, row: ChangeRow): string {
  const quantity = (value: number | null) =>
    value && row.unit ? `${format.number(value)} ${t(`bills.units.${row.unit}`)}` : t('bills.nothing_used')
  const now = row.reason === 'tariff_changed' ? (row.name ?? '') : quantity(row.quantity)
  const before = row.reason === 'tariff_changed' ? (row.wasName ?? '') : quantity(row.wasQuantity)
  const why =
    row.reason === 'price_changed' && row.quantity !== row.wasQuantity ? 'price_and_quantity' : row.reason
  return t(`bills.why.${why}`, {
    name: row.name ?? row.wasName ?? t('bills.a_line'),
    now,
    before,
  })
}
