import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { startPortal } from '../support/portal'
import { openAs, visit } from '../support/portal-client'

let browser: Browser
let other: Awaited<ReturnType<typeof startPortal>>
beforeAll(async () => {
  browser = await launchBrowser()
  other = await startPortal(inject('portalDatabase'))
})
afterAll(async () => {
  await browser.close()
  await other.stop()
})

test('a session made on one web process is valid on the other, and dies on both at once', async () => {
  const here = await visit(browser)
  await openAs(here, 'sam@operator')
  const there = await here.context().newPage()
  const at = (path: string) => new URL(path, other.url).href
  expect((await there.goto(at('/overview')))?.status()).toBe(200)
  expect(await there.getByRole('banner').textContent()).toContain('sam@operator')
  await there.getByRole('button', { name: 'Sign out' }).click()
  await there.waitForURL('**/sign-in')
  await here.goto('/overview')
  expect(new URL(here.url()).pathname).toBe('/sign-in')
  await here.context().close()
})

test('a sign-in begun on one goes on on the other, with the same answers from both', async () => {
  const form = (step: string, body: string, cookie: string, base: string) =>
    fetch(new URL(`/sign-in/steps/${step}`, base), {
      method: 'POST',
      body,
      headers: {
        accept: 'application/json',
        origin: base,
        'content-type': 'application/x-www-form-urlencoded',
        'accept-language': 'en',
        cookie,
      },
    })
  const begun = await form('name', 'name=eve%40acme', '', inject('portalUrl'))
  const cookie = begun.headers
    .getSetCookie()
    .find((line) => line.startsWith('sign-in='))!
    .split(';')[0]!
  expect((await begun.json()).card.step).toBe('password')
  const bases = Array.from({ length: 12 }, (_, n) => (n % 2 ? other.url : inject('portalUrl')))
  const answers = await Promise.all(bases.map((base) => form('password', 'password=wrong', cookie, base)))
  const sentences = await Promise.all(
    answers.map(async (answer) => (await answer.json()).state.refusal.sentence),
  )
  expect(new Set(sentences).size).toBe(1)
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
})
