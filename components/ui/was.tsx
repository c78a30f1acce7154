'use client'

import { wasField } from '@/lib/kernel/was-field'
import { useFormState } from './form-box'

type ShownProps = {
  name: string
  value: string | number
  /** Nothing is typed into the form: what its page shows when it is drawn again is what is agreed to. */
  anew?: boolean
}

/**
 * What a form says of its page as it was when somebody began: which version of things, which boxes were ticked. It stays
 * with what was typed when that comes back (a refusal, the page opened again), so that what others have changed since is
 * still found, and not undone.
 */
export function Shown({ name, value, anew = false }: ShownProps) {
  const { state } = useFormState()
  return <input type="hidden" name={name} value={(anew ? null : state.values?.[name]) ?? value} />
}

/**
 * What a form that edits showed in one of its fields, sent along unseen: what somebody else has changed meanwhile is not
 * written over. After a refusal that told what stands there by now, that counts as shown.
 */
export const Was = ({ name, value }: { name: string; value: string }) => (
  <Shown name={wasField(name)} value={value} />
)
