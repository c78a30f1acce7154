import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { lookAtEveryPage } from '../support/every-page'
import { visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test.each([
  { locale: 'en-GB', colorScheme: 'light', width: 1440 },
  { locale: 'sr-Latn-RS', colorScheme: 'light', width: 390 },
] as const)(
  'every page in $locale, $colorScheme, at $width px has no barrier, asks nobody outside, and fits',
  (look) => lookAtEveryPage(browser, look),
)

test('language and appearance are switched without scripts, and kept', async () => {
  const page = await visit(browser, { javaScriptEnabled: false })
  await page.goto('/sign-in')
  await page.getByText('en', { exact: true }).click()
  await page.getByRole('button', { name: 'Magyar' }).click()
  expect(await page.locator('html').getAttribute('lang')).toBe('hu-HU')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.getByText('hu', { exact: true }).click()
  await page.getByRole('button', { name: 'Sötét' }).click()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  await page.context().close()
})
