import { LOGIN_PATTERN } from '@/lib/market/sign-in-name'

/** Users shown on one page of the list. */
export const PAGE_SIZE = 50

/**
 * The login inside the company, from what was typed: `ben`, or `ben@acme` with the company's own name.
 * Null when it is neither.
 */
export function ownLogin(text: string, companySlug: string): string | null {
  const suffix = `@${companySlug}`
  const login = text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
  return LOGIN_PATTERN.test(login) ? login : null
}

/** Only a main administrator touches a main administrator; everybody else is out of reach for nobody. */
export const mayManage = (actor: { mainAdministrator: boolean }, user: { mainAdministrator: boolean }) =>
  actor.mainAdministrator || !user.mainAdministrator
