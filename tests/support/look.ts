// node --import tsx tests/support/look.ts <page …> [--as <account>] [--language <hu>]: see bin/look.mjs.
import { mkdirSync } from 'node:fs'
import { readArguments } from '@/bin/lib/arguments.mjs'
import { fail } from '@/bin/lib/say.mjs'
import { launchBrowser } from './browser'

const FOLDER = '.cache/look'
const WIDTHS = [390, 1440]

async function main() {
  const { values, positionals } = readArguments(process.argv.slice(2), {
    usage: 'npm run look -- <page …> [--as <account, or nobody>] [--language <en, hu, sr or ru>]',
    options: {
      as: { type: 'string', default: 'admin@acme' },
      language: { type: 'string', default: 'en' },
    },
    positionals: [1, 20],
  })
  const url = process.env.PORTAL_URL ?? 'http://localhost:3000'
  mkdirSync(FOLDER, { recursive: true })
  const browser = await launchBrowser()
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ baseURL: url, colorScheme, locale: values.language })
      if (values.as !== 'nobody') {
        await page.goto('/dev/personas')
        await page.locator(`button[value="${values.as}"]`).click()
        await page.waitForURL('**/overview')
      }
      for (const path of positionals) {
        await page.goto(path)
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 })
          const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'start'
          const file = `${FOLDER}/${name}-${values.language}-${width}-${colorScheme}.png`
          await page.screenshot({ path: file, fullPage: true })
          console.log(file)
        }
      }
      await page.close()
    }
  } finally {
    await browser.close()
  }
}

main().catch(fail)
