import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { openAs, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function newUser(): Promise<Page> {
  const page = await visit(browser)
  await openAs(page, 'admin@acme')
  await page.goto('/users/new')
  await page.getByRole('textbox', { name: 'User name' }).fill('kept')
  await page.getByRole('textbox', { name: 'Full name' }).fill('Kept Typed')
  return page
}
const send = (page: Page) => page.getByRole('button', { name: 'Create user' }).click()
const typed = (page: Page) => page.getByRole('textbox', { name: 'Full name' }).inputValue()
const again = (page: Page) => page.getByRole('button', { name: 'Open the page again with what I typed' })

describe('with scripts', () => {
  test('whoever signs in in the next tab is told of on this one, which sends nothing for them', async () => {
    const page = await newUser()
    const tab = await page.context().newPage()
    await openAs(tab, 'admin@globex')
    const notice = page.getByText(/By now admin@globex is signed in in this browser/)
    await notice.waitFor()
    await send(page)
    await page.getByText(/this page was opened as admin@acme, and by now admin@globex is signed in/).waitFor()
    expect(await typed(page)).toBe('Kept Typed')
    // What leads on draws their page, in their frame.
    await page.getByRole('link', { name: 'Users' }).click()
    await page.getByRole('banner').getByText('admin@globex').waitFor()
    expect(await notice.count()).toBe(0)
    await page.context().close()
  })

  test('signed out in the next tab, and in again as oneself: the same form is sent as it stands', async () => {
    const page = await newUser()
    const tab = await page.context().newPage()
    await tab.goto('/overview')
    await tab.getByRole('button', { name: 'Sign out' }).click()
    await tab.waitForURL('**/sign-in')
    await send(page)
    await page.getByText(/nobody is signed in here any more/).waitFor()
    await openAs(tab, 'admin@acme')
    await send(page)
    // It is read now: what is missing is said.
    await page
      .locator('[name=email][aria-invalid="true"], [name=mobile][aria-invalid="true"]')
      .first()
      .waitFor()
    expect(await typed(page)).toBe('Kept Typed')
    await page.context().close()
  })

  test('a page of a build before says so, keeps what was typed and takes it to the new page', async () => {
    const page = await newUser()
    await page.route('**/users/new', (route) => {
      const headers = route.request().headers()
      return headers['next-action']
        ? route.continue({ headers: { ...headers, 'next-action': '4'.repeat(42) } })
        : route.continue()
    })
    await send(page)
    await page.getByText(/has been updated since this page was opened/).waitFor()
    expect(await typed(page)).toBe('Kept Typed')
    await page.unroute('**/users/new')
    await again(page).click()
    await page.getByText(/Nothing is sent yet/).waitFor()
    expect(await typed(page)).toBe('Kept Typed')
    await page.context().close()
  })

  test('no answer loses nothing', async () => {
    const page = await newUser()
    await page.context().setOffline(true)
    await send(page)
    await page.getByText(/did not take this, or could not be reached/).waitFor()
    expect(await typed(page)).toBe('Kept Typed')
    await page.context().close()
  })
})
