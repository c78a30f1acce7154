import { asciiEmail, EMAIL_PATTERN } from '@/lib/kernel/email'
import { asTyped } from '@/lib/kernel/pasted'
import type { Market } from './market'
import { readMobileNumber } from './phone-number'

/** What somebody typed into the one field that takes all three kinds of name. */
export type SignInName =
  | { kind: 'business'; login: string; company: string; text: string }
  | { kind: 'email'; email: string }
  | { kind: 'number'; msisdn: string; national: string }
  | { kind: 'none' }

/** A user's part of a login: letters, digits, and . _ - inside; 1–32 characters. */
export const LOGIN_PATTERN = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/
/** A company's part: no dot, so that no business login is an e-mail address; 2–32 characters. */
export const COMPANY_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])$/

/**
 * Tells the three kinds of sign-in name apart (S2-2, S2-12, S2-15). The three languages are disjoint:
 * a business login has no dot behind the @, an e-mail address has one, a number has no @ at all.
 */
export function readSignInName(input: string, market: Market): SignInName {
  if (input.length > 254) return { kind: 'none' }
  const text = asciiEmail(asTyped(input).toLowerCase())
  const at = text.lastIndexOf('@')
  if (at < 0) {
    const number = readMobileNumber(text, market)
    return number.kind === 'mobile'
      ? { kind: 'number', msisdn: number.msisdn, national: number.national }
      : { kind: 'none' }
  }
  const [login, company] = [text.slice(0, at), text.slice(at + 1)]
  if (LOGIN_PATTERN.test(login) && COMPANY_PATTERN.test(company))
    return { kind: 'business', login, company, text: `${login}@${company}` }
  if (EMAIL_PATTERN.test(text)) return { kind: 'email', email: text }
  return { kind: 'none' }
}
