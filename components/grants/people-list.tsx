import type { Cell } from '@/components/ui/list/cell'
import { personCell, soft } from '@/components/ui/list/cells'
import type { Filter } from '@/components/ui/list/filter'
import { List } from '@/components/ui/list/list'
import { type ListPeopleInput, PEOPLE } from '@/lib/grants/schema'
import type { PersonView } from '@/lib/grants/view'
import { personLabel } from '@/lib/kernel/person'
import { isPermission } from '@/lib/rights/catalogue'
import { scopeKey } from '@/lib/rights/scope'
import type { Words } from '@/lib/words/translator'
import { roleChoices } from './permission-choice'
import { grantName, permissionName, placeName, type Wording } from './wording'

type Props = {
  wording: Wording
  asked: ListPeopleInput
  rows: readonly PersonView[]
  next: string | null
  mayChange: boolean
}

/** The company's people with what each holds; ticked ones are changed together. */
export function PeopleList({ wording, asked, rows, next, mayChange }: Props) {
  const { t } = wording
  const scope = asked.scope ? scopeKey(asked.scope) : ''
  return (
    <List
      t={t}
      caption={t('editor.places.people')}
      path="/rights"
      listing={PEOPLE}
      asked={{ ...asked, scope }}
      search={{ label: t('users.search'), most: 100 }}
      filters={filtersOf(wording, asked, scope)}
      columns={[
        { key: 'name', head: t('users.columns.name'), sort: 'name', cell: (row) => nameCell(t, row) },
        { key: 'holds', head: t('editor.people.holds'), cell: (row) => holdsCell(wording, row) },
      ]}
      rows={rows}
      keyOf={({ id }) => id}
      next={next}
      words={{
        none: t('editor.people.empty'),
        nothing: t('editor.people.empty'),
        all: t('users.empty.all'),
      }}
      bulk={
        mayChange
          ? {
              action: '/rights/change',
              tick: (row) =>
                row.mainAdministrator ? null : t('editor.people.choose', { name: personLabel(row) }),
              acts: [
                { text: t('editor.people.change'), look: 'main' },
                { text: t('editor.people.change_all'), to: '/rights/change', all: true },
              ],
            }
          : null
      }
    />
  )
}

function filtersOf(wording: Wording, { role, soon }: ListPeopleInput, scope: string): Filter[] {
  const { t } = wording
  const filters: Filter[] = [
    { name: 'role', label: t('editor.people.role'), value: role, options: rolesOf(wording, role) },
    {
      name: 'soon',
      label: t('editor.soon.filter'),
      value: soon ?? '',
      options: [
        ['', ''],
        ['1', t('editor.soon.filter')],
      ],
      as: 'box',
    },
  ]
  if (!scope) return filters
  const over = t('editor.people.over', { place: placeName(wording, scope) })
  return [
    ...filters,
    {
      name: 'scope',
      label: over,
      value: scope,
      options: [
        ['', ''],
        [scope, over],
      ],
      as: 'chip',
    },
  ]
}

/** Roles that can be held; what the list is narrowed to now is among them, also a function or a role out of use. */
function rolesOf(wording: Wording, role: string): [string, string][] {
  const { t, frame } = wording
  const roles: [string, string][] = [
    ['', t('editor.people.any')],
    ['none', t('editor.people.none')],
    ['main_administrator', t('rights.templates.main_administrator.name')],
    ...roleChoices(t, frame.templates),
  ]
  if (roles.some(([key]) => key === role)) return roles
  const own = frame.templates.find(({ id }) => id === role)
  return [...roles, [role, own?.name ?? (isPermission(role) ? permissionName(t, role) : t('list.gone'))]]
}

function nameCell(t: Words, row: PersonView): Cell {
  const name = personCell({ ...row, href: `/rights/people/${row.id}` })
  return row.closed ? [name, { text: t(`users.state.${row.closed}`), badge: 'harm' }] : name
}

function holdsCell(wording: Wording, row: PersonView): Cell {
  const { t } = wording
  if (row.mainAdministrator) return { text: t('rights.templates.main_administrator.name'), badge: 'brand' }
  if (row.grants.length === 0) return soft(t('editor.people.nothing'))
  const more = row.held - row.grants.length
  return {
    text: '',
    lines: row.grants.map((grant) => grantName(wording, grant)),
    under: more > 0 ? t('editor.people.more', { count: more }) : null,
  }
}
