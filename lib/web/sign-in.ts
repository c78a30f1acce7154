import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { CredentialsSignin } from 'next-auth'
import { z } from 'zod'
import { LIMITS } from '@/lib/identity/limits/limits'
import { endReplacedSession } from '@/lib/identity/sessions/end-replaced-session'
import { ENDINGS } from '@/lib/identity/view'
import { context } from '@/lib/infra/context'
import { SECOND } from '@/lib/kernel/clock'
import type { Refusal } from '@/lib/kernel/result'
import { signIn } from './auth'
import { COOKIES, cookieName, SESSION_COOKIE, secretCookie } from './cookies'

const attemptCookie = () => cookieName(COOKIES.signIn)
const answerCookie = () => cookieName(COOKIES.answer)

/** The one random token by which a browser holds its attempt to sign in. */
export const attemptToken = async (): Promise<string | null> =>
  (await cookies()).get(attemptCookie())?.value ?? null

/**
 * Which attempt a browser holds now, for the forms of a card: by the time that they are sent it may hold another one, or
 * have gone on, in the next tab. Tells nothing of the token.
 */
export const attemptMark = (token: string | null): string =>
  token ? createHash('sha256').update(`card ${token}`).digest('base64url').slice(0, 22) : ''

/** Gives the browser the attempt's newest token. */
export async function keepAttempt(token: string): Promise<void> {
  ;(await cookies()).set(attemptCookie(), token, {
    ...secretCookie(),
    // The longest that a step may take; the row decides.
    maxAge: LIMITS.mailCode.validFor / SECOND,
  })
}

/** Lets go of the attempt. */
export async function dropAttempt(): Promise<void> {
  const jar = await cookies()
  if (jar.has(attemptCookie())) jar.delete({ name: attemptCookie(), ...secretCookie() })
}

/** The last step: next-auth turns the finished attempt into a session and its cookie. False: it is over. */
export async function enter(ticket: string): Promise<boolean> {
  const before = (await cookies()).get(cookieName(SESSION_COOKIE))?.value
  try {
    await signIn('credentials', { ticket, redirect: false, redirectTo: '/overview' })
    if (before) await endReplacedSession(before, context())
    return true
  } catch (error) {
    // Suspended, or used by another tab, between the last step and this one.
    if (error instanceof CredentialsSignin) return false
    throw error
  }
}

/** Whether an attempt is over with this refusal and begins again with the user name. */
export const isEnding = ({ code }: Refusal): boolean => (ENDINGS as readonly string[]).includes(code)

/** What can be said to have been done, by the keys of its sentences. */
const DONE = [
  'sent_again',
  'by_mail.sent_again',
  'recover.asked_again',
  'phone.asked_again',
  'password_saved',
] as const
export type Done = (typeof DONE)[number]

/** What a step answered a browser without scripts, for the page it is sent to. */
const answered = z.object({
  step: z.string(),
  done: z.enum(DONE).nullable(),
  refusal: z
    .object({
      code: z.string(),
      field: z.string().optional(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable(),
  typed: z.record(z.string(), z.string()),
})
export type Answered = z.infer<typeof answered>

const SHOWN_FOR = 20

/** Keeps the answer for the page that follows; none lets go of an older one. */
export async function keepAnswer(answer: Answered | null): Promise<void> {
  const jar = await cookies()
  const name = answerCookie()
  if (answer) {
    const value = Buffer.from(JSON.stringify(answer)).toString('base64url')
    if (value.length < 2_000) jar.set(name, value, { ...secretCookie(), maxAge: SHOWN_FOR })
  } else if (jar.has(name)) jar.delete({ name, ...secretCookie() })
}

/** The answer kept for this page, or null. */
export async function keptAnswer(): Promise<Answered | null> {
  const value = (await cookies()).get(answerCookie())?.value
  try {
    return value ? answered.parse(JSON.parse(Buffer.from(value, 'base64url').toString())) : null
  } catch {
    return null
  }
}
