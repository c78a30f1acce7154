import Link from 'next/link'
import { Checkbox } from '@/components/ui/box'
import { Badge, Card, Note } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Select } from '@/components/ui/select'
import { Submit } from '@/components/ui/submit'
import { Shown } from '@/components/ui/was'
import type { PersonView, PlaceView } from '@/lib/grants/view'
import type { FormAction } from '@/lib/kernel/form'
import { personLabel } from '@/lib/kernel/person'
import { factsOf, isPermission } from '@/lib/rights/catalogue'
import { permissionsOf } from '@/lib/rights/held'
import { itemKey } from '@/lib/rights/items'
import { scopeKey } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'
import { isTemplate, TEMPLATE_KEYS } from '@/lib/rights/templates'
import { Matrix } from './matrix'
import { MatrixKeys } from './matrix-keys'
import { ScopeChoice } from './scope-choice'
import { permissionName, placeName, untilDay, type Wording, whatName } from './wording'

type Props = {
  wording: Wording
  person: PersonView
  version: number
  now: Date
  /** Null: they may not change it. */
  action: FormAction | null
  /** Why not, where they may not. */
  why: string | null
  /** More scopes than those where something is held, as columns. */
  places: readonly PlaceView[]
  /** Where a role is to be given, unless something else is chosen. */
  place: string
  search: { q: string; found: readonly { key: string; name: string }[] }
}

const word = (grant: HeldGrant) => grant.template ?? grant.functions?.[0] ?? ''

/** What a person may do: the roles, then single functions where they are held, and one way on: the review. */
export function PersonEditor(props: Props) {
  const { wording, person, version, now, action, why, places } = props
  const { t } = wording
  const own = person.grants.filter(({ standsInFor }) => !standsInFor)
  const roles = person.grants.filter(({ template }) => template !== null)
  if (person.mainAdministrator)
    return <Note>{t('editor.person.holds_all', { name: personLabel(person) })}</Note>
  const content = (
    <>
      <Roles {...props} roles={roles} />
      <Card title={t('editor.matrix.title')}>
        <p className="mb-3 max-w-prose text-soft">{t('editor.matrix.text')}</p>
        <MatrixKeys
          words={{
            find: t('editor.matrix.find'),
            only: t('editor.matrix.only'),
            nothing: t('editor.matrix.nothing'),
            changed: t.raw('editor.matrix.changed'),
            along: t('editor.matrix.along'),
            fell: t('editor.matrix.fell'),
          }}
        >
          <div className="overflow-x-auto">
            <Matrix
              wording={wording}
              subject={person.subject}
              places={places}
              now={now}
              mayChange={action !== null}
            />
          </div>
        </MatrixKeys>
      </Card>
    </>
  )
  return (
    <div className="grid grid-cols-1 gap-5">
      {why && <Note>{why}</Note>}
      {action ? (
        <>
          <Form action={action} className="grid grid-cols-1 gap-5">
            <FormAnswer fields={['until', 'role']} />
            <input type="hidden" name="person" value={person.id} />
            <Shown name="seen" value={version} />
            <Shown name="had" value={own.map((grant) => itemKey(word(grant), grant.scope)).join(' ')} />
            {content}
            <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-4 border-line border-t bg-canvas py-3 max-lg:bottom-14">
              <Submit>{t('editor.review')}</Submit>
              <span className="text-sm text-soft">{t('editor.review_hint')}</span>
            </div>
          </Form>
          <AddPlace {...props} />
        </>
      ) : (
        content
      )}
    </div>
  )
}

function Roles({ wording, roles, places, place, action }: Props & { roles: readonly HeldGrant[] }) {
  const { t, frame } = wording
  return (
    <Card title={t('editor.roles.title')}>
      {roles.length === 0 && <p className="text-soft">{t('editor.roles.none')}</p>}
      <ul className="grid gap-3">
        {roles.map((grant) => {
          const label = `${whatName(wording, word(grant))}, ${placeName(wording, scopeKey(grant.scope))}`
          return (
            <li key={`${grant.id} ${grant.standsInFor}`}>
              <label className="flex items-start gap-3">
                <Checkbox
                  name={`item:${itemKey(word(grant), grant.scope)}`}
                  on
                  disabled={!action || Boolean(grant.standsInFor)}
                  className="mt-0.5 size-5 shrink-0 accent-brand"
                />
                <span>
                  <span className="font-medium">{label}</span>{' '}
                  {grant.validTo && (
                    <Badge tone="attention">
                      {t('editor.until', { day: untilDay(wording, grant.validTo) })}
                    </Badge>
                  )}
                  {grant.standsInFor && (
                    <Badge tone="brand">{t('editor.standing_in', { name: grant.standsInFor })}</Badge>
                  )}
                  <span className="block text-sm text-soft">{contents(wording, grant)}</span>
                </span>
              </label>
            </li>
          )
        })}
      </ul>
      {action && (
        <div className="mt-5 grid gap-4 border-line border-t pt-5 md:grid-cols-3">
          <Select
            name="role"
            label={t('editor.roles.add')}
            value=""
            options={[
              ['', t('editor.roles.no')],
              ...TEMPLATE_KEYS.map((key): [string, string] => [key, t(`rights.templates.${key}.name`)]),
              ...frame.templates
                .filter(({ retired }) => !retired)
                .map(({ id, name }): [string, string] => [id, name]),
            ]}
          />
          <ScopeChoice
            name="place"
            label={t('editor.roles.where')}
            options={places.map(({ key }) => ({ key, name: placeName(wording, key) }))}
            value={place}
            hint={t('editor.roles.where_hint')}
            words={{
              search: t('editor.places_search'),
              none: t('editor.places_none'),
              choose: t('editor.places_choose'),
            }}
          />
          <Field
            name="until"
            type="date"
            label={t('editor.roles.until')}
            hint={t('editor.roles.until_hint')}
          />
        </div>
      )}
      <Link href="/rights/roles" prefetch={false} className="link mt-4 inline-block min-h-6">
        {t('editor.roles.about')}
      </Link>
    </Card>
  )
}

/** What a role means, in a sentence. */
export function contents(wording: Wording, grant: HeldGrant): string {
  const { t } = wording
  const { template } = grant
  if (template && isTemplate(template)) return t(`rights.templates.${template}.can`)
  return permissionsOf(grant)
    .filter((fn) => isPermission(fn) && !factsOf(fn).everybody)
    .map((fn) => permissionName(t, fn))
    .join(', ')
}

/** Without scripts, or for a single function somewhere new: a search that adds a column. */
function AddPlace({ wording, person, search }: Props) {
  const { t } = wording
  return (
    <Card title={t('editor.add_place.title')}>
      <form action={`/rights/people/${person.id}`} className="flex flex-wrap gap-3">
        <input
          type="search"
          name="q"
          defaultValue={search.q}
          aria-label={t('editor.places_search')}
          placeholder={t('editor.places_search')}
          className="min-h-11 min-w-0 flex-1 basis-56 rounded-control border border-field bg-surface px-3.5"
        />
        <button
          type="submit"
          className="min-h-11 rounded-control border border-field bg-surface px-4 font-medium hover:bg-sunken"
        >
          {t('list.search')}
        </button>
      </form>
      {search.q && search.found.length === 0 && <p className="mt-3 text-soft">{t('editor.places_none')}</p>}
      <ul className="mt-3 grid gap-1">
        {search.found.map(({ key, name }) => (
          <li key={key}>
            <Link
              href={`/rights/people/${person.id}?with=${key}`}
              prefetch={false}
              className="link inline-block min-h-6"
            >
              {t('editor.add_place.add', { place: name })}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
