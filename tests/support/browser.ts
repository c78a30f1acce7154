import { existsSync } from 'node:fs'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * A real Chromium: the system's where there is one (CHROME_PATH, /usr/bin/chromium), else the one that
 * comes inside an npm package, so that tests need nothing installed.
 */
export async function launchBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
  ]
  const system = [process.env.CHROME_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path))
  if (system) return playwright.launch({ executablePath: system, args })
  // Its own libraries are unpacked only where it believes to be on AWS. Not with the package's own
  // arguments: they put everything into one process, which dies with its first closed page, and switch
  // off what the tests rely on (web security).
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return playwright.launch({ executablePath: await packaged.executablePath(), args })
}
