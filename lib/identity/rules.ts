import { after, MINUTE, secondsUntil } from '@/lib/kernel/clock'
import { fold } from '@/lib/kernel/text'

import { LIMITS } from './limits/limits'

/** Looking through somebody's eyes ends by itself after so long. */
export const VIEW_FOR = 30 * MINUTE

/** What a password is judged against: everything somebody could guess about its owner (ASVS 6.2.11). */
export type PasswordContext = {
  login: string
  companySlug: string
  companyName: string
  fullName: string
  mobile: string
  /** Whether a second factor stands beside it; without one it must be longer (S2-10). */
  alone: boolean
}

export type PasswordFlaw =
  | 'identity.password_too_short'
  | 'identity.password_too_long'
  | 'identity.password_common'
  | 'identity.password_guessable'
  | 'identity.password_monotonous'

const graphemes = (text: string) => [...text.normalize('NFKC')].length

/** Why a password is refused, or null. `common` holds lower-case passwords from leaks. No rules of composition (NIST SP 800-63B-4, 3.1.1.2). */
export function passwordFlaw(
  password: string,
  context: PasswordContext,
  common: ReadonlySet<string>,
): PasswordFlaw | null {
  const length = graphemes(password)
  if (length < passwordMinimum(context.alone)) return 'identity.password_too_short'
  if (length > LIMITS.password.maximum) return 'identity.password_too_long'
  const folded = fold(password)
  if (new Set(folded).size <= 2) return 'identity.password_monotonous'
  // "sunshine2024!" is "sunshine" to everybody who guesses.
  if (common.has(folded) || common.has(folded.replace(/[^a-z]+$/, '') || folded))
    return 'identity.password_common'
  return containsOnlyContext(folded, context) ? 'identity.password_guessable' : null
}

/** Shortest password allowed, in characters. */
export const passwordMinimum = (alone: boolean) =>
  alone ? LIMITS.password.minimumAlone : LIMITS.password.minimum

/** True when little is left of the password once everything known about its owner is taken out. */
function containsOnlyContext(folded: string, context: PasswordContext): boolean {
  const words = [context.login, context.companySlug, context.companyName, context.fullName]
    .flatMap((text) => [fold(text), ...fold(text).split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length >= 3)
  const digits = context.mobile.replace(/\D/g, '')
  const numbers = [digits, digits.slice(-9), digits.slice(-7)]
  const known = [...words, ...numbers].sort((a, b) => b.length - a.length)
  const left = known.reduce((rest, word) => rest.replaceAll(word, ''), folded)
  return left !== folded && left.length < 5
}

/** When the same code may be sent again: 30, 60, 120, then 300 seconds after the last sending. */
export function sendAgainAt(sends: readonly Date[]): Date | null {
  const last = sends.at(-1)
  if (!last) return null
  const waits = LIMITS.code.sendAgainAfter
  return after(last, waits[Math.min(sends.length, waits.length) - 1]!)
}

/** Seconds until limits leave another code after those of `sentAt`; 0: at once. */
export function numberWait(
  sentAt: readonly Date[],
  now: Date,
  limits: readonly { within: number; most: number }[],
): number {
  return Math.max(
    0,
    ...limits.map(({ within, most }) => {
      const recent = sentAt.filter((at) => at > after(now, -within)).sort((a, b) => a.getTime() - b.getTime())
      const freed = recent.at(-most)
      return freed ? secondsUntil(after(freed, within), now) : 0
    }),
  )
}

/** State of a user's password, as an administrator sees it. */
export type PasswordState =
  | { kind: 'chosen' }
  | { kind: 'temporary'; expiresAt: Date }
  | { kind: 'temporary_expired'; expiresAt: Date }
  | { kind: 'none' }
