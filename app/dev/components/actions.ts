'use server'

import type { FormState } from '@/lib/kernel/form'
import { keptOf } from '@/lib/kernel/form'
import { formOf } from '@/lib/web/action'
import { requireDemo } from '@/lib/web/demo'
import { words } from '@/lib/web/request'

/** Saves nothing: answers as a form of the portal does, so that its answers can be looked at. */
export async function tryFormAction(_state: FormState, sent: FormData): Promise<FormState> {
  await requireDemo()
  const t = await words()
  const form = formOf(sent)
  if (form.get('note')) return { done: t('dev.done') }
  return { refusal: { field: 'note', sentence: t('dev.refused') }, ...keptOf(form) }
}
