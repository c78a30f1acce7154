import { factsOf, GROUPS, grantableIn } from '@/lib/rights/catalogue'
import type { Words } from '@/lib/words/translator'
import { functionName } from './told'

/** Functions by group, for choosing one. */
export function FunctionChoice({
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
  const functions = grantableIn(kind)
  return (
    <select
      name={name}
      defaultValue={value}
      aria-label={label}
      className="min-h-11 w-full min-w-0 rounded-control border border-field bg-surface px-3 sm:w-auto sm:max-w-xs"
    >
      {any !== undefined && <option value="">{any}</option>}
      {GROUPS.map((group) => (
        <optgroup key={group} label={t(`rights.groups.${group}`)}>
          {functions
            .filter((fn) => factsOf(fn).group === group)
            .map((fn) => (
              <option key={fn} value={fn}>
                {functionName(t, fn)}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  )
}
