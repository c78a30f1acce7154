import { cookies } from 'next/headers'
import { withDevice } from '@/lib/identity/attempts/device-cookie'
import { LIMITS } from '@/lib/identity/limits/limits'
import { SECOND } from '@/lib/kernel/clock'
import { COOKIES, cookieName, secretCookie } from './cookies'

/** Gives the browser an entry for its device cookie, beside those of other accounts. */
export async function keepDevice(entry: string): Promise<void> {
  const jar = await cookies()
  const name = cookieName(COOKIES.device)
  const maxAge = LIMITS.deviceCookie.validFor / SECOND
  jar.set(name, withDevice(jar.get(name)?.value, entry), { ...secretCookie(), maxAge })
}
