import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { here } from '../support/here'
import { startIdp, type TestIdp } from '../support/identity-provider'
import { openAs, post, postMark, visit } from '../support/portal-client'

let browser: Browser
let idp: TestIdp
beforeAll(async () => {
  browser = await launchBrowser()
  idp = await startIdp({ redirectUris: [`${here().url}/sign-in/company/return`] })
  // A button of the provider's own: the way back begins at another site, as it does in life.
  idp.ask = true
})
afterAll(async () => {
  await browser.close()
  await idp.stop()
})

async function signInThere(page: Page) {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Single sign-on (SSO)' }).click()
  await page.getByRole('textbox', { name: 'Company' }).fill('globex')
  await page.getByRole('button', { name: 'Next' }).click()
}

test('single sign-on is set up, tested, linked and used, with and without scripts', async () => {
  const chief = await visit(browser)
  await openAs(chief, 'admin@globex')
  await chief.goto('/settings/security')
  await chief.getByRole('textbox', { name: 'Address of the provider' }).fill(idp.issuer)
  await chief.getByRole('textbox', { name: 'Client id' }).fill(idp.clientId)
  await chief.getByLabel('Client secret').fill('wrong')
  await chief.getByRole('button', { name: 'Check and keep' }).click()
  await chief.getByRole('alert').filter({ hasText: 'does not know this client id' }).waitFor()
  await chief.getByLabel('Client secret').fill(idp.clientSecret)
  await chief.getByRole('button', { name: 'Check and keep' }).click()
  await chief.getByText('Now make the test sign-in').waitFor()
  idp.user = { sub: 'mia' }
  await chief.getByRole('button', { name: 'Make the test sign-in' }).click()
  await chief.getByRole('link', { name: 'Continue' }).click()
  await chief.getByRole('button', { name: 'Continue' }).click()
  await chief.getByText('Your company’s account is linked').waitFor()
  await chief.goto('/settings/security')
  await chief.getByText('1 user is linked').waitFor()
  await post('mia@globex.example', /can now sign in with the account of the company/)

  // The provider says nothing of a second factor: the SMS follows.
  const page = await visit(browser)
  const mark = await postMark()
  await signInThere(page)
  await page.getByRole('button', { name: 'Continue' }).click()
  const [, code] = await post('+36301110009', /@localhost #(\d{6})$/, mark)
  await page.getByRole('textbox', { name: 'Code from the SMS' }).fill(code!)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/overview')
  expect(await page.getByRole('banner').textContent()).toContain('admin@globex')

  // It does: straight in, without scripts too.
  idp.user = { sub: 'mia', amr: ['pwd', 'mfa'] }
  const plain = await visit(browser, { javaScriptEnabled: false })
  await signInThere(plain)
  await plain.getByRole('link', { name: 'Continue' }).click()
  await plain.getByRole('button', { name: 'Continue' }).click()
  await plain.waitForURL('**/overview')

  idp.user = { sub: 'nobody' }
  const stranger = await visit(browser)
  await signInThere(stranger)
  await stranger.getByRole('button', { name: 'Continue' }).click()
  await stranger.getByText('is not linked to it yet').waitFor()
  // Straight to the return address, without a visit.
  await stranger.goto('/sign-in/company/return?code=x&state=y')
  expect(new URL(stranger.url()).pathname).toBe('/sign-in/company')
  await stranger.getByRole('textbox', { name: 'Company' }).fill('acme')
  await stranger.getByRole('button', { name: 'Next' }).click()
  await stranger.getByText('No company signs in with single sign-on').waitFor()

  await chief.locator('summary', { hasText: 'Remove single sign-on' }).click()
  await chief.getByRole('button', { name: 'Remove single sign-on' }).click()
  await chief.getByText('Single sign-on is removed').waitFor()
  for (const each of [chief, page, plain, stranger]) await each.context().close()
}, 180_000)
