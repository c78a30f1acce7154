'use client'

import { problemOf } from '@/lib/kernel/form'
import { Field } from './field'
import { useFormState } from './form-box'

type Props = { name: string; shown: boolean; label: string; hint: string }

/**
 * A password that is asked for from the start, or once the form was refused for want of it; typed and not taken, as in an
 * outage, it stays.
 */
export function ProofField({ name, shown, label, hint }: Props) {
  const { state } = useFormState()
  const isKept = state.unsent && state.values?.[name] !== undefined
  if (!shown && !isKept && !problemOf(state, name)) return null
  return <Field {...{ name, label, hint }} type="password" autoComplete="current-password" required />
}
