'use server'

import { redirect } from 'next/navigation'
import { openPersona } from '@/lib/identity/sign-in/open-persona'
import { context } from '@/lib/infra/context'
import { formOf } from '@/lib/web/action'
import { keepDemoSession, requireDemo } from '@/lib/web/demo'
import { visitor } from '@/lib/web/request'

export async function openPersonaAction(sent: FormData): Promise<void> {
  await requireDemo()
  const account = String(formOf(sent).get('account') ?? '')
  const opened = /^([a-z]+@[a-z]+|\+\d{7,15})$/.test(account)
    ? await openPersona(await visitor(), account, context())
    : null
  if (!opened?.ok) redirect('/dev/personas')
  await keepDemoSession(opened.value.token)
  redirect('/overview')
}
