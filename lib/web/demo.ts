import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { LIMITS } from '@/lib/identity/limits'
import { env } from '@/lib/infra/env'
import { cookieName, SESSION_COOKIE, secretCookie } from './cookies'

/** First line of everything under /dev: outside demo mode there is nothing there. */
export function requireDemo(): void {
  if (!env().DEMO) notFound()
}

/** Gives the browser the session of a persona. */
export async function keepDemoSession(token: string): Promise<void> {
  const options = { ...secretCookie(), maxAge: LIMITS.session.absolute / 1000 }
  ;(await cookies()).set(cookieName(SESSION_COOKIE), token, options)
}
