'use client'

import type { InputHTMLAttributes } from 'react'
import { wasSent } from '@/lib/kernel/form'
import { useFormState } from './form-box'

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'checked' | 'defaultChecked' | 'name'> & {
  name: string
  /** What it shows until somebody changes it. */
  on?: boolean
}

/** A check box that is sent with its form. After a refusal it shows what was sent, so that nothing else is sent next. */
export function Checkbox({ on = false, ...rest }: Props) {
  const { state } = useFormState()
  const { name, value = 'on', disabled } = rest
  // One that is disabled is never sent, whatever it shows.
  const shown = disabled || !state.values ? on : wasSent(state, name, String(value))
  return <input {...rest} type="checkbox" defaultChecked={shown} />
}

/** One of several of a name, of which one can be chosen. After a refusal the one that was. */
export function Radio({ on = false, ...rest }: Props & { value: string }) {
  const { state } = useFormState()
  const { name, value } = rest
  const shown = state.values?.[name] === undefined ? on : wasSent(state, name, value)
  return <input {...rest} type="radio" defaultChecked={shown} />
}
