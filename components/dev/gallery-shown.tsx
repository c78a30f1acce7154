import { BarChart } from '@/components/ui/bar-chart'
import { FilterFold } from '@/components/ui/filter-fold'
import { LineLink } from '@/components/ui/line-link'
import { lineCell } from '@/components/ui/list/cells'
import { Table } from '@/components/ui/list/table'
import { Pager } from '@/components/ui/pager'
import { Unapplied } from '@/components/ui/unapplied'
import { numberFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { type GalleryProps, Piece } from './gallery-piece'

const HERE = '/dev/components'
const ROWS = ['+36 30 111 2001', '+36 30 111 2002', '+36 30 111 2003'].map((number, at) => ({
  number,
  account: ['ada@acme', 'ben@acme', null][at] ?? null,
  cost: 4_990 * (at + 1),
}))

/** Tables, charts and what stands around lists. */
export function Shown({ t, locale }: GalleryProps) {
  const number = numberFormat(LANGUAGE_TAG[locale], {})
  return (
    <>
      <Piece name="Table, Pager, LineLink">
        <Table
          caption={t('nav.lines')}
          columns={[
            {
              key: 'number',
              head: t('nav.lines'),
              cell: ({ number, account }) => lineCell({ id: null, number, under: account }),
            },
            {
              key: 'cost',
              head: t('nav.bills'),
              amount: true,
              cell: ({ cost }) => number.format(cost),
            },
          ]}
          rows={ROWS}
          keyOf={({ number }) => number}
        />
        <p>
          <LineLink id={null} number={ROWS[0]!.number} under={ROWS[0]!.account} />
        </p>
        <Pager first={HERE} next={HERE} words={{ first: t('bills.first'), more: t('bills.more') }} />
      </Piece>
      <Piece name="FilterFold, Unapplied">
        <form action="/dev/components" className="flex flex-wrap items-center gap-3">
          <FilterFold label={t('shell.filters', { count: 1 })}>
            <label className="flex min-h-11 items-center gap-2">
              <input type="checkbox" className="size-5 accent-brand" />
              {t('dev.sms')}
            </label>
          </FilterFold>
          <Unapplied text={t('dev.unapplied')} />
        </form>
      </Piece>
      <Piece name="BarChart">
        <div className="card p-5">
          <BarChart
            title={t('nav.reports')}
            heads={{ label: t('nav.reports'), value: t('nav.bills') }}
            table={t('dev.fold')}
            bars={[31, 28, 40, 36, 12, 44].map((value, at) => ({
              key: String(at),
              label: String(2026 - 5 + at),
              value,
              text: number.format(value * 1_000),
            }))}
          />
        </div>
      </Piece>
    </>
  )
}
