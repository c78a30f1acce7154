import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { here } from './here'
import { openAs, visit } from './portal-client'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PUBLIC = [
  '/',
  '/sign-in',
  '/sign-in/phone',
  '/sign-in/company',
  '/recover',
  '/dev/mailbox',
  '/dev/personas',
  '/dev/components',
  '/no/such/page',
]
const PORTAL = [
  '/overview',
  '/lines',
  '/lines?q=2001&status=active',
  '/lines?sort=cost&cols=holder,account,used,sim,kind,status',
  '/lines/change?all=1&q=203&field=holder&value=Pool',
  '/lines/move?all=1&q=203&name=Pool',
  '/bills',
  '/bills?state=paid',
  '/bills/pay',
  '/reports',
  '/users',
  '/users/new',
  '/users?q=nobody-is-called-this',
  '/rights',
  '/rights?role=none',
  '/rights/change?all=1',
  '/rights/numbers',
  '/rights/numbers/limit?company=on',
  '/rights/who?fn=line:view',
  '/rights/roles',
  '/rights/roles/edit?copy=finance',
  '/rights/changes',
  '/rights/changes/1',
  '/rights/file',
  '/rights/access',
  '/approvals',
  '/approvals/ask?fn=line:edit',
  '/approvals/rules',
  '/profile/rights',
  '/audit',
  '/profile',
  '/profile/backup-codes',
  '/profile/company',
  '/settings/security',
]

export type Look = { locale: string; colorScheme: 'light' | 'dark'; width: number }

/** What depends on colours and on how wide the screen is; all else is the same markup in any appearance. */
const APPEARANCE = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable']

/**
 * Opens every page as somebody may see it: it has no barrier (axe), asks nobody outside, says nothing wrong, and fits.
 * In the dark only what depends on appearance is asked of axe: the rest takes most of its time, and was asked in the light.
 */
export async function lookAtEveryPage(browser: Browser, { locale, colorScheme, width }: Look): Promise<void> {
  // So tall that the bar at the bottom covers nothing: what lies under it is reached by scrolling.
  const page = await visit(browser, { locale, colorScheme, viewport: { width, height: 9_000 } })
  await page.addInitScript(AXE)
  const outside: string[] = []
  const noise: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(here().url) && !request.url().startsWith('data:'))
      outside.push(request.url())
  })
  page.on(
    'console',
    (message) => message.type() === 'error' && noise.push(`${page.url()}: ${message.text()}`),
  )
  page.on('pageerror', (error) => noise.push(`${page.url()}: ${error}`))

  const runOnly =
    colorScheme === 'dark'
      ? { type: 'rule', values: APPEARANCE }
      : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
  const look = async (path: string) => {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(path === '/no/such/page' ? 404 : 200)
    expect(answer?.headers()['content-security-policy'], path).toMatch(
      /script-src 'nonce-[\w+/=]+' 'strict-dynamic'; style-src 'self' 'nonce-/,
    )
    expect(await page.locator('html').getAttribute('lang')).toBe(locale)
    const { violations } = await page.evaluate(
      (runOnly) =>
        (
          window as unknown as {
            axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
          }
        ).axe.run({
          // What holds is not described node by node: most of the time goes into that.
          resultTypes: ['violations'],
          runOnly,
        }),
      runOnly,
    )
    expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([])
    // Those that nothing refers to yet are not axe's concern: the next label would name the wrong one.
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))
    expect(
      ids.filter((id, at) => ids.indexOf(id) < at),
      `${path} has ids twice`,
    ).toEqual([])
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(wide, `${path} is wider than the screen`).toBeLessThanOrEqual(seen!)
  }
  for (const path of PUBLIC) await look(path)
  await page.context().addCookies([{ name: 'language', value: 'en', url: here().url }])
  await openAs(page, 'admin@acme')
  await page.context().clearCookies({ name: 'language' })
  for (const path of PORTAL) await look(path)
  await page.goto('/lines')
  await look(new URL((await page.locator('tbody a').first().getAttribute('href'))!, page.url()).pathname)
  await page.goto('/lines?q=2001')
  await look(
    `${new URL((await page.locator('tbody a').first().getAttribute('href'))!, page.url()).pathname}/usage`,
  )
  await page.goto('/bills')
  const bill = new URL((await page.locator('tbody a').first().getAttribute('href'))!, page.url()).pathname
  for (const cut of ['', '?by=centre', '?by=line', '?by=kind', '?reason=more_used']) await look(bill + cut)
  await page.goto('/users')
  await look(new URL((await page.locator('tbody a').first().getAttribute('href'))!, page.url()).pathname)
  await page.context().addCookies([{ name: 'language', value: 'en', url: here().url }])
  await openAs(page, '36301112001')
  await page.context().clearCookies({ name: 'language' })
  await look('/overview')
  expect(outside).toEqual([])
  expect(noise.filter((line) => !line.includes('404'))).toEqual([])
  await page.context().close()
}
