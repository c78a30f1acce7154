import { randomInt } from 'node:crypto'
import type { Inside } from './inside'
import { aCompany, aUser, codeOf, PASSWORD, signIn } from './people'
import type { Answer, Visitor } from './visitor'

// Signing in by requests, for attacks on the way in.

/** What a step refuses with, in English, or null. */
export function refusalOf({ text, status }: Answer): string | null {
  if (status !== 200) return `status ${status}`
  return JSON.parse(text).state?.refusal?.sentence ?? null
}

/** A mobile number nobody else of the run has. */
export const ownMobile = () => `+3670${randomInt(1_000_000, 9_999_999)}`

/** A user of a company of their own; with a password they have chosen, unless it is their first time. */
export async function aPerson(context: Inside, first = false) {
  const { admin, slug } = await aCompany(context)
  const user = await aUser(context, admin)
  await context.db.user.update({ where: { id: user.id }, data: { mobile: ownMobile() } })
  if (!first) await signIn(context, user.account, user.password)
  return { ...user, admin, slug, companyId: admin.company.id, password: first ? user.password : PASSWORD }
}

/** Gives name and password. Resolves with the refusal, or null: a code is asked for. */
export async function knock(browser: Visitor, account: string, password: string): Promise<string | null> {
  const named = refusalOf(await browser.step('/sign-in/steps/name', { name: account }))
  return named ?? refusalOf(await browser.step('/sign-in/steps/password', { password }))
}

/** Gives the code of the attempt that waits for one. */
export async function enterLatestCode(
  context: Inside,
  browser: Visitor,
  account: string,
): Promise<string | null> {
  return refusalOf(await browser.step('/sign-in/steps/code', { code: await codeOf(context, account) }))
}

/** Signs in with name, password and code. */
export async function comeIn(context: Inside, browser: Visitor, account: string, password = PASSWORD) {
  const refused =
    (await knock(browser, account, password)) ?? (await enterLatestCode(context, browser, account))
  if (refused) throw new Error(`${account} was not let in: ${refused}`)
}

/** Whether a browser is signed in. */
export const isInside = async (browser: Visitor) => (await browser.get('/overview')).status === 200
