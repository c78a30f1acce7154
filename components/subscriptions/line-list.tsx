import { Download } from 'lucide'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Note, PageHead, type Tone } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { Cell } from '@/components/ui/list/cell'
import { lineCell, soft } from '@/components/ui/list/cells'
import { type Column, Table } from '@/components/ui/list/table'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { NARROW } from '@/components/ui/narrow'
import { Pager } from '@/components/ui/pager'
import { SelectAll } from '@/components/ui/select-all'
import type { Locale } from '@/lib/kernel/locale'
import type { Told } from '@/lib/kernel/money'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import type { LineColumn, ListLinesInput } from '@/lib/subscriptions/schema'
import type { LineFilters, LinePage, LineRow, SubscriptionStatus } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'
import { LineNarrowing } from './line-filters'

type Props = {
  t: Words
  told: Told
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

const DONE = { changed: 'lines.bulk.done', moved: 'lines.move.done', undone: 'lines.move.undone' } as const

const USUAL: Record<string, string> = { status: 'all', only: 'all', sort: 'number' }

/** An address that asks for the same lines. */
function address({ cols, ...rest }: ListLinesInput): string {
  const plain = Object.entries({ ...rest, cols: cols.join(',') }).filter(
    (entry): entry is [string, string] => Boolean(entry[1]) && entry[1] !== USUAL[entry[0]],
  )
  return plain.length ? `/lines?${new URLSearchParams(plain)}` : '/lines'
}

/** The company's lines: searched, filtered, ordered and paged by address, so that every view can be shared. */
export function LineList({
  t,
  told,
  moment,
  company,
  part,
  asked,
  page,
  filters,
  mayEdit,
  done,
  moves,
}: Props) {
  const { after, ...shown } = asked
  const { cols: _cols, sort: _sort, ...narrowed } = shown
  const isNarrowed = Object.entries(narrowed).some(([key, value]) => value && value !== USUAL[key])
  const columns = columnsOf(t, told, moment, asked.cols)
  const table = (
    <Table
      caption={t('lines.title')}
      columns={columns}
      rows={page.rows}
      keyOf={({ id }) => id}
      tick={
        mayEdit ? (line) => (line.mayEdit ? t('lines.select', { number: line.number }) : null) : undefined
      }
    />
  )
  return (
    <>
      <PageHead
        title={t('lines.title')}
        text={t(part ? 'lines.intro_part' : 'lines.intro', { company })}
        action={page.rows.length > 0 && <Exports t={t} locale={moment.locale} className="max-sm:hidden" />}
      />
      {done && (
        <div className="mb-4">
          <Note tone="done">{t(DONE[done.what], { count: done.count })}</Note>
        </div>
      )}
      {moves}
      <LineNarrowing t={t} asked={asked} filters={filters} />
      {page.isCut && (
        <div className="mb-4">
          <Note tone="attention">{t('lines.cut')}</Note>
        </div>
      )}
      {page.rows.length === 0 ? (
        <Empty t={t} isNarrowed={isNarrowed} part={part} />
      ) : mayEdit ? (
        <form action="/lines/change">
          {table}
          <div className="z-10 mt-1 flex flex-wrap items-center gap-x-5 gap-y-2 bg-canvas py-2 max-lg:bottom-14 lg:bottom-0 [form:has(input[name=id]:checked)_&]:sticky">
            <SelectAll label={t('lines.select_all')} counted="{count}" />
            <button type="submit" className={buttonClass('quiet')}>
              {t('lines.edit_selected')}
            </button>
            <button type="submit" formAction="/lines/move" className={buttonClass('quiet')}>
              {t('lines.move_selected')}
            </button>
            <button
              type="submit"
              form={NARROW}
              formAction="/lines/change"
              name="all"
              value="1"
              className="link min-h-6"
            >
              {t('lines.edit_all')}
            </button>
            <button
              type="submit"
              form={NARROW}
              formAction="/lines/move"
              name="all"
              value="1"
              className="link min-h-6"
            >
              {t('lines.move_all')}
            </button>
          </div>
        </form>
      ) : (
        table
      )}
      <Pager
        first={after ? address(shown) : null}
        next={page.next && address({ ...shown, after: page.next })}
        words={{ first: t('lines.first'), more: t('lines.more') }}
      />
      {page.rows.length > 0 && (
        // On a phone the lines come first.
        <Exports t={t} locale={moment.locale} className="mt-4 sm:hidden" />
      )}
    </>
  )
}

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
  told: Told,
  moment: MomentSettings,
  chosen: readonly LineColumn[],
): Column<LineRow>[] {
  const cells: Record<LineColumn, (line: LineRow) => Cell> = {
    holder: ({ holder }) => holder,
    tariff: ({ tariff }) => soft(tariff),
    centre: ({ costCentre }) => soft(costCentre),
    account: ({ account }) => soft(account),
    spent: ({ spent, overLimit }) =>
      overLimit ? [told.money(spent), ' ', { text: t('lines.over'), badge: 'harm' }] : told.money(spent),
    used: ({ lastUsedAt, neverUsed }) => (neverUsed ? t('lines.never_used') : momentText(lastUsedAt, moment)),
    sim: ({ iccid }) => iccid && { text: iccid, keep: true },
    kind: ({ kind }) => t(`lines.kinds.${kind}`),
    status: ({ status }) => ({ text: t(`lines.short.${status}`), badge: STATUS_TONES[status] }),
  }
  return [
    {
      key: 'number',
      head: t('lines.columns.number'),
      cell: ({ id, number, label }) => lineCell({ id, number, under: label }),
    },
    ...chosen.map((column) => ({
      key: column,
      head: t(`lines.columns.${column}`),
      cell: cells[column],
      amount: column === 'spent',
    })),
  ]
}

function Empty({ t, isNarrowed, part }: { t: Words; isNarrowed: boolean; part: boolean }) {
  return (
    <div className="card p-10 text-center">
      <p className="text-soft">{t(isNarrowed ? 'lines.nothing' : part ? 'lines.none_part' : 'lines.none')}</p>
      {isNarrowed && (
        <Link href="/lines" prefetch={false} className="link mt-3 inline-block">
          {t('lines.show_all')}
        </Link>
      )}
    </div>
  )
}
