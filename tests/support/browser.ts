import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * A real Chromium, the same everywhere: the one that comes inside an npm package, so that tests need nothing installed.
 * CHROME_PATH: another one, as an extra; two that differ do not agree on every page.
 */
export async function launchBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
  ]
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) return playwright.launch({ executablePath: CHROME_PATH, args })
  // Its own libraries are unpacked only where it believes to be on AWS. Not with the package's own
  // arguments: they put everything into one process, which dies with its first closed page, and switch
  // off what the tests rely on (web security).
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return playwright.launch({ executablePath: await packaged.executablePath(), args })
}
