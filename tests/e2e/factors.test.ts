import { generateSync, ScureBase32Plugin } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { NEW_PASSWORD, newColleague, post, postMark, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const codeAt = (seed: string, steps = 0) =>
  generateSync({
    secret: new ScureBase32Plugin().decode(seed.replaceAll(' ', '')),
    epoch: Math.floor(Date.now() / 1_000) + 30 * steps,
  })

async function givePassword(page: Page, account: string) {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'User name or phone number' }).fill(account)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Next' }).click()
}
async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await page.waitForURL('**/sign-in')
}

test('a passkey is made, asked for at sign-in, and signs in; an SMS does too', async () => {
  const page = await visit(browser)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const options = {
    protocol: 'ctap2' as const,
    transport: 'internal' as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  }
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options })
  await newColleague(browser, page, 'globex', 'pia', '301110101')
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.waitForURL('**/profile/passkey/**')
  await page.getByRole('textbox', { name: 'Name' }).fill('Work laptop')
  await page.getByRole('button', { name: 'Create passkey' }).click()
  await page.getByText('It is set up').waitFor()
  expect(await page.locator('ol li').count()).toBe(10)
  await post('pia@globex.example', /A passkey has been added to pia@globex/i)
  await signOut(page)

  await givePassword(page, 'pia@globex')
  await page.getByRole('button', { name: 'Use passkey' }).click()
  await page.waitForURL('**/overview')
  await page.getByText('a passkey').waitFor()
  await signOut(page)

  // The device is not at hand.
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
  await givePassword(page, 'pia@globex')
  await page.getByRole('button', { name: 'Use passkey' }).click()
  await page.getByRole('alert').filter({ hasText: 'Nothing came of it' }).waitFor({ timeout: 130_000 })
  await page.getByText('Another way', { exact: true }).click()
  const mark = await postMark()
  await page.getByRole('button', { name: 'Send me a code by SMS' }).click()
  const [, code] = await post('+36301110101', /@localhost #(\d{6})$/, mark)
  await page.getByRole('textbox', { name: 'Code from the SMS' }).fill(code!)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/overview')
  await page.context().close()
}, 200_000)

test.each([
  { name: 'with scripts', javaScriptEnabled: true, login: 'ali', mobile: '301110102' },
  { name: 'without scripts', javaScriptEnabled: false, login: 'bea', mobile: '301110103' },
])(
  'an authenticator app is set up and signs in, and a backup code stands in, $name',
  async ({ javaScriptEnabled, login, mobile }) => {
    const page = await visit(browser, { javaScriptEnabled, viewport: { width: 390, height: 844 } })
    await newColleague(browser, page, 'globex', login, mobile)
    await page.goto('/profile')
    await page.getByRole('button', { name: 'Add an authenticator app' }).click()
    await page.waitForURL('**/profile/app/**')
    const seed = (await page.locator('p.font-mono').textContent())!
    await page.getByRole('img', { name: 'Picture of the key' }).waitFor()
    await page.getByRole('textbox', { name: 'Code from the app' }).fill('000000')
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByRole('alert').filter({ hasText: 'not the code that your app shows' }).waitFor()
    await page.getByRole('textbox', { name: 'Code from the app' }).fill(codeAt(seed))
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByText('It is set up').waitFor()
    const backup = (await page.locator('ol li').nth(2).textContent())!
    await signOut(page)

    await givePassword(page, `${login}@globex`)
    // The next step's code: this one's was used for setting up.
    await page.getByRole('textbox', { name: 'Code from the app' }).fill(codeAt(seed, 1))
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/overview')
    await signOut(page)

    await givePassword(page, `${login}@globex`)
    await page.getByText('Another way', { exact: true }).click()
    await page.getByRole('button', { name: 'Use a backup code' }).click()
    await page.getByRole('textbox', { name: 'Backup code' }).fill(backup.toUpperCase().replace('-', ' '))
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/overview')
    await post(`${login}@globex.example`, /with a backup code/)
    await page.goto('/profile')
    await page.getByText('9 backup codes are left').waitFor()
    await page.locator('summary', { hasText: 'Remove' }).click()
    await page.getByRole('button', { name: /^Remove Authenticator app/ }).click()
    await page.getByText('Removed. You have been told').waitFor()
    await page.context().close()
  },
)
