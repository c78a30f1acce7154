import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { CredentialsSignin } from 'next-auth'
import { LIMITS } from '@/lib/identity/limits'
import { signIn } from './auth'
import { COOKIES, cookieName, secretCookie } from './request'

const attemptCookie = () => cookieName(COOKIES.signIn)

/** The one random token by which a browser holds its attempt to sign in. */
export const attemptToken = async (): Promise<string | null> =>
  (await cookies()).get(attemptCookie())?.value ?? null

/** Gives the browser the attempt's newest token. */
export async function keepAttempt(token: string): Promise<void> {
  ;(await cookies()).set(attemptCookie(), token, { ...secretCookie(), maxAge: LIMITS.signIn.validFor / 1000 })
}

/** Lets go of the attempt. */
export async function dropAttempt(): Promise<void> {
  ;(await cookies()).delete({ name: attemptCookie(), ...secretCookie() })
}

/** The last step: next-auth turns the finished attempt into a session and its cookie. */
export async function enter(ticket: string, returnTo: string | null): Promise<never> {
  const opened = await signIn('credentials', { ticket, redirect: false, redirectTo: '/overview' })
    .then(() => true)
    .catch((error) => {
      // Suspended, or used by another tab, between the last step and this one.
      if (error instanceof CredentialsSignin) return false
      throw error
    })
  await dropAttempt()
  if (!opened) redirect('/sign-in?ended=start_over')
  redirect(returnTo ?? '/overview')
}
