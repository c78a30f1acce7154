import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { here } from '../support/here'
import { value } from '../support/people'
import { openAs, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
const firstOf = async (page: Page, path: string) => {
  await page.goto(path)
  return (await page.locator('tbody a').first().getAttribute('href'))!
}

test.each([
  { name: 'on a desk', javaScriptEnabled: true, width: 1440 },
  { name: 'on a phone, without scripts', javaScriptEnabled: false, width: 390 },
])('a bill is found, explained, cut and downloaded $name', async ({ javaScriptEnabled, width }) => {
  const page = await visit(browser, { javaScriptEnabled, viewport: { width, height: 900 } })
  await openAs(page, 'admin@acme')
  await page.getByRole('link', { name: 'Bills', exact: true }).first().click()
  await page.getByRole('heading', { name: 'Bills' }).waitFor()
  if (width < 640) await page.locator('summary', { hasText: 'Filters' }).click()
  // With scripts the list follows a choice at once.
  await page.getByRole('combobox', { name: 'State' }).selectOption('Overdue')
  if (!javaScriptEnabled) await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL('**/bills?state=overdue**')
  await page.getByRole('link', { name: 'Remove: State: Overdue' }).waitFor()
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: /^What changed since/ }).waitFor()
  expect(await page.getByText(/(more|less) than the bill before/).count()).toBe(1)
  await page.getByRole('link', { name: 'By cost centre' }).click()
  await page.getByRole('cell', { name: 'Drivers' }).waitFor()
  await page.getByRole('link', { name: 'By line' }).click()
  await page.locator('tbody a').nth(3).waitFor()
  const path = new URL(page.url()).pathname
  for (const [format, type, begins] of [
    ['pdf', 'application/pdf', '%PDF-1.7'],
    ['reminder', 'application/pdf', '%PDF-1.7'],
    ['csv', 'text/csv', '\ufeff"Number","Holder",'],
    ['xlsx', 'application/vnd.openxmlformats', 'PK'],
    ['ubl', 'application/xml', '<?xml'],
  ] as const) {
    const answer = await page.request.get(`${path}/${format}`, { headers: { 'accept-language': 'en' } })
    expect(answer.status(), format).toBe(200)
    expect(answer.headers()['content-type'], format).toContain(type)
    expect((await answer.body()).toString('utf8').startsWith(begins), format).toBe(true)
  }
  await page.context().close()
})

test('a payment is made at the provider and comes back; declined, nothing is taken', async () => {
  const page = await visit(browser)
  await openAs(page, 'admin@acme')
  await page.goto('/bills?state=open')
  await page.locator('tbody a').last().click()
  await page.getByRole('link', { name: /^Pay this bill/ }).click()
  await page.getByText('Or by bank transfer:').waitFor()
  await page.getByRole('img', { name: /^QR code for paying/ }).waitFor()
  await page.getByRole('button', { name: /^Pay this bill/ }).click()
  await page.getByRole('button', { name: 'Decline' }).click()
  await page.getByText('The payment did not succeed').waitFor()
  await page.goto('/bills?state=open')
  const before = await page.locator('tbody tr').count()
  await page.locator('tbody a').last().click()
  await page.getByRole('link', { name: /^Pay this bill/ }).click()
  await page.getByRole('button', { name: /^Pay this bill/ }).waitFor()
  const second = await page.context().newPage()
  await second.goto(page.url())
  await page.getByRole('button', { name: /^Pay this bill/ }).click()
  await page.getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByText(/^The payment of .* has arrived\. Thank you\.$/).waitFor()
  // Paid meanwhile: a second tab says that nothing came of its press.
  await second.getByRole('button', { name: /^Pay this bill/ }).click()
  await second.getByRole('alert').getByText('nothing was charged').waitFor()
  await second.getByText('Nothing is left to be paid on this bill.').waitFor()
  await page.goto('/bills?state=open')
  expect(await page.locator('tbody tr').count()).toBe(before - 1)
  await page.context().close()
})

test('many lines are ticked, looked at and changed; PIN and PUK show only in their answer', async () => {
  const page = await visit(browser)
  await openAs(page, 'admin@acme')
  await page.goto('/lines?q=203')
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('button', { name: 'Change selected' }).click()
  await page.getByRole('combobox', { name: 'What to change' }).selectOption('Name of the line')
  await page.getByRole('textbox', { name: 'New value' }).fill('Long distance')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('cell', { name: 'Long distance' }).first().waitFor()
  await page.getByRole('button', { name: /^Change \d+ lines$/ }).click()
  await page.getByText(/^\d+ lines were changed\.$/).waitFor()
  const line = await firstOf(page, '/lines?q=2031')
  await page.goto(line)
  await page.getByText('Long distance').first().waitFor()
  await page.getByRole('button', { name: 'Show PIN and PUK' }).click()
  await page.getByText(/PUK \d{8}/).waitFor()
  await page.reload()
  expect(await page.getByText(/PUK \d{8}/).count()).toBe(0)
  await page.goto('/audit')
  await page.getByText('PIN and PUK of 06 30 111 2031 were looked at').waitFor()
  await page.getByText('Many lines were changed').waitFor()
  await page.context().close()
})

test('another company’s line, bill, usage, document, export and report: not found, in every route', async () => {
  const mine = await visit(browser)
  await openAs(mine, 'admin@acme')
  const [line, bill] = [await firstOf(mine, '/lines'), await firstOf(mine, '/bills')]
  const routes = [
    line,
    `${line}/usage`,
    bill,
    `${bill}?by=line`,
    ...['pdf', 'reminder', 'csv', 'xlsx', 'ubl'].map((format) => `${bill}/${format}`),
    `/bills/pay?bill=${bill.split('/').at(-1)}`,
  ]
  const stranger = await visit(browser)
  for (const account of ['admin@globex', 'eve@acme', 'sam@operator', '36301112001']) {
    await openAs(stranger, account)
    for (const route of routes)
      expect((await stranger.request.get(route)).status(), `${account} ${route}`).toBe(404)
  }
  // Without any right on lines or bills their lists, exports and reports are not there either.
  await openAs(stranger, 'eve@acme')
  for (const route of [
    '/lines',
    '/lines/export',
    '/lines/change?all=1',
    '/lines/move?all=1',
    '/bills',
    '/reports',
    '/reports/movers/csv',
    '/bills/pay',
  ])
    expect((await stranger.request.get(route)).status(), route).toBe(404)
  // Finance sees bills, and not whom somebody called or the codes of SIMs.
  await openAs(stranger, 'cleo@acme')
  expect((await stranger.request.get(bill)).status()).toBe(200)
  expect((await stranger.request.get(`${line}/usage`)).status()).toBe(404)
  for (const route of routes)
    expect(
      (await mine.request.get(route.replace(/[0-9a-f]{4}$/, '0000').replace('/pdf', '/doc'))).status(),
    ).toBeLessThan(500)
  await stranger.context().clearCookies()
  for (const route of [`${bill}/pdf`, '/lines/export'])
    expect((await stranger.request.get(route, { maxRedirects: 0 })).status(), route).toBe(307)
  for (const page of [mine, stranger]) await page.context().close()
})

test('the operator’s systems deliver over HTTP with a key: row by row what came of it, nothing without', async () => {
  const { createApiKey, revokeApiKey } = await import('@/lib/identity/keys/manage-api-keys')
  const { connect } = await import('@/lib/infra/db')
  const { systemRandom } = await import('@/lib/kernel/token')
  const at = connect(here().database, 2)
  const context = { ...at, clock: () => new Date(), random: systemRandom } as never
  const scope = { kinds: ['all'], companies: null, days: 365 }
  const { key } = value(await createApiKey('billing-system', scope, context))
  const send = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${here().url}/api/intake/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${key}`, ...headers },
      body,
    })
    return { status: response.status, ...(await response.json()) }
  }
  const head = 'company,line,at,reference,kind,other,abroad,quantity,net\n'
  const row = (n: number, line = '+36301112001') =>
    `acme,${line},2026-01-${String((n % 28) + 1).padStart(2, '0')}T10:00:00Z,http-${n},voice,+36301234567,,60,0\n`
  const rows = Array.from({ length: 20_000 }, (_, n) => row(n)).join('')
  expect(await send('usage?dry=1', head + rows)).toMatchObject({
    status: 200,
    taken: false,
    rows: 20_000,
    counts: { added: 20_000 },
  })
  expect(await send('usage', head + rows)).toMatchObject({
    status: 200,
    taken: true,
    counts: { added: 20_000 },
  })
  expect(await send('usage', head + rows)).toMatchObject({ status: 200, counts: { added: 0 } })
  expect(await send('usage', head + row(1) + row(2, '12345'))).toMatchObject({
    status: 422,
    taken: false,
    problems: [{ row: 3, code: 'subscriptions.no_line', field: 'line', reason: expect.any(String) }],
  })
  expect(await send('usage', '\xff\xfe')).toMatchObject({ status: 422 })
  expect(await send('nothing', head)).toMatchObject({ status: 404 })
  expect(await send('usage', head, { authorization: 'Bearer swb_wrong' })).toMatchObject({ status: 401 })
  expect(await send('usage', head, { authorization: '' })).toMatchObject({ status: 401 })
  expect((await revokeApiKey('billing-system', context)).ok).toBe(true)
  expect(await send('usage', head + row(1))).toMatchObject({ status: 401 })
  const webhook = await fetch(`${here().url}/api/payments/webhook`, {
    method: 'POST',
    body: '{"reference":"x","transaction":"y","outcome":"succeeded","amount":1,"currency":"HUF"}',
    headers: { 'x-payment-signature': `t=${Date.now()},v1=${'0'.repeat(64)}` },
  })
  expect(webhook.status).toBe(401)
  await at.close()
})

test('the holder of a number sees what is left, what it cost and its own bill lines, and nothing else', async () => {
  const page = await visit(browser, { viewport: { width: 390, height: 844 } })
  await openAs(page, '36301112001')
  await page.getByText('Used this month').waitFor()
  await page
    .getByText(/ of .* left$/)
    .first()
    .waitFor()
  await page.getByText(/^On the bill for/).waitFor()
  const text = (await page.locator('main').textContent()) ?? ''
  for (const secret of ['Acme', 'acme', 'Ada', '111 2002', 'Drivers']) expect(text).not.toContain(secret)
  await page.context().close()
})
