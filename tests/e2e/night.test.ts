import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { launchBrowser } from '../support/browser'
import { TEST_KEY } from '../support/key'
import { preparedDatabase, type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

type Line = Record<string, unknown> & { err?: { message: string; stack?: string } }

let owner: pg.Client
let database: string
let portal: Running
let browser: Browser
let metricsPort: number
/** Signed in as the main administrator of Acme. */
let ada: Visitor

beforeAll(async () => {
  database = await preparedDatabase(inject('adminUrl'))
  owner = new pg.Client({ connectionString: database })
  await owner.connect()
  browser = await launchBrowser()
  metricsPort = await freePort()
  portal = await startPortal(database, {
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'debug',
    TRUSTED_PROXIES: '1',
    METRICS_PORT: String(metricsPort),
  })
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
  await owner.end()
})

const lines = (): Line[] =>
  portal
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
const of = (requestId: string) => lines().filter((line) => line.requestId === requestId)
/** The access line of a request, which comes when its answer has gone. */
async function accessed(requestId: string): Promise<Line> {
  await expect.poll(() => of(requestId).some(({ msg }) => msg === 'request')).toBe(true)
  return of(requestId).find(({ msg, part }) => msg === 'request' && !part)!
}
async function post(recipient: string, pattern: RegExp): Promise<string> {
  const find = async () => {
    const { rows } = await owner.query(
      'SELECT text FROM mailbox_item WHERE recipient = $1 ORDER BY id DESC',
      [recipient],
    )
    return rows.flatMap(({ text }) => pattern.exec(text)?.[1] ?? [])[0]
  }
  await expect.poll(find).toBeTruthy()
  return (await find())!
}

test('signing in, by all that is secret on the way, leaves none of it in the log, at its most talkative', async () => {
  const secrets = [
    'Wr0ng-but-known',
    'blue tram rides north',
    TEST_KEY,
    'a-token-that-was-mailed',
    `swb_${'k'.repeat(43)}`,
    '000001',
  ]
  ada = new Visitor(portal.url, {
    'x-forwarded-for': '198.51.100.7',
    'user-agent': 'agent\u0009x{"level":"fatal"}',
  })
  const temporary = await post('ada@acme.example', /^Temporary password: (\S+)$/m)
  await ada.step('/sign-in/steps/name', { name: 'admin@acme' })
  secrets.push(...ada.cookies.values())
  for (const password of ['Wr0ng-but-known', temporary])
    await ada.step('/sign-in/steps/password', { password })
  const { rows } = await owner.query(
    `SELECT mobile FROM "user" WHERE login = 'admin@acme' OR login = 'admin'`,
  )
  const code = await post(rows[0].mobile, /@localhost #(\d{6})$/)
  await ada.step('/sign-in/steps/code', { code: '000001' })
  secrets.push(...ada.cookies.values())
  await ada.step('/sign-in/steps/code', { code })
  const again = 'blue tram rides north'
  await ada.step('/sign-in/steps/must_change', { password: again, again })
  const overview = await ada.get('/overview')
  expect(overview.status).toBe(200)
  secrets.push(temporary, code, ...ada.cookies.values())
  await ada.step('/sign-in/phone/steps/number', { number: '+36301112010' })
  await ada.step('/recover/steps/name', { name: 'ada@acme', channel: 'mail' })
  for (const path of [
    '/lines?q=%2B36301112010',
    '/users?q=Ada',
    '/profile',
    '/stop?t=a-token-that-was-mailed',
    '/+36301112010',
    '/%0a%7b%7d',
  ])
    await ada.get(path)
  await ada.fetch('/api/intake/lines', {
    method: 'POST',
    body: 'company;number\nacme;+36301112010',
    headers: { authorization: `Bearer swb_${'k'.repeat(43)}`, 'content-type': 'text/csv' },
  })
  const last = await ada.get('/audit')
  await accessed(last.headers.get('x-request-id')!)
  const people = await owner.query(
    `SELECT login || '@' || slug AS login, u.name, email, mobile FROM "user" u JOIN company c ON c.id = u.company_id`,
  )
  const numbers = await owner.query('SELECT msisdn FROM subscription WHERE msisdn IS NOT NULL LIMIT 200')
  for (const row of [...people.rows, ...numbers.rows])
    for (const value of Object.values(row))
      if (typeof value === 'string') secrets.push(value, value.replace(/^\+/, ''))
  const said = portal.said()
  expect(lines().length).toBeGreaterThan(15)
  expect(new Set(secrets).size).toBeGreaterThan(100)
  for (const secret of secrets) {
    const whole = new RegExp(`(?<!\\w)${secret.replace(/[^\w]/g, '\\$&')}(?!\\w)`)
    expect(whole.test(said), secret).toBe(false)
  }
  const { companyId, actorId, status, route } = await accessed(overview.headers.get('x-request-id')!)
  const [row] = (await owner.query(`SELECT id, company_id FROM "user" WHERE email = 'ada@acme.example'`)).rows
  expect({ companyId, actorId, status, route }).toEqual({
    companyId: row.company_id,
    actorId: row.id,
    status: 200,
    route: 'overview',
  })
})

test('a request has the id of the proxy in front, in its answer, its lines and the audit; no other does', async () => {
  const id = 'of-the-proxy-0001'
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  const visitor = new Visitor(portal.url, { 'x-request-id': id, traceparent })
  await visitor.openAs('eve@acme')
  expect((await visitor.get('/overview')).headers.get('x-request-id')).toBe(id)
  await expect.poll(() => of(id).filter(({ msg }) => msg === 'request').length).toBeGreaterThanOrEqual(3)
  for (const line of of(id)) expect(line.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736')
  const { rows } = await owner.query(`SELECT action FROM audit_entry WHERE request_id = $1`, [id])
  expect(rows).toEqual([{ action: 'demo.persona_opened' }])
  const odd = await new Visitor(portal.url, { 'x-request-id': 'x' }).get('/sign-in')
  expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const refused = await new Visitor(portal.url).fetch('/overview', { method: 'PUT' })
  expect((await accessed(refused.headers.get('x-request-id')!)).status).toBe(405)
})

test('a bug is one line with its stack and whose it was; the page shows the id under which it is found', async () => {
  await owner.query('ALTER TABLE schedule RENAME TO schedule_away')
  const context = await browser.newContext({ baseURL: portal.url, locale: 'hu-HU' })
  await context.addCookies([...ada.cookies].map(([name, value]) => ({ name, value, url: portal.url })))
  const page = await context.newPage()
  const answer = await page.goto('/reports')
  const id = answer!.headers()['x-request-id']!
  await page.getByText(`Hivatkozás: ${id}`).waitFor()
  await accessed(id)
  const bugs = of(id).filter(({ level }) => level === 'error')
  expect(bugs).toHaveLength(1)
  expect(bugs[0]!.err!.stack).toMatch(/\n {4}at /)
  expect([bugs[0]!.companyId, bugs[0]!.actorId, bugs[0]!.route]).toEqual([
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    'reports',
  ])
  // In another tab, by a link of the portal: the id of that request, not of the page it was opened from.
  await page.goto('/overview')
  await page.getByRole('link', { name: 'Kimutatások' }).first().click()
  const shown = page.getByText(/^Hivatkozás: /)
  await shown.waitFor()
  const failed = (await shown.textContent())!.replace('Hivatkozás: ', '')
  expect(failed).not.toBe(id)
  await expect.poll(() => of(failed).filter(({ level }) => level === 'error').length).toBe(1)
  await owner.query('ALTER TABLE schedule_away RENAME TO schedule')
  await context.close()
})

test.each([
  ['throw', 'fatal', 'ends the web process, in order'],
  ['reject', 'error', 'leaves it running'],
])('what nobody caught (%s) is one line with its stack (%s), and %s', async (how, level) => {
  const doomed = await startPortal(database, { LOG_FORMAT: 'json', LOG_LEVEL: 'debug' }, [
    '--import',
    './tests/support/throws.mjs',
  ])
  const lines = () =>
    doomed
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line)
      .filter(({ err }) => err?.message === 'nobody caught it')
  const ended = doomed.ended()
  doomed.ask(how)
  if (level === 'fatal') expect(await ended).toBe(1)
  await expect.poll(() => lines().map((line) => line.level)).toEqual([level])
  expect(lines()[0]!.err!.stack).toContain('throws.mjs')
  if (level === 'fatal') return
  expect((await fetch(`${doomed.url}/api/health`)).status).toBe(200)
  await doomed.stop()
})

test('figures of requests, sign-ins, refusals, jobs and connections, where strangers neither read nor make them', async () => {
  const read = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const visitor = new Visitor(portal.url)
  for (const path of ['/metrics', ...Array.from({ length: 30 }, (_, n) => `/stranger-${n}`)])
    expect((await visitor.get(path)).status, path).toBe(404)
  const text = await read()
  for (const sample of [
    /^switchboard_http_requests_total\{route="overview",method="GET",status="200"\} [1-9]/m,
    /^switchboard_http_requests_total\{route="other",method="GET",status="404"\} [3-9]\d$/m,
    /^switchboard_http_request_duration_seconds_count\{route="sign-in-step",method="POST"\} [1-9]/m,
    /^switchboard_sign_ins_total\{flow="password",outcome="signed_in"\} 1$/m,
    /^switchboard_sign_ins_total\{flow="password",outcome="identity\.\w+"\} 1$/m,
    /^switchboard_refusals_total\{code="identity\.\w+"\} [1-9]/m,
    /^switchboard_refusals_total\{code="door\.not_done"\} 1$/m,
    /^switchboard_jobs_total\{job="tell",outcome="done"\} [1-9]/m,
    /^switchboard_job_duration_seconds_count\{job="tell"\} [1-9]/m,
    /^switchboard_database_connections\{pool="switchboard",state="in_use"\} \d/m,
    /^switchboard_database_waiting\{pool="switchboard worker"\} \d/m,
    /^switchboard_database_up 1$/m,
    /^switchboard_worker_running 1$/m,
    /^switchboard_message_deliveries\{channel="sms",state="\w+"\} [1-9]/m,
    /^switchboard_log_lines_total\{level="error"\} [1-9]/m,
    /^nodejs_eventloop_lag_p99_seconds \d/m,
  ])
    expect(text).toMatch(sample)
  expect(text).not.toContain('stranger')
  expect(text).not.toMatch(/acme|\+36/)
})
