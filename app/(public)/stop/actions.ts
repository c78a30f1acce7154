'use server'

import { redirect } from 'next/navigation'
import { stopContactChangeInput } from '@/lib/company/schema'
import { stopContactChange } from '@/lib/company/stop-contact-change'
import { world } from '@/lib/infra/world'
import type { FormState } from '@/lib/kernel/form'
import { formOf, readForm, refused } from '@/lib/web/action'
import { visitor, words } from '@/lib/web/request'

/** Stops a change of contacts for whoever was sent what it takes, signed in or not; the page then says so. */
export async function stopContactChangeAction(_state: FormState, sent: FormData): Promise<FormState> {
  const [form, t] = [formOf(sent), await words()]
  const read = readForm(stopContactChangeInput, form)
  if (!read.ok) return refused(read.refusal, form, t)
  const stopped = await stopContactChange(await visitor(), read.value, world())
  if (!stopped.ok) return refused(stopped.refusal, form, t)
  return redirect(`/stop?t=${stopped.value.token}`)
}
