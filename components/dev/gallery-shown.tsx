import { BarChart } from '@/components/ui/bar-chart'
import { LineLink } from '@/components/ui/line-link'
import { lineCell } from '@/components/ui/list/cells'
import { List } from '@/components/ui/list/list'
import { Pager } from '@/components/ui/list/pager'
import { Table } from '@/components/ui/list/table'
import { numberFormat } from '@/lib/kernel/formats'
import { listing, oneOf, search } from '@/lib/kernel/list'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { type GalleryProps, Piece } from './gallery-piece'

const EXAMPLE = listing({
  filters: { q: search(20), state: oneOf(['', 'due']) },
  sorts: { number: 'up', cost: 'up' },
})
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
        <Pager first={HERE} next={HERE} words={{ first: t('list.first'), more: t('list.more') }} />
      </Piece>
      <Piece name="List, Narrow, Chips, Bulk">
        <List
          t={t}
          caption={t('nav.lines')}
          path={HERE}
          listing={EXAMPLE}
          asked={{ q: '2001', state: 'due', sort: '-number' }}
          search={{ label: t('list.search'), most: 20 }}
          filters={[
            {
              name: 'state',
              label: t('nav.bills'),
              value: 'due',
              options: [
                ['', `${t('nav.bills')}: ${t('list.any')}`],
                ['due', t('bills.states.overdue')],
              ],
            },
          ]}
          sorts={{ number: t('nav.lines'), cost: t('nav.bills') }}
          columns={[
            {
              key: 'number',
              head: t('nav.lines'),
              sort: 'number',
              cell: ({ number, account }) => lineCell({ id: null, number, under: account }),
            },
            {
              key: 'cost',
              head: t('nav.bills'),
              sort: 'cost',
              amount: true,
              cell: ({ cost }) => number.format(cost),
            },
          ]}
          rows={ROWS}
          keyOf={({ number }) => number}
          next="next"
          words={{ none: t('bills.none'), nothing: t('bills.nothing'), all: t('list.clear') }}
          bulk={{ action: HERE, tick: ({ number }) => number, acts: [{ text: t('list.show') }] }}
        />
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
