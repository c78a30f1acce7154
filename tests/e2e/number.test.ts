import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { openAs, post, postMark, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each([
  { name: 'with scripts', javaScriptEnabled: true, number: '06 30 111 2002', msisdn: '+36301112002' },
  { name: 'without scripts', javaScriptEnabled: false, number: '+36-30/111-2003', msisdn: '+36301112003' },
])('sign-in by phone number $name', ({ javaScriptEnabled, number, msisdn }) => {
  test('P1 on a phone: checked, SMS, in; that number’s portal and nothing else', async () => {
    const page = await visit(browser, { javaScriptEnabled, viewport: { width: 390, height: 844 } })
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in by phone number' }).click()
    const box = page.getByRole('textbox', { name: 'Phone number' })
    await box.fill('06 1 447 4444')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('alert').filter({ hasText: 'only be sent to a domestic mobile number' }).waitFor()
    await box.fill(number)
    await page.getByRole('button', { name: 'Next' }).click()
    await page
      .getByText(`06 ${msisdn.slice(3, 5)} ${msisdn.slice(5, 8)} ${msisdn.slice(8)}`)
      .first()
      .waitFor()
    const mark = await postMark()
    await page.getByRole('button', { name: 'Request SMS' }).click()
    const code = page.getByRole('textbox', { name: 'Code from the SMS' })
    const [, digits] = await post(msisdn, /@localhost #(\d{6})$/, mark)
    await code.fill(digits!)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/overview')
    const shown = (await page.locator('body').textContent()) ?? ''
    expect(shown).not.toMatch(/acme/i)
    expect(shown).toContain(`06 ${msisdn.slice(3, 5)} ${msisdn.slice(5, 8)}`)
    await page.getByRole('textbox', { name: 'Name of this number' }).fill('Van 12')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    for (const path of ['/users', '/users/new', '/audit', '/settings/security', '/profile'])
      expect((await page.request.get(path)).status(), path).toBe(404)
    await page.goto('/overview')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    await page.context().close()
  })
})

test('a number typed as a user name goes its own way', async () => {
  const page = await visit(browser)
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'User name or phone number' }).fill('30 111 2004')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Request SMS' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in/phone')
  await page.context().close()
})

test('P3 a ceiling set by the main administrator says why on the number’s page', async () => {
  const [chief, driver] = [await visit(browser), await visit(browser)]
  await openAs(chief, 'admin@globex')
  await openAs(driver, '36301110009')
  await chief.goto('/rights/numbers')
  await chief.getByRole('link', { name: 'Limit all numbers' }).click()
  await chief.getByRole('checkbox', { name: 'give the number a name' }).uncheck()
  await chief.getByRole('button', { name: 'Review the change' }).click()
  await chief.getByRole('textbox', { name: 'Why' }).fill('Names are ours')
  await chief.getByRole('button', { name: /^Apply/ }).click()
  await chief.getByText('is in force').waitFor()
  await driver.goto('/overview')
  await driver.getByText('your company has switched it off for phone numbers').waitFor()
  expect(await driver.getByRole('textbox', { name: 'Name of this number' }).count()).toBe(0)
  for (const page of [chief, driver]) await page.context().close()
})
