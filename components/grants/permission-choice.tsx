import { Choice } from '@/components/ui/choice'
import type { TemplateView } from '@/lib/access/view'
import { factsOf, GROUPS, grantableIn } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import { permissionName } from './wording'

/** Permissions by group, for choosing one. */
export function PermissionChoice({
  t,
  name,
  value,
  label,
  kind,
  any,
}: {
  t: Words
  name: string
  value: string
  label: string
  kind: 'customer' | 'operator'
  any?: string
}) {
  return (
    <Choice
      name={name}
      value={value}
      aria-label={label}
      className="min-h-11 w-full min-w-0 rounded-control border border-field bg-surface px-3 sm:w-auto sm:max-w-xs"
    >
      {any !== undefined && <option value="">{any}</option>}
      <PermissionOptions t={t} kind={kind} />
    </Choice>
  )
}

/** Everything that can be given in a company of this kind, by group. */
export function PermissionOptions({ t, kind }: { t: Words; kind: 'customer' | 'operator' }) {
  const functions = grantableIn(kind)
  return GROUPS.map((group) => (
    <optgroup key={group} label={t(`rights.groups.${group}`)}>
      {functions
        .filter((fn) => factsOf(fn).group === group)
        .map((fn) => (
          <option key={fn} value={fn}>
            {permissionName(t, fn)}
          </option>
        ))}
    </optgroup>
  ))
}

/** The roles that can be given: ours, and the company's own. */
export const roleChoices = (t: Words, own: readonly TemplateView[]): [key: string, name: string][] => [
  ...TEMPLATE_KEYS.map((key): [string, string] => [key, t(`rights.templates.${key}.name`)]),
  ...own.filter(({ retired }) => !retired).map(({ id, name }): [string, string] => [id, name]),
]

export const RoleOptions = ({ t, own }: { t: Words; own: readonly TemplateView[] }) =>
  roleChoices(t, own).map(([key, name]) => (
    <option key={key} value={key}>
      {name}
    </option>
  ))
