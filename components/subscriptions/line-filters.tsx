import { Search } from 'lucide'
import { Checkbox } from '@/components/ui/box'
import { buttonClass } from '@/components/ui/button-class'
import { Choice } from '@/components/ui/choice'
import { FilterFold } from '@/components/ui/filter-fold'
import { Icon } from '@/components/ui/icon'
import { NARROW } from '@/components/ui/narrow'
import { Unapplied } from '@/components/ui/unapplied'
import { LINE_COLUMNS, LINE_SORTS, type ListLinesInput } from '@/lib/subscriptions/schema'
import { type LineChoice, type LineFilters, SUBSCRIPTION_STATUSES } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; asked: ListLinesInput; filters: LineFilters }
type Filter = { name: string; label: string; value: string; options: (readonly [string, string])[] }

/** Search, filters, order and columns: one form that works without scripts, and an address that can be shared. */
export function LineNarrowing({ t, asked, filters }: Props) {
  const any = (label: string) => ['', `${label}: ${t('lines.any')}`] as const
  const of = (list: LineChoice[]) => list.map(({ id, name }) => [id, name ?? t('lines.gone')] as const)
  const choices: Filter[] = [
    {
      name: 'status',
      label: t('lines.filter'),
      value: asked.status,
      options: [
        ['all', t('lines.all')],
        ...SUBSCRIPTION_STATUSES.map((status) => [status, t(`lines.short.${status}`)] as const),
      ],
    },
    {
      name: 'only',
      label: t('lines.only'),
      value: asked.only,
      options: (['all', 'over_limit', 'unused'] as const).map((only) => [
        only,
        only === 'all' ? `${t('lines.only')}: ${t('lines.onlys.all')}` : t(`lines.onlys.${only}`),
      ]),
    },
    {
      name: 'centre',
      label: t('lines.centre'),
      value: asked.centre ?? '',
      options: [any(t('lines.centre')), ...of(filters.centres)],
    },
    {
      name: 'account',
      label: t('lines.account'),
      value: asked.account ?? '',
      options: [any(t('lines.account')), ...of(filters.accounts)],
    },
    {
      name: 'tariff',
      label: t('lines.columns.tariff'),
      value: asked.tariff ?? '',
      options: [any(t('lines.columns.tariff')), ...filters.tariffs.map((name) => [name, name] as const)],
    },
    {
      name: 'sort',
      label: t('lines.sort'),
      value: asked.sort,
      options: LINE_SORTS.map((sort) => [sort, t(`lines.sorts.${sort}`)]),
    },
  ]
  const set = choices.filter(
    ({ name, options, value }) => name !== 'sort' && value !== options[0]?.[0],
  ).length
  const field = 'min-h-11 rounded-control border border-field bg-surface px-3'
  return (
    <form
      key={JSON.stringify({ ...asked, after: undefined })}
      id={NARROW}
      action="/lines"
      autoComplete="off"
      className="mb-4 flex flex-wrap gap-3"
    >
      <input
        type="search"
        name="q"
        maxLength={80}
        defaultValue={asked.q}
        aria-label={t('lines.search')}
        placeholder={t('lines.search')}
        className={`${field} min-w-0 flex-1`}
      />
      <button type="submit" className={buttonClass('quiet')}>
        <Icon of={Search} size={18} />
        <span className="max-sm:sr-only">{t('lines.search_button')}</span>
      </button>
      <FilterFold label={t('shell.filters', { count: set })} apart>
        {choices
          .filter(({ options, value }) => options.length > 2 || value !== options[0]?.[0])
          .map(({ name, label, value, options }) => (
            <Choice
              key={name}
              name={name}
              value={value}
              aria-label={label}
              className={`${field} min-w-0 max-w-56 max-sm:max-w-none max-sm:basis-[calc(50%-0.375rem)] max-sm:grow`}
            >
              {options.map(([key, text]) => (
                <option key={key} value={key}>
                  {text}
                </option>
              ))}
            </Choice>
          ))}
        <details className="relative max-md:hidden">
          <summary className={`${field} flex cursor-pointer list-none items-center`}>
            {t('lines.choose')}
          </summary>
          <fieldset className="absolute right-0 z-10 mt-2 grid min-w-52 gap-1 rounded-card border border-line bg-surface p-3 shadow-lg">
            <legend className="sr-only">{t('lines.choose')}</legend>
            {LINE_COLUMNS.map((column) => (
              <label key={column} className="flex min-h-8 items-center gap-2">
                <Checkbox
                  name="cols"
                  value={column}
                  on={asked.cols.includes(column)}
                  className="size-4 accent-brand"
                />
                {t(`lines.columns.${column}`)}
              </label>
            ))}
            <button type="submit" className={`${buttonClass('quiet')} mt-2`}>
              {t('lines.apply')}
            </button>
          </fieldset>
        </details>
      </FilterFold>
      <div className="basis-full empty:hidden">
        <Unapplied text={t('lines.unapplied')} />
      </div>
    </form>
  )
}
