import NextAuth, { type NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { LIMITS } from '@/lib/identity/limits/limits'
import { openSession } from '@/lib/identity/sessions/open-session'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { cookieName, SESSION_COOKIE, secretCookie } from './cookies'
import { keepDevice } from './device-cookie'
import { visitor } from './request'

/**
 * next-auth is the door at the end: a finished attempt goes in, a session cookie comes out. Its JWT is
 * replaced by our opaque token, so the session of record is the database row and nothing else; its
 * routes are not mounted (docs/decisions/004).
 */
const config = (): NextAuthConfig => ({
  secret: env().AUTH_SECRET,
  trustHost: true,
  useSecureCookies: env().PORTAL_URL.protocol === 'https:',
  pages: { signIn: '/sign-in', error: '/sign-in' },
  session: { strategy: 'jwt', maxAge: LIMITS.session.absolute / 1000 },
  cookies: { sessionToken: { name: cookieName(SESSION_COOKIE), options: secretCookie() } },
  providers: [
    Credentials({
      credentials: { ticket: {} },
      async authorize({ ticket }) {
        const opened = await openSession(await visitor(), String(ticket ?? ''), context())
        if (!opened.ok) return null
        await keepDevice(opened.value.device)
        return { id: opened.value.id, sessionToken: opened.value.token }
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) =>
      user ? { sessionToken: (user as { sessionToken?: string }).sessionToken } : token,
  },
  jwt: {
    encode: async ({ token }) => String(token?.sessionToken ?? ''),
    decode: async ({ token }) => ({ sessionToken: token }),
  },
  logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
})

export const { signIn, signOut } = NextAuth(config)
