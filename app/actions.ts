'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { endSession } from '@/lib/identity/sessions/end-session'
import { context } from '@/lib/infra/context'
import { isLocale } from '@/lib/kernel/locale'
import { formOf } from '@/lib/web/action'
import { findActor } from '@/lib/web/actor'
import { signOut } from '@/lib/web/auth'
import { COOKIES } from '@/lib/web/cookies'

const YEAR = 365 * 24 * 3600

/** Keeps the language and appearance somebody chose, in their browser, and shows the same page again. */
export async function savePreferencesAction(sent: FormData): Promise<void> {
  const [jar, form] = [await cookies(), formOf(sent)]
  const [language, theme] = [form.get('language'), form.get('theme')]
  const options = { maxAge: YEAR, sameSite: 'lax', path: '/' } as const
  if (isLocale(language)) jar.set(COOKIES.language, language, options)
  if (theme === 'light' || theme === 'dark') jar.set(COOKIES.theme, theme, options)
  if (theme === 'system') jar.delete(COOKIES.theme)
  redirect((await headers()).get('x-request-path') ?? '/')
}

/** Ends the session on the server, then in the browser. */
export async function signOutAction(): Promise<void> {
  const actor = await findActor()
  if (actor) await endSession(actor, {}, context())
  await signOut({ redirect: false })
  redirect('/sign-in')
}
