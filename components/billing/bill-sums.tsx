import { lineCell } from '@/components/ui/list/cells'
import { Pager } from '@/components/ui/list/pager'
import { type Column, Table } from '@/components/ui/list/table'
import type { BillLineKind, BillView, SumPage, SumRow } from '@/lib/billing/view'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'
import { differenceCell } from './difference'

type Props = {
  t: Words
  format: Format
  bill: BillView
  by: 'centre' | 'line' | 'kind'
  page: SumPage
  isFirst: boolean
}

/** A bill cut by cost centre, line or kind, each beside the bill before where there is one. */
export function BillSums({ t, format, bill, by, page, isFirst }: Props) {
  const name = (row: SumRow) => {
    if (by === 'kind') return t(`bills.kinds.${row.key as BillLineKind}`)
    if (by === 'centre') return row.label ?? t('bills.no_centre')
    if (!row.key) return t('bills.no_line')
    return lineCell({ id: row.lineId ?? null, number: row.label, under: row.holder ?? null })
  }
  const columns: Column<SumRow>[] = [
    { key: 'name', head: t(`bills.cut.name.${by}`), cell: name },
    {
      key: 'net',
      head: t(bill.type === 'credit_note' ? 'bills.cut.credit_note' : 'bills.cut.net'),
      cell: ({ net }) => format.money(net),
      amount: true,
    },
    ...(bill.previous ? besideBefore(t, format) : []),
    ...(by === 'line'
      ? []
      : [
          {
            key: 'lines',
            head: t('bills.cut.lines'),
            cell: ({ lines }: SumRow) => format.number(lines),
            amount: true,
            label: true,
          },
        ]),
  ]
  const path = `/bills/${bill.id}?by=${by}`
  return (
    <>
      <Table caption={t(`bills.by.${by}`)} columns={columns} rows={page.rows} keyOf={({ key }) => key} />
      <Pager
        first={isFirst ? null : path}
        next={page.next && `${path}&after=${page.next}`}
        words={{ first: t('list.first'), more: t('list.more') }}
      />
    </>
  )
}

const besideBefore = (t: Words, format: Format): Column<SumRow>[] => [
  { key: 'was', head: t('bills.cut.was'), cell: ({ was }) => format.money(was), amount: true, label: true },
  {
    key: 'change',
    head: t('bills.cut.change'),
    cell: ({ net, was }) => differenceCell({ net, was, format }),
    amount: true,
  },
]
