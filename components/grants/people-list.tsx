import { Search } from 'lucide'
import Link from 'next/link'
import { Checkbox } from '@/components/ui/box'
import { buttonClass } from '@/components/ui/button-class'
import { Choice } from '@/components/ui/choice'
import { FilterFold } from '@/components/ui/filter-fold'
import { Icon } from '@/components/ui/icon'
import type { Cell } from '@/components/ui/list/cell'
import { personCell, soft } from '@/components/ui/list/cells'
import { Table } from '@/components/ui/list/table'
import { NARROW } from '@/components/ui/narrow'
import { Pager } from '@/components/ui/pager'
import { SelectAll } from '@/components/ui/select-all'
import { Unapplied } from '@/components/ui/unapplied'
import type { PersonView } from '@/lib/grants/view'
import { personLabel } from '@/lib/kernel/person'
import { isFunction } from '@/lib/rights/catalogue'
import { isTemplate } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import { RoleOptions } from './function-choice'
import { functionName, grantName, placeName, type Told } from './told'

export type PeopleAsked = { q: string; role: string; scope: string; soon: string }

type Props = {
  told: Told
  asked: PeopleAsked
  rows: readonly PersonView[]
  next: string | null
  first: boolean
  mayChange: boolean
}

const peopleQuery = (asked: Partial<PeopleAsked> & { after?: string }): string =>
  new URLSearchParams(Object.entries(asked).filter(([, value]) => value) as [string, string][]).toString()

/** The company's people with what each holds; ticked ones are changed together. */
export function PeopleList({ told, asked, rows, next, first, mayChange }: Props) {
  const { t, frame } = told
  const field = 'min-h-11 rounded-control border border-field bg-surface px-3'
  const at = (more: Partial<PeopleAsked> & { after?: string }) =>
    `/rights?${peopleQuery({ ...asked, ...more })}`
  return (
    <>
      {asked.scope && (
        <p className="mb-3 flex flex-wrap gap-x-3">
          {t('editor.people.over', { place: placeName(told, asked.scope) })}
          <Link href={at({ scope: '' })} prefetch={false} className="link">
            {t('editor.people.everywhere')}
          </Link>
        </p>
      )}
      <form
        key={peopleQuery(asked)}
        id={NARROW}
        action="/rights"
        autoComplete="off"
        className="mb-4 flex flex-wrap items-center gap-3"
      >
        {asked.scope && <input type="hidden" name="scope" value={asked.scope} />}
        <input
          type="search"
          name="q"
          maxLength={100}
          defaultValue={asked.q}
          aria-label={t('users.search')}
          placeholder={t('users.search')}
          className={`${field} min-w-0 flex-1 sm:basis-56`}
        />
        <button type="submit" className={buttonClass('quiet')}>
          <Icon of={Search} size={18} />
          <span className="max-sm:sr-only">{t('users.search_button')}</span>
        </button>
        <FilterFold label={t('shell.filters', { count: [asked.role, asked.soon].filter(Boolean).length })}>
          <Choice
            name="role"
            value={asked.role}
            aria-label={t('editor.people.role')}
            className={`${field} max-w-64`}
          >
            <option value="">{t('editor.people.any')}</option>
            <option value="none">{t('editor.people.none')}</option>
            <option value="main_administrator">{t('rights.templates.main_administrator.name')}</option>
            <RoleOptions t={t} own={frame.templates} />
            <OtherRole t={t} told={told} role={asked.role} />
          </Choice>
          <label className="flex min-h-11 items-center gap-2">
            <Checkbox name="soon" value="1" on={asked.soon === '1'} className="size-5 accent-brand" />
            {t('editor.soon.filter')}
          </label>
        </FilterFold>
        <Unapplied text={t('lines.unapplied')} />
      </form>
      {rows.length === 0 ? (
        <div className="card p-10 text-center">
          <p className="mb-3">{t('editor.people.empty')}</p>
          <Link href="/rights" prefetch={false} className="link">
            {t('users.empty.all')}
          </Link>
        </div>
      ) : (
        <form action="/rights/change" className="grid gap-3">
          <Table
            caption={t('editor.places.people')}
            columns={[
              {
                key: 'name',
                head: t('users.columns.name'),
                cell: (row) => nameCell(t, row),
              },
              {
                key: 'holds',
                head: t('editor.people.holds'),
                cell: (row) => holdsCell(told, row),
              },
            ]}
            rows={rows}
            keyOf={({ id }) => id}
            tick={
              mayChange
                ? (row) =>
                    row.mainAdministrator ? null : t('editor.people.choose', { name: personLabel(row) })
                : undefined
            }
          />
          {mayChange && (
            <div className="z-10 flex flex-wrap items-center gap-3 bg-canvas py-2 max-lg:bottom-14 lg:bottom-0 [form:has(input[name=id]:checked)_&]:sticky">
              <SelectAll label={t('lines.select_all')} counted="{count}" />
              <button type="submit" className={buttonClass('main')}>
                {t('editor.people.change')}
              </button>
              <button
                type="submit"
                form={NARROW}
                formAction="/rights/change"
                name="all"
                value="1"
                className={buttonClass('quiet')}
              >
                {t('editor.people.change_all')}
              </button>
            </div>
          )}
        </form>
      )}
      <Pager
        first={first ? null : at({})}
        next={next && at({ after: next })}
        words={{ first: t('users.first'), more: t('users.more') }}
      />
    </>
  )
}

/** What the list is narrowed to, where it is none of the roles that can be chosen: a function, or a role out of use. */
function OtherRole({ t, told, role }: { t: Words; told: Told; role: string }) {
  const own = told.frame.templates.find(({ id }) => id === role)
  const isChoice =
    ['', 'none', 'main_administrator'].includes(role) || isTemplate(role) || (own && !own.retired)
  if (isChoice) return null
  return (
    <option value={role}>{own?.name ?? (isFunction(role) ? functionName(t, role) : t('lines.gone'))}</option>
  )
}

function nameCell(t: Words, row: PersonView): Cell {
  const name = personCell({ ...row, href: `/rights/people/${row.id}` })
  return row.closed ? [name, { text: t(`users.state.${row.closed}`), badge: 'harm' }] : name
}

function holdsCell(told: Told, row: PersonView): Cell {
  const { t } = told
  if (row.mainAdministrator) return { text: t('rights.templates.main_administrator.name'), badge: 'brand' }
  if (row.grants.length === 0) return soft(t('editor.people.nothing'))
  const more = row.held - row.grants.length
  return {
    text: '',
    lines: row.grants.map((grant) => grantName(told, grant)),
    under: more > 0 ? t('editor.people.more', { count: more }) : null,
  }
}
