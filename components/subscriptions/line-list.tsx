import { Download } from 'lucide'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Note, PageHead, type Tone } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { Cell } from '@/components/ui/list/cell'
import { lineCell, soft } from '@/components/ui/list/cells'
import { type Columns, List } from '@/components/ui/list/list'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { NARROW } from '@/components/ui/narrow'
import type { Locale } from '@/lib/kernel/locale'
import type { Format } from '@/lib/kernel/money'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import { LINE_COLUMNS, LINES, type LineColumn, type ListLinesInput } from '@/lib/subscriptions/schema'
import type { LineFilters, LinePage, LineRow, SubscriptionStatus } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'
import { lineFilters } from './line-filters'

type Props = {
  t: Words
  format: Format
  moment: MomentSettings
  company: string
  /** The reader's rights reach a part of the company's lines. */
  part: boolean
  asked: ListLinesInput
  page: LinePage
  filters: LineFilters
  mayEdit: boolean
  /** What was just done to how many lines. */
  done: { what: 'changed' | 'moved' | 'undone'; count: number } | null
  /** Moves that can still be undone. */
  moves: ReactNode
}

export const STATUS_TONES: Record<SubscriptionStatus, Tone> = {
  active: 'done',
  restricted: 'attention',
  disconnected: 'harm',
  suspended: 'harm',
  terminated: 'plain',
}

/** What a column's head sorts by. */
const SORTED: Partial<Record<LineColumn, string>> = { holder: 'holder', spent: 'cost', used: 'used' }
const LINE_SORTS = ['number', 'holder', 'cost', 'used'] as const

const DONE = { changed: 'lines.bulk.done', moved: 'lines.move.done', undone: 'lines.move.undone' } as const

/** The company's lines, and what can be done with those that are ticked or with all that the filters leave. */
export function LineList(props: Props) {
  const { t, format, moment, company, part, asked, page, filters, mayEdit, done, moves } = props
  const some = page.rows.length > 0
  return (
    <>
      <PageHead
        title={t('lines.title')}
        text={t(part ? 'lines.intro_part' : 'lines.intro', { company })}
        action={some && <Exports t={t} locale={moment.locale} className="max-sm:hidden" />}
      />
      {done && (
        <div className="mb-4">
          <Note tone="done">{t(DONE[done.what], { count: done.count })}</Note>
        </div>
      )}
      {moves}
      <List
        t={t}
        caption={t('lines.title')}
        path="/lines"
        listing={LINES}
        asked={asked}
        search={{ label: t('lines.search'), most: 80 }}
        filters={lineFilters(t, asked, filters)}
        sorts={Object.fromEntries(LINE_SORTS.map((sort) => [sort, t(`lines.sorts.${sort}`)]))}
        choice={LINE_COLUMNS.map((column) => [column, t(`lines.columns.${column}`)])}
        columns={columnsOf(t, format, moment, asked.cols)}
        rows={page.rows}
        keyOf={({ id }) => id}
        next={page.next}
        words={{
          none: t(part ? 'lines.none_part' : 'lines.none'),
          nothing: t('lines.nothing'),
          all: t('lines.show_all'),
        }}
        note={
          page.isCut && (
            <div className="mb-4">
              <Note tone="attention">{t('lines.cut')}</Note>
            </div>
          )
        }
        bulk={mayEdit ? bulkOf(t) : null}
      />
      {some && (
        // On a phone the lines come first.
        <Exports t={t} locale={moment.locale} className="mt-4 sm:hidden" />
      )}
    </>
  )
}

const bulkOf = (t: Words) => ({
  action: '/lines/change',
  tick: ({ number, mayEdit }: LineRow) => (mayEdit ? t('lines.select', { number }) : null),
  acts: [
    { text: t('lines.edit_selected') },
    { text: t('lines.move_selected'), to: '/lines/move' },
    { text: t('lines.edit_all'), to: '/lines/change', all: true, look: 'link' as const },
    { text: t('lines.move_all'), to: '/lines/move', all: true, look: 'link' as const },
  ],
})

/** They send the form of the filters: what it shows is what the file holds. */
function Exports({ t, locale, className }: { t: Words; locale: Locale; className: string }) {
  return (
    <div className={`flex flex-wrap items-center gap-3 ${className}`}>
      {tableOffers(locale).map((format) => (
        <button
          key={format}
          type="submit"
          form={NARROW}
          formAction="/lines/export"
          name="format"
          value={format}
          // A phone runs no programs that read it: there the lines themselves come sooner.
          className={`${buttonClass('quiet')} ${format === 'machine' ? 'max-sm:hidden' : ''}`}
        >
          <Icon of={Download} size={18} />
          {`${t('lines.export')} ${t(`lines.formats.${format}`)}`}
        </button>
      ))}
    </div>
  )
}

function columnsOf(
  t: Words,
  format: Format,
  moment: MomentSettings,
  chosen: readonly LineColumn[],
): Columns<LineRow> {
  const cells: Record<LineColumn, (line: LineRow) => Cell> = {
    holder: ({ holder }) => holder,
    tariff: ({ tariff }) => soft(tariff),
    centre: ({ costCentre }) => soft(costCentre),
    account: ({ account }) => soft(account),
    spent: ({ spent, overLimit }) =>
      overLimit ? [format.money(spent), ' ', { text: t('lines.over'), badge: 'harm' }] : format.money(spent),
    used: ({ lastUsedAt, neverUsed }) => (neverUsed ? t('lines.never_used') : momentText(lastUsedAt, moment)),
    sim: ({ iccid }) => iccid && { text: iccid, keep: true },
    kind: ({ kind }) => t(`lines.kinds.${kind}`),
    status: ({ status }) => ({ text: t(`lines.short.${status}`), badge: STATUS_TONES[status] }),
  }
  return [
    {
      key: 'number',
      head: t('lines.columns.number'),
      sort: 'number',
      cell: ({ id, number, label }) => lineCell({ id, number, under: label }),
    },
    ...chosen.map((column) => ({
      key: column,
      head: t(`lines.columns.${column}`),
      cell: cells[column],
      amount: column === 'spent',
      ...(SORTED[column] && { sort: SORTED[column] }),
    })),
  ]
}
