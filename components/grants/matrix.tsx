import { Check } from 'lucide'
import { Checkbox } from '@/components/ui/box'
import { Badge } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { PlaceView } from '@/lib/grants/view'
import { pause } from '@/lib/kernel/slices'
import { factsOf, GROUPS, grantableIn, type Permission, scopesOf } from '@/lib/rights/catalogue'
import { explain } from '@/lib/rights/explain'
import { grantsCovering } from '@/lib/rights/held'
import { itemKey } from '@/lib/rights/items'
import { withNeeds } from '@/lib/rights/reach'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import { grantName, permissionName, placeName, type Wording, whyNotName } from './wording'

type Props = {
  wording: Wording
  subject: Subject
  places: readonly PlaceView[]
  now: Date
  mayChange: boolean
}

/** What is held as a single function and not in another's stead, by function and place. */
type Singles = ReadonlyMap<string, HeldGrant>
const singlesOf = ({ grants }: Subject): Singles =>
  new Map(
    grants
      .filter(isSingle)
      .flatMap((grant) => (grant.functions ?? []).map((fn) => [itemKey(fn, grant.scope), grant])),
  )
const isSingle = ({ template, standsInFor }: HeldGrant) => template === null && !standsInFor

/**
 * Permissions down, scopes across: a real table with heads, of plain check boxes, that works without scripts; on a phone a
 * list by function. What comes from a role is shown and not ticked: it is changed with the role.
 */
export function Matrix({ wording, subject, places, now, mayChange }: Props) {
  const { t } = wording
  const functions = grantableIn(subject.companyKind)
  const singles = singlesOf(subject)
  return (
    <table className="w-full text-left max-md:block" data-matrix>
      <caption className="sr-only">{t('editor.matrix.title')}</caption>
      <thead className="border-line border-b max-md:sr-only">
        <tr>
          <th scope="col" className="py-2 pr-4 font-medium text-sm text-soft">
            {t('editor.matrix.function')}
          </th>
          {places.map(({ key }) => (
            <th key={key} scope="col" className="min-w-32 px-3 py-2 font-medium text-sm">
              {placeName(wording, key)}
            </th>
          ))}
        </tr>
      </thead>
      {GROUPS.map((group) => {
        const rows = functions.filter((fn) => factsOf(fn).group === group)
        return (
          rows.length > 0 && (
            <Rows key={group} {...{ wording, subject, singles, places, now, mayChange, group, rows }} />
          )
        )
      })}
    </table>
  )
}

type RowsProps = Props & { singles: Singles; group: (typeof GROUPS)[number]; rows: readonly Permission[] }

/** The functions of one group, made when it is their turn: the whole table in one go would hold everybody up. */
async function Rows({ wording, subject, singles, places, now, mayChange, group, rows }: RowsProps) {
  await pause()
  const { t } = wording
  return (
    <tbody className="max-md:block">
      <tr className="max-md:flex max-md:flex-wrap max-md:gap-x-4" data-group-head>
        <th scope="rowgroup" className="pt-5 pb-1 font-semibold max-md:w-full">
          {t(`rights.groups.${group}`)}
        </th>
        {places.map(({ key }, column) => (
          <td key={key} className="px-3 pt-5 pb-1 max-md:px-0 max-md:pt-0">
            {mayChange && (
              <label className="hidden items-center gap-2 text-sm text-soft" data-group-box>
                <input
                  type="checkbox"
                  data-all={column}
                  aria-label={`${t(`rights.groups.${group}`)}, ${placeName(wording, key)}`}
                  className="size-4 accent-brand"
                />
                <span className="md:sr-only">{placeName(wording, key)}</span>
                <span className="max-md:hidden">{t('editor.matrix.all')}</span>
              </label>
            )}
          </td>
        ))}
      </tr>
      {rows.map((fn) => (
        <tr key={fn} data-row className="border-line border-t hover:bg-sunken max-md:block max-md:py-3">
          <th scope="row" className="py-2 pr-4 font-normal max-md:block">
            <PermissionHead wording={wording} fn={fn} />
          </th>
          {places.map((place, column) => (
            <Cell key={place.key} {...{ wording, subject, singles, fn, place, now, mayChange, column }} />
          ))}
        </tr>
      ))}
    </tbody>
  )
}

/** What a function is called and means, and what is special about it. */
export function PermissionHead({ wording: { t }, fn }: { wording: Wording; fn: Permission }) {
  const { risk, irreversible, coming } = factsOf(fn)
  return (
    <>
      <span className="block first-letter:uppercase">{permissionName(t, fn)}</span>
      <span className="block text-sm text-soft">{t(`rights.explanations.${fn}`)}</span>
      <span className="flex flex-wrap gap-1.5">
        {irreversible && <Badge tone="harm">{t('editor.irreversible')}</Badge>}
        {risk >= 2 && !irreversible && <Badge tone="attention">{t('editor.risky')}</Badge>}
        {coming && <Badge>{t('editor.coming')}</Badge>}
      </span>
    </>
  )
}

type CellProps = Omit<Props, 'places'> & {
  singles: Singles
  fn: Permission
  place: PlaceView
  column: number
}

/** Granted here · comes from a role or a wider scope · capped, with the reason · not granted · not possible here. */
function Cell({ wording, subject, singles, fn, place, now, mayChange, column }: CellProps) {
  const { t } = wording
  const name = `${permissionName(t, fn)}, ${placeName(wording, place.key)}`
  if (!scopesOf(fn).includes(place.scope.kind))
    return (
      <td className="px-3 py-2 text-soft max-md:hidden">
        <span aria-hidden="true">–</span>
        <span className="sr-only">{t('editor.matrix.impossible')}</span>
      </td>
    )
  const there = grantsCovering(subject.grants, fn, place.target, now)
  const single = singles.get(itemKey(fn, place.scope))
  const other = there.find((grant) => grant !== single)
  const answer = explain(subject, fn, place.target, now)
  const capped = !answer.allowed && (single || other || answer.whyNot.kind === 'not_offered')
  const label = <span className="text-sm md:hidden">{placeName(wording, place.key)}</span>
  return (
    <td className="px-3 py-2 align-top max-md:block max-md:px-0 max-md:py-1">
      {other && !single ? (
        <span className="flex items-start gap-2 text-sm">
          <Icon of={Check} size={20} className="shrink-0 text-done" />
          {label}
          <span className="text-soft">{t('editor.matrix.from', { source: grantName(wording, other) })}</span>
        </span>
      ) : (
        <label className="flex min-h-6 items-start gap-2">
          <Checkbox
            name={`item:${itemKey(fn, place.scope)}`}
            on={single !== undefined}
            disabled={
              !mayChange || (!single && answer.allowed === false && answer.whyNot.kind === 'not_offered')
            }
            aria-label={name}
            data-fn={fn}
            data-held={single !== undefined}
            {...(other && { 'data-also': true })}
            data-column={column}
            data-needs={[...withNeeds(fn)].filter((needed) => needed !== fn).join(' ')}
            className="size-5 shrink-0 accent-brand"
          />
          {label}
        </label>
      )}
      {capped && !answer.allowed && (
        <span className="block text-attention text-sm">{whyNotName(t, answer.whyNot)}</span>
      )}
    </td>
  )
}
