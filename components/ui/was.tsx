'use client'

import { wasField } from '@/lib/kernel/changes'
import { useFormState } from './form-box'

/**
 * What a form that edits showed in one of its fields, sent along unseen: what somebody else has changed meanwhile is not
 * written over. After a refusal that told what stands there by now, that counts as shown.
 */
export function Was({ name, value }: { name: string; value: string }) {
  const { state } = useFormState()
  const hidden = wasField(name)
  return <input type="hidden" name={hidden} value={state.values?.[hidden] ?? value} />
}
