import { cookies, headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { LIMITS } from '@/lib/identity/limits/limits'
import { env } from '@/lib/infra/env'
import { opensDemo } from '@/lib/kernel/demo-request.mjs'
import { cookieName, SESSION_COOKIE, secretCookie } from './cookies'

/** Whether this request may use what only demo mode has. bin/serve.mjs has written whose address it is, and whether it
 * came through others. */
export async function isDemoRequest(): Promise<boolean> {
  const { DEMO, DEMO_HOSTS } = env()
  if (!DEMO) return false
  const received = await headers()
  const from = {
    host: received.get('host'),
    address: received.get('x-client-address'),
    forwardedFor: received.get('x-forwarded-for'),
    passedOn: received.get('x-client-passed-on') !== 'no',
  }
  return opensDemo(from, DEMO_HOSTS)
}

/** First line of everything under /dev: to any other request there is nothing there. */
export async function requireDemo(): Promise<void> {
  if (!(await isDemoRequest())) notFound()
}

/** Gives the browser the session of a persona. */
export async function keepDemoSession(token: string): Promise<void> {
  const options = { ...secretCookie(), maxAge: LIMITS.session.absolute / 1000 }
  ;(await cookies()).set(cookieName(SESSION_COOKIE), token, options)
}
