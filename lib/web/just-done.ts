import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { pageMark } from '@/lib/kernel/page-mark.mjs'
import { COOKIES, cookieName, secretCookie } from './cookies'

/** Seconds in which the page that says it has to be asked for. */
const SHOWN_FOR = 20

const doneCookie = () => cookieName(COOKIES.done)

/** Leads to a page of the portal that says, once, what has just been done: a word that the page has a sentence for. */
export async function redirectDone(to: string, done: string): Promise<never> {
  await keepDone(to, done)
  redirect(to)
}

/** The same for an answer that leads on by itself. */
export async function keepDone(to: string, done: string): Promise<void> {
  const [path = ''] = to.split(/[?#]/)
  ;(await cookies()).set(doneCookie(), `${pageMark(path)}.${done}`, { ...secretCookie(), maxAge: SHOWN_FOR })
}

/** What has just been done and led to this page, or null. bin/lib/said-once.mjs takes it back once the page is drawn. */
export async function justDone(): Promise<string | null> {
  const [jar, asked] = await Promise.all([cookies(), headers()])
  const [path = ''] = (asked.get('x-request-path') ?? '').split('?')
  const [page, done] = jar.get(doneCookie())?.value.split('.') ?? []
  return done && page === pageMark(path) ? done : null
}
