import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { lookAtEveryPage } from '../support/every-page'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test.each([
  { locale: 'hu-HU', colorScheme: 'dark', width: 390 },
  { locale: 'ru-RU', colorScheme: 'dark', width: 1440 },
] as const)(
  'every page in $locale, $colorScheme, at $width px has no barrier, asks nobody outside, and fits',
  (look) => lookAtEveryPage(browser, look),
)
