import { existsSync } from 'node:fs'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * A real Chromium: the system's where there is one (CHROME_PATH, /usr/bin/chromium), else the one that
 * comes inside an npm package, so that tests need nothing installed.
 */
export async function launchBrowser(): Promise<Browser> {
  const system = [process.env.CHROME_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path))
  const quiet = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
  ]
  if (system) return playwright.launch({ executablePath: system, args: quiet })
  // Its own libraries are unpacked only where it believes to be on AWS.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return playwright.launch({
    executablePath: await packaged.executablePath(),
    args: [...packaged.args, ...quiet],
  })
}
