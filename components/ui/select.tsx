'use client'

import { useFormState } from './form-box'

/** A labelled choice of a few. */
export function Select({
  name,
  label,
  value,
  options,
}: {
  name: string
  label: string
  value: string
  options: [value: string, label: string][]
}) {
  const { state } = useFormState()
  const chosen = state.values?.[name] ?? value
  return (
    <div>
      <label htmlFor={name} className="mb-1.5 block font-medium">
        {label}
      </label>
      <select
        key={chosen}
        id={name}
        name={name}
        defaultValue={chosen}
        className="min-h-11 w-full rounded-control border border-field bg-surface px-3 text-base"
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
