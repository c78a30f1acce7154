import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCursor } from '@/lib/kernel/cursor'
import { launchBrowser } from '../support/browser'
import { here } from '../support/here'
import { cookieHeader, openAs, visit } from '../support/portal-client'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  page = await visit(browser)
  await openAs(page, 'admin@globex')
})
afterAll(() => browser.close())

/** The hidden fields by which a form without scripts names its action, read from a page. */
async function formOf(
  path: string,
  button: string,
  context: BrowserContext = page.context(),
): Promise<[string, string][]> {
  const tab = await context.newPage()
  await tab.goto(path)
  const form = tab
    .locator('form')
    .filter({ has: tab.locator('button', { hasText: button }) })
    .last()
  const fields = await form
    .locator('input')
    .evaluateAll((inputs) =>
      (inputs as HTMLInputElement[]).map(({ name, value }): [string, string] => [name, value]),
    )
  await tab.close()
  return fields.filter(([name]) => name)
}

async function send(path: string, fields: [string, string][], cookie: string) {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  const url = new URL(path, here().url)
  const answer = await fetch(url, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie, origin: url.origin, 'accept-language': 'en' },
  })
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
}
const withValues = (fields: [string, string][], values: Record<string, string>): [string, string][] => [
  ...fields.filter(([name]) => !(name in values)),
  ...Object.entries(values),
]
const WHOLE = { login: 'zed', name: 'Zed', email: 'zed@globex.example', mobile: '30 111 0033' }

describe('past the user interface', () => {
  test('bad input in every field of a form gets a sentence, never a 500, and changes nothing', async () => {
    const cookie = await cookieHeader(page.context())
    const fields = await formOf('/users/new', 'Create user')
    const bad = [
      '',
      ' ',
      'x'.repeat(200_000),
      '\u0000',
      'a\r\nBcc: x@y.example',
      '\ud800',
      '<script>alert(1)</script>',
      "' OR 1=1 --",
      '😀'.repeat(3_000),
    ]
    for (const field of ['login', 'email', 'mobile'] as const)
      for (const value of bad) {
        const { status, text } = await send(
          '/users/new',
          withValues(fields, { ...WHOLE, [field]: value }),
          cookie,
        )
        expect(status, `${field} ${JSON.stringify(value.slice(0, 20))}`).toBe(200)
        expect(text).toContain('role="alert"')
        expect(text).not.toContain('<script>alert(1)')
      }
    await page.goto('/users?q=zed')
    expect(await page.getByRole('main').textContent()).toContain('Nobody matches')
  })

  test('a form that is too large is refused before it is read', async () => {
    const cookie = await cookieHeader(page.context())
    const { status, text } = await send('/users/new', [['name', 'x'.repeat(6_000_000)]], cookie).catch(
      () => ({ status: 413, text: 'too large' }),
    )
    expect(status).toBe(413)
    expect(text).toContain('too large')
  })

  test('forged, foreign and broken ids are not found', async () => {
    const acme = await visit(browser)
    await openAs(acme, 'admin@acme')
    await acme.goto('/users')
    const foreign = (await acme.locator('tbody a').first().getAttribute('href'))!
    for (const path of [
      foreign,
      '/users/1',
      "/users/'",
      `/users/${'a'.repeat(3_000)}`,
      '/users/00000000-0000-0000-0000-000000000000',
    ])
      expect((await page.request.get(path)).status(), path).toBe(404)
    for (const path of ['/users/%00', '/users/%zz', '/sign-in?returnTo=%00'])
      expect((await page.request.get(path)).status(), path).toBe(400)
    for (const path of [
      '/audit?after=abc',
      `/audit?after=${writeCursor('at', '99999999999999999999999')}`,
      '/users?after=AAAA',
      '/users?q=%F0%9F%98%80&state=x&state=y',
    ])
      expect((await page.request.get(path)).status(), path).toBe(200)
    await acme.context().close()
  })

  test('another company’s user in a form of one’s own is not found, and nothing happens to them', async () => {
    const acme = await visit(browser)
    await openAs(acme, 'admin@acme')
    await acme.goto('/users?q=cleo')
    const path = (await acme.locator('tbody a').first().getAttribute('href'))!
    const fields = await formOf(path, 'Suspend', acme.context())
    await page.goto('/users')
    const own = (await page.locator('tbody a').first().getAttribute('href'))!
    const cookie = await cookieHeader(page.context())
    // Somebody else's form is refused as such; forged to be one's own, it finds nobody.
    expect((await send(own, fields, cookie)).status).toBe(409)
    const mine = (await formOf('/users/new', 'Create user')).filter(([name]) => name === '$owner')
    const forged = [...fields.filter(([name]) => name !== '$owner'), ...mine]
    expect((await send(own, forged, cookie)).status).toBe(404)
    await acme.reload()
    expect(await acme.locator('tbody').textContent()).not.toContain('Suspended')
    await acme.context().close()
  })

  test('without a session, with a made-up one, and from another site, no form does anything', async () => {
    const fields = await formOf('/users/new', 'Create user')
    for (const cookie of ['', 'session=made-up', `session=${'x'.repeat(3_000)}`]) {
      const { status, text } = await send('/users/new', withValues(fields, WHOLE), cookie)
      expect([status, text.includes('nobody is signed in here any more')]).toEqual([409, true])
      const unsaid = withValues(fields, WHOLE).filter(([name]) => name !== '$owner')
      const { status: led, location } = await send('/users/new', unsaid, cookie)
      expect([led, location?.split('?')[0]]).toEqual([303, '/sign-in'])
    }
    const body = new FormData()
    for (const [name, value] of withValues(fields, WHOLE)) body.append(name, value)
    const cookie = await cookieHeader(page.context())
    const elsewhere = await fetch(new URL('/users/new', here().url), {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie, origin: 'https://evil.example' },
    })
    expect(elsewhere.status).not.toBe(303)
    await page.goto('/users?q=zed')
    expect(await page.getByRole('main').textContent()).toContain('Nobody matches')
  })

  test('a replayed form does not act twice', async () => {
    const cookie = await cookieHeader(page.context())
    const fields = withValues(await formOf('/users/new', 'Create user'), { ...WHOLE, login: 'once' })
    expect((await send('/users/new', fields, cookie)).status).toBe(303)
    const again = await send('/users/new', fields, cookie)
    expect([again.status, again.text.includes('exists already')]).toEqual([200, true])
  })

  /** One step as a browser without scripts sends it, or with whatever else. */
  const sendStep = (step: string, body: string, headers: Record<string, string> = {}) =>
    fetch(new URL(`/sign-in/steps/${step}`, here().url), {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        origin: here().url,
        'content-type': 'application/x-www-form-urlencoded',
        'accept-language': 'en',
        ...headers,
      },
    })

  test('steps of signing in without, or with a made-up, attempt begin again', async () => {
    for (const cookie of ['', 'sign-in=made-up', `sign-in=${'x'.repeat(5_000)}`])
      for (const [step, body] of [
        ['password', 'password=x'],
        ['code', 'code=123456'],
        ['again', ''],
        ['must_change', 'password=blue+tram+rides+north&again=blue+tram+rides+north'],
      ] as const) {
        const page = await sendStep(step, body, { cookie })
        expect([page.status, page.headers.get('location')], step).toEqual([303, '/sign-in'])
        const answer = await sendStep(step, body, { cookie, accept: 'application/json' })
        expect(await answer.json(), step).toMatchObject({
          card: { step: 'name' },
          state: { refusal: { sentence: expect.stringContaining('begin again') } },
        })
      }
  })

  test('bad input in every field of signing in gets a sentence, never a 500', async () => {
    const bad = [
      '',
      ' ',
      'x'.repeat(60_000),
      '\u0000',
      '\ud800',
      '<script>',
      "' OR 1=1 --",
      '😀'.repeat(3_000),
    ]
    for (const [step, field] of [
      ['name', 'name'],
      ['password', 'password'],
      ['code', 'code'],
      ['must_change', 'password'],
    ] as const)
      for (const value of bad) {
        const answer = await sendStep(step, new URLSearchParams({ [field]: value }).toString(), {
          accept: 'application/json',
        })
        expect(answer.status, `${step} ${value.slice(0, 10)}`).toBeLessThan(500)
        if (answer.status === 200) expect((await answer.json()).state.refusal.sentence).toBeTruthy()
      }
    for (const body of ['%', '%zz=%', '&&&===', 'name=%00', '{"name":"admin@acme"}'])
      expect((await sendStep('name', body)).status, body).toBe(303)
    const multipart = new FormData()
    multipart.append('name', 'admin@acme')
    const url = new URL('/sign-in/steps/name', here().url)
    expect((await fetch(url, { method: 'POST', body: multipart, redirect: 'manual' })).status).toBeLessThan(
      500,
    )
  })

  test('a step from another site, too large, or that does not exist, does nothing; of no stated length it is one', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '', 'sec-fetch-site': 'cross-site' },
    ])
      expect((await sendStep('name', 'name=admin@acme', headers)).status, JSON.stringify(headers)).toBe(403)
    expect((await sendStep('name', `name=${'x'.repeat(70_000)}`)).status).toBe(413)
    for (const step of ['nothing', 'constructor', '__proto__', 'toString'])
      expect((await sendStep(step, '')).status, step).toBe(404)
    const endless = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('name=a'))
        controller.close()
      },
    })
    const url = new URL('/sign-in/steps/name', here().url)
    const answer = await fetch(url, { method: 'POST', body: endless, duplex: 'half' } as RequestInit)
    expect(answer.status).toBe(200)
  })

  test('a made-up answer in the cookie of the page shows nothing and breaks nothing', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const answer of [
      'nonsense',
      encode({}),
      encode({ step: 'name', refusal: { code: 'no.such' }, typed: {} }),
      encode({ step: 'name', refusal: { code: 'identity.code_wrong', values: { left: 'x' } }, typed: {} }),
      encode({ step: 'name', refusal: { code: '__proto__' }, typed: { name: '<script>alert(1)</script>' } }),
    ]) {
      const url = new URL('/sign-in', here().url)
      const page = await fetch(url, { headers: { cookie: `answer=${answer}` } })
      expect(page.status, answer).toBe(200)
      expect(await page.text()).not.toContain('<script>alert(1)')
    }
  })

  test('made-up actions are refused without an error of ours', async () => {
    const cookie = await cookieHeader(page.context())
    for (const fields of [
      [['$ACTION_ID_00aabbccddeeff00112233445566778899aabbccdd', '']],
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', '{"id":"nonsense","bound":"$@1"}'],
        ['$ACTION_KEY', 'k'],
      ],
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', 'not json'],
      ],
    ] as [string, string][][]) {
      const { status } = await send('/users/new', fields, cookie)
      expect(status, JSON.stringify(fields)).toBeLessThan(500)
    }
  })

  test('health tells whether the database answers; nothing tells what the portal runs on', async () => {
    const answer = await page.request.get('/api/health')
    expect([answer.status(), await answer.json()]).toEqual([200, { status: 'ok' }])
    const headers = (await page.request.get('/sign-in')).headers()
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})
