import { findSession } from '@/lib/identity/find-session'
import { world } from '@/lib/infra/world'
import { cookieName, SESSION_COOKIE } from './cookies'

/**
 * The open session that a `Cookie` header holds, by its id, or null: who sends none, or a made-up one, sends no large
 * forms.
 */
export async function memberOf(cookies: string | undefined): Promise<string | null> {
  const name = `${cookieName(SESSION_COOKIE)}=`
  const cookie = cookies?.split('; ').find((each) => each.startsWith(name))
  const session = cookie ? await findSession(cookie.slice(name.length), world()) : null
  return session?.id ?? null
}
