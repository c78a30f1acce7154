import { Download, Search } from 'lucide'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Badge, PageHead, type Tone } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { ListLinesInput } from '@/lib/subscriptions/schema'
import type { LineFilters, LinePage, LineRow, SubscriptionStatus } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; company: string; asked: ListLinesInput; page: LinePage; filters: LineFilters }

export const STATUS_TONES: Record<SubscriptionStatus, Tone> = {
  active: 'done',
  restricted: 'attention',
  disconnected: 'harm',
  suspended: 'harm',
  terminated: 'plain',
}

const address = (asked: Partial<ListLinesInput>) => {
  const entries = Object.entries(asked).filter(([, value]) => value && value !== 'all') as [string, string][]
  return entries.length ? `/lines?${new URLSearchParams(entries)}` : '/lines'
}

/** The company's lines: searched, filtered and paged by address, so that every view can be shared. */
export function LineList({ t, company, asked, page, filters }: Props) {
  const { after, ...narrowed } = asked
  return (
    <>
      <PageHead
        title={t('lines.title')}
        text={t('lines.intro', { company })}
        action={
          page.rows.length > 0 && (
            <a
              href={address(narrowed).replace('/lines', '/lines/export')}
              className={buttonClass('quiet')}
              download
            >
              <Icon of={Download} size={18} />
              {t('lines.export.title')}
            </a>
          )
        }
      />
      <Narrow t={t} asked={asked} filters={filters} />
      {page.rows.length > 0 ? <Table t={t} rows={page.rows} /> : <Empty t={t} asked={asked} />}
      <div className="mt-4 flex justify-between">
        {after ? (
          <Link href={address(narrowed)} prefetch={false} className={buttonClass('quiet')}>
            {t('lines.first')}
          </Link>
        ) : (
          <span />
        )}
        {page.next && (
          <Link
            href={address({ ...narrowed, after: page.next })}
            prefetch={false}
            className={buttonClass('quiet')}
          >
            {t('lines.more')}
          </Link>
        )}
      </div>
    </>
  )
}

/** Search and filters, one form: works without scripts, and its address can be shared. */
function Narrow({ t, asked, filters }: Pick<Props, 't' | 'asked' | 'filters'>) {
  const select = 'min-h-11 rounded-control border border-field bg-surface px-3'
  const choices = [
    { name: 'centre', label: t('lines.centre'), options: filters.centres, value: asked.centre },
    { name: 'account', label: t('lines.account'), options: filters.accounts, value: asked.account },
  ] as const
  const statuses = ['all', 'active', 'restricted', 'disconnected', 'suspended', 'terminated'] as const
  return (
    <form action="/lines" className="mb-4 flex flex-wrap items-end gap-3">
      <input
        type="search"
        name="q"
        defaultValue={asked.q}
        aria-label={t('lines.search')}
        placeholder={t('lines.search')}
        className={`${select} min-w-0 flex-1 basis-60`}
      />
      <select name="status" defaultValue={asked.status} aria-label={t('lines.filter')} className={select}>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {status === 'all' ? t('lines.all') : t(`lines.short.${status}`)}
          </option>
        ))}
      </select>
      {choices
        .filter(({ options }) => options.length > 1)
        .map(({ name, label, options, value }) => (
          <select key={name} name={name} defaultValue={value ?? ''} aria-label={label} className={select}>
            <option value="">{`${label}: ${t('lines.any')}`}</option>
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.name}
              </option>
            ))}
          </select>
        ))}
      <button type="submit" className={buttonClass('quiet')}>
        <Icon of={Search} size={18} />
        {t('lines.search_button')}
      </button>
    </form>
  )
}

function Table({ t, rows }: { t: Words; rows: LineRow[] }) {
  const head = 'px-4 py-3 font-medium text-soft text-sm'
  const cell = 'md:px-4 md:py-3'
  return (
    <div className="card overflow-hidden">
      <table className="w-full text-left">
        <thead className="border-line border-b max-md:sr-only">
          <tr>
            {(['number', 'holder', 'tariff', 'centre', 'status'] as const).map((column) => (
              <th key={column} scope="col" className={head}>
                {t(`lines.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr
              key={line.id}
              className="border-line border-b last:border-0 max-md:grid max-md:gap-0.5 max-md:px-4 max-md:py-3"
            >
              <td className={cell}>
                <Link
                  href={`/lines/${line.id}`}
                  prefetch={false}
                  className="link inline-block min-h-6 whitespace-nowrap tabular-nums"
                >
                  {line.number}
                </Link>
                {line.label && <p className="text-sm text-soft">{line.label}</p>}
              </td>
              <td className={cell}>{line.holder}</td>
              <td className={`${cell} text-soft`}>{line.tariff}</td>
              <td className={`${cell} text-soft`}>{line.costCentre}</td>
              <td className={cell}>
                <Badge tone={STATUS_TONES[line.status]}>{t(`lines.short.${line.status}`)}</Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Empty({ t, asked }: { t: Words; asked: ListLinesInput }) {
  const narrowed = asked.q || asked.status !== 'all' || asked.centre || asked.account
  return (
    <div className="card p-10 text-center">
      <p className="text-soft">{narrowed ? t('lines.nothing') : t('lines.none')}</p>
      {narrowed && (
        <Link href="/lines" prefetch={false} className="link mt-3 inline-block">
          {t('lines.show_all')}
        </Link>
      )}
    </div>
  )
}
