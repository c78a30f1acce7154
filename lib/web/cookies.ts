import { env } from '@/lib/infra/env'

export const SESSION_COOKIE = 'session'
export const COOKIES = {
  language: 'language',
  theme: 'theme',
  signIn: 'sign-in',
  answer: 'answer',
  done: 'done',
  device: 'device',
} as const

/** Options of every cookie that is a secret: never readable by scripts, never sent across sites. */
export const secretCookie = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: env().PORTAL_URL.protocol === 'https:' }) as const

/** On https the browser itself guards the name: `__Host-` cookies come from this host only. */
export const cookieName = (name: string) => (env().PORTAL_URL.protocol === 'https:' ? `__Host-${name}` : name)
