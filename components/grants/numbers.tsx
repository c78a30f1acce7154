import { Search } from 'lucide'
import Link from 'next/link'
import { Checkbox, Radio } from '@/components/ui/box'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { FilterFold } from '@/components/ui/filter-fold'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Icon } from '@/components/ui/icon'
import { lineCell, soft } from '@/components/ui/list/cells'
import { Table } from '@/components/ui/list/table'
import { NARROW } from '@/components/ui/narrow'
import { Pager } from '@/components/ui/pager'
import { SelectAll } from '@/components/ui/select-all'
import { Submit } from '@/components/ui/submit'
import { Unapplied } from '@/components/ui/unapplied'
import { Shown } from '@/components/ui/was'
import type { NumberRow } from '@/lib/grants/view'
import type { FormAction } from '@/lib/kernel/form'
import { factsOf, NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
import { withNeeds } from '@/lib/rights/reach'
import { NUMBER_PRESETS, type PresetKey } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import { functionName, functionWithState } from './told'

/** What a ceiling leaves, in as few words as say it. */
export function ceilingName(t: Words, functions: readonly string[] | null): string {
  if (functions === null) return t('rights.presets.line_holder')
  const key = (Object.keys(NUMBER_PRESETS) as PresetKey[]).find((preset) => {
    const left: readonly string[] = NUMBER_PRESETS[preset]
    return left.length === functions.length && left.every((fn) => functions.includes(fn))
  })
  return key ? t(`rights.presets.${key}`) : functions.map((fn) => functionName(t, fn)).join(', ')
}

type ListProps = {
  t: Words
  asked: { q: string; centre: string }
  centres: readonly { id: string; name: string }[]
  rows: readonly NumberRow[]
  next: string | null
  first: boolean
  company: readonly string[] | null
  mayChange: boolean
}

const query = (asked: Record<string, string>) =>
  new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString()

/** The company's numbers and what is left to each; ticked ones are limited together. */
export function NumberList({ t, asked, centres, rows, next, first, company, mayChange }: ListProps) {
  const field = 'min-h-11 rounded-control border border-field bg-surface px-3'
  return (
    <>
      <Card title={t('editor.numbers.all')}>
        <p className="mb-3 max-w-prose text-soft">{t('editor.numbers.text')}</p>
        <p className="mb-4">
          {t('editor.numbers.left')}: <span className="font-medium">{ceilingName(t, company)}</span>
        </p>
        {mayChange && (
          <Link href="/rights/numbers/limit?company=on" prefetch={false} className={buttonClass('quiet')}>
            {t('editor.numbers.limit_all')}
          </Link>
        )}
      </Card>
      <form
        key={query(asked)}
        id={NARROW}
        action="/rights/numbers"
        autoComplete="off"
        className="mt-5 mb-4 flex flex-wrap items-center gap-3"
      >
        <input
          type="search"
          name="q"
          maxLength={80}
          defaultValue={asked.q}
          aria-label={t('lines.search')}
          placeholder={t('lines.search')}
          className={`${field} min-w-0 flex-1 sm:basis-56`}
        />
        <button type="submit" className={buttonClass('quiet')}>
          <Icon of={Search} size={18} />
          <span className="max-sm:sr-only">{t('users.search_button')}</span>
        </button>
        <FilterFold label={t('shell.filters', { count: asked.centre ? 1 : 0 })}>
          <Choice
            name="centre"
            value={asked.centre}
            aria-label={t('lines.centre')}
            className={`${field} max-w-64`}
          >
            <option value="">{`${t('lines.centre')}: ${t('lines.any')}`}</option>
            {asked.centre && !centres.some(({ id }) => id === asked.centre) && (
              <option value={asked.centre}>{t('lines.gone')}</option>
            )}
            {centres.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
        </FilterFold>
        <Unapplied text={t('lines.unapplied')} />
      </form>
      {rows.length === 0 ? (
        <p className="card p-10 text-center">{t('editor.numbers.empty')}</p>
      ) : (
        <form action="/rights/numbers/limit" className="grid gap-3">
          <Table
            caption={t('editor.places.numbers')}
            columns={[
              {
                key: 'number',
                head: t('lines.columns.number'),
                cell: ({ id, number, holder }) => ({
                  ...lineCell({ id, number, under: holder }),
                  href: `/rights/numbers/${id}`,
                }),
              },
              {
                key: 'left',
                head: t('editor.numbers.left'),
                cell: ({ functions }) =>
                  functions ? ceilingName(t, functions) : soft(t('editor.numbers.as_all')),
              },
              { key: 'centre', head: t('lines.centre'), cell: (row) => row.costCentre },
            ]}
            rows={rows}
            keyOf={({ id }) => id}
            tick={mayChange ? ({ number }) => t('editor.people.choose', { name: number }) : undefined}
          />
          {mayChange && (
            <div className="z-10 flex flex-wrap items-center gap-3 bg-canvas py-2 max-lg:bottom-14 lg:bottom-0 [form:has(input[name=id]:checked)_&]:sticky">
              <SelectAll label={t('lines.select_all')} counted="{count}" />
              <button type="submit" className={buttonClass('main')}>
                {t('editor.numbers.limit')}
              </button>
              <button
                type="submit"
                form={NARROW}
                formAction="/rights/numbers/limit"
                name="all"
                value="1"
                className={buttonClass('quiet')}
              >
                {t('editor.numbers.limit_found')}
              </button>
            </div>
          )}
        </form>
      )}
      <Pager
        first={first ? null : `/rights/numbers?${query(asked)}`}
        next={next && `/rights/numbers?${query({ ...asked, after: next })}`}
        words={{ first: t('users.first'), more: t('users.more') }}
      />
    </>
  )
}

type LimitProps = {
  t: Words
  left: readonly string[] | null
  version?: number | undefined
  hidden: Readonly<Record<string, string>>
  action: FormAction
}

/** What numbers may do at most: one of a few sets, or box by box. */
export function LimitForm({ t, left, version, hidden, action }: LimitProps) {
  return (
    <Form action={action} className="grid gap-5">
      <FormAnswer />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {version !== undefined && <Shown name="seen" value={version} />}
      <fieldset className="grid gap-1">
        <legend className="mb-1.5 font-medium">{t('editor.numbers.preset')}</legend>
        {(Object.keys(NUMBER_PRESETS) as PresetKey[]).map((preset) => (
          <label key={preset} className="flex min-h-11 items-center gap-3">
            <Radio name="preset" value={preset} className="size-5 accent-brand" />
            <span>
              {t(`rights.presets.${preset}`)}
              <span className="block text-sm text-soft">
                {NUMBER_PRESETS[preset].map((fn) => functionWithState(t, fn)).join(', ')}
              </span>
            </span>
          </label>
        ))}
        <label className="flex min-h-11 items-center gap-3">
          <Radio name="preset" value="custom" on className="size-5 accent-brand" />
          {t('editor.numbers.custom')}
        </label>
      </fieldset>
      <fieldset className="hidden gap-1 border-line border-l-2 pl-5 [form:has(input[value=custom]:checked)_&]:grid">
        <legend className="sr-only">{t('editor.numbers.custom')}</legend>
        {NUMBER_FUNCTIONS.map((fn) => (
          <label key={fn} className="flex min-h-11 items-center gap-3">
            <Checkbox
              name={`item:${fn}`}
              on={left === null || left.includes(fn)}
              data-fn={fn}
              data-needs={[...withNeeds(fn)].filter((needed) => needed !== fn).join(' ')}
              className="size-5 shrink-0 accent-brand"
            />
            <span>
              <span className="block first-letter:uppercase">{functionName(t, fn)}</span>
              {factsOf(fn).coming && <span className="block text-sm text-soft">{t('editor.coming')}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <p className="text-soft">{t('numbers.never')}</p>
      <div>
        <Submit>{t('editor.review')}</Submit>
      </div>
    </Form>
  )
}
