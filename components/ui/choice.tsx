'use client'

import type { SelectHTMLAttributes } from 'react'
import { useFormState } from './form-box'

type Props = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'name' | 'defaultValue' | 'value'> & {
  name: string
  /** What is chosen until somebody chooses something else. */
  value: string
}

/** A bare list to choose from, as components/ui/select.tsx has with its label. After a refusal it shows what was chosen. */
export function Choice({ value, ...rest }: Props) {
  const { state } = useFormState()
  const chosen = state.values?.[rest.name] ?? value
  // React sets the chosen option of a list only when the list is made.
  return <select key={chosen} {...rest} defaultValue={chosen} />
}
