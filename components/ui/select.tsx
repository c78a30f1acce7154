'use client'

import { useId } from 'react'
import { useFormState } from './form-box'
import { Was } from './was'

/** A labelled choice of a few. */
export function Select({
  name,
  label,
  value,
  edits = false,
  options,
}: {
  name: string
  label: string
  value: string
  /** It changes what stands there: that is sent along as shown (lib/kernel/changes.ts). */
  edits?: boolean
  options: [value: string, label: string][]
}) {
  const id = useId()
  const { state } = useFormState()
  const chosen = state.values?.[name] ?? value
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      {edits && <Was name={name} value={value} />}
      <select
        key={chosen}
        id={id}
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
