import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { here } from '../support/here'
import { startPortal } from '../support/portal'
import {
  cookieHeader,
  NEW_PASSWORD,
  newColleague,
  openAs,
  post,
  postMark,
  visit,
} from '../support/portal-client'
import { startProxy } from '../support/proxy'

let browser: Browser
let other: Awaited<ReturnType<typeof startPortal>>
beforeAll(async () => {
  browser = await launchBrowser()
  other = await startPortal(here().database)
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

test('behind a proxy that takes turns between both, a whole sign-in and a session go through', async () => {
  const proxy = await startProxy([here().url, other.url])
  const page = await visit(browser, { baseURL: proxy.url })
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'User name or phone number' }).fill('30 111 2010')
  await page.getByRole('button', { name: 'Next' }).click()
  const mark = await postMark()
  await page.getByRole('button', { name: 'Request SMS' }).click()
  const [, code] = await post('+36301112010', /@localhost #(\d{6})$/, mark)
  await page.getByRole('textbox', { name: 'Code from the SMS' }).fill(code!)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/overview')
  const cookie = await cookieHeader(page.context())
  const isIn = async (base: string) =>
    (await fetch(`${base}/overview`, { headers: { cookie }, redirect: 'manual' })).status
  expect(await Promise.all([here().url, other.url, proxy.url].map(isIn))).toEqual([200, 200, 200])
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  expect(await Promise.all([here().url, other.url, proxy.url].map(isIn))).toEqual([307, 307, 307])
  await page.context().close()
  await proxy.stop()
})

/** Takes a step of signing in past the user interface. */
const form = (step: string, values: Record<string, string>, cookie: string, base: string) =>
  fetch(new URL(`/sign-in/steps/${step}`, base), {
    method: 'POST',
    body: new URLSearchParams(values),
    headers: { accept: 'application/json', origin: base, 'accept-language': 'en', cookie },
  })
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .find((line) => line.startsWith('sign-in='))!
    .split(';')[0]!

test('a sign-in begun on one goes on on the other, with the same answers from both', async () => {
  const begun = await form('name', { name: 'eve@acme' }, '', here().url)
  const cookie = cookieOf(begun)
  expect((await begun.json()).card.step).toBe('password')
  const bases = Array.from({ length: 12 }, (_, n) => (n % 2 ? other.url : here().url))
  const answers = await Promise.all(
    bases.map((base) => form('password', { password: 'wrong' }, cookie, base)),
  )
  const sentences = await Promise.all(
    answers.map(async (answer) => (await answer.json()).state.refusal.sentence),
  )
  expect(new Set(sentences).size).toBe(1)
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
})

test('O4 of 200 guesses at one code, from both at once, at most five are evaluated, and then even the right one fails', async () => {
  const page = await visit(browser)
  await newColleague(browser, page, 'acme', 'gus', '301110111')
  const begun = await form('name', { name: 'gus@acme' }, '', here().url)
  const mark = await postMark()
  const waiting = await form('password', { password: NEW_PASSWORD }, cookieOf(begun), here().url)
  const cookie = cookieOf(waiting)
  const [, code] = await post('+36301110111', /@localhost #(\d{6})$/, mark)
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  const guesses = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      form('code', { code: wrong }, cookie, n % 2 ? other.url : here().url),
    ),
  )
  const sentences = await Promise.all(
    guesses.map(async (answer) =>
      answer.status === 200 ? (await answer.json()).state.refusal.sentence : '',
    ),
  )
  expect(guesses.every(({ status }) => status === 200 || status === 503)).toBe(true)
  const evaluated = sentences.filter((sentence) => /not the code|Five wrong codes/.test(sentence))
  expect(evaluated.length).toBeGreaterThan(0)
  expect(evaluated.length).toBeLessThanOrEqual(5)
  const right = await form('code', { code: code! }, cookie, other.url)
  expect((await right.json()).goTo).toBeUndefined()
  await page.context().close()
})
