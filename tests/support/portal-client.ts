import pg from 'pg'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { here } from './here'

export const NEW_PASSWORD = 'blue tram rides north'

/** A tab of a new browser session, in English unless said otherwise. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: here().url, locale: 'en-GB', ...options })
  context.setDefaultTimeout(60_000)
  return context.newPage()
}

/** The newest item the mailbox has for an address, once its text matches. */
export async function post(recipient: string, pattern: RegExp, since = 0): Promise<RegExpExecArray> {
  const client = new pg.Client({ connectionString: here().database })
  await client.connect()
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      const { rows } = await client.query(
        'SELECT text FROM mailbox_item WHERE recipient = $1 AND id > $2 ORDER BY id DESC LIMIT 5',
        [recipient, since],
      )
      for (const { text } of rows) {
        const found = pattern.exec(text)
        if (found) return found
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`no post for ${recipient} that matches ${pattern}`)
  } finally {
    await client.end()
  }
}

/** The newest number in the mailbox: what comes later is new. */
export async function postMark(): Promise<number> {
  const client = new pg.Client({ connectionString: here().database })
  await client.connect()
  const { rows } = await client.query('SELECT coalesce(max(id), 0)::int AS id FROM mailbox_item')
  await client.end()
  return rows[0].id
}

/** Signs in for the first time as the contract describes it, with the words on the screen. */
export async function firstSignIn(page: Page, account: string, email: string, msisdn: string): Promise<void> {
  const temporary = (await post(email, /^Temporary password: (\S+)$/m))[1]!
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'User name or phone number' }).fill(account)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Password', { exact: true }).fill(temporary)
  const mark = await postMark()
  await page.getByRole('button', { name: 'Next' }).click()
  const code = (await post(msisdn, /@localhost #(\d{6})$/, mark))[1]!
  await page.getByRole('textbox', { name: 'Code from the SMS' }).fill(code)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByLabel('New password again').fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Save password' }).click()
  await page.waitForURL('**/overview')
}

/** Signs in as a persona with one click. */
export async function openAs(page: Page, account: string): Promise<void> {
  await page.goto('/dev/personas')
  await page.getByRole('button', { name: new RegExp(account) }).click()
  await page.waitForURL('**/overview')
}

/** The session cookie of a tab, for requests past the user interface. */
export async function cookieHeader(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** A new colleague of a company of the cast, signed in on `page` for the first time. */
export async function newColleague(
  browser: Browser,
  page: Page,
  company: string,
  login: string,
  mobile: string,
): Promise<void> {
  const chief = await visit(browser)
  await openAs(chief, `admin@${company}`)
  await chief.goto('/users/new')
  await chief.getByRole('textbox', { name: 'User name' }).fill(login)
  await chief.getByRole('textbox', { name: 'Full name' }).fill(`${login} Test`)
  await chief.getByRole('textbox', { name: 'E-mail' }).fill(`${login}@${company}.example`)
  await chief.getByRole('textbox', { name: 'Mobile number' }).fill(mobile)
  await chief.getByRole('button', { name: 'Create user' }).click()
  await chief.getByText('temporary password').first().waitFor()
  await chief.context().close()
  await firstSignIn(page, `${login}@${company}`, `${login}@${company}.example`, `+36${mobile}`)
}
