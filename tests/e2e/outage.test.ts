import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { asRuntime } from '../support/cluster'
import { preparedDatabase, type Running, startPortal } from '../support/portal'

let owner: pg.Client
let portal: Running
let wire: Server
/** What is sent meanwhile is not handed on: a database that hangs. */
let isHung = false
const held: (() => void)[] = []
/** A database that is gone. */
let isCut = false
const open = new Set<Socket>()
let browser: Browser

beforeAll(async () => {
  const database = await preparedDatabase(inject('adminUrl'))
  owner = new pg.Client({ connectionString: database })
  await owner.connect()
  const { hostname, port } = new URL(database)
  const pipe = (from: Socket, to: Socket) =>
    from
      .on('data', (bytes) => (isHung ? held.push(() => to.write(bytes)) : to.write(bytes)))
      .on('close', () => to.destroy())
      .on('error', () => to.destroy())
  wire = createServer((client) => {
    if (isCut) return client.destroy()
    open.add(client.on('close', () => open.delete(client)))
    const server = dial(Number(port), hostname)
    pipe(client, server)
    pipe(server, client)
  })
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve))
  const through = Object.assign(new URL(asRuntime(database)), {
    hostname: '127.0.0.1',
    port: String((wire.address() as { port: number }).port),
  })
  browser = await launchBrowser()
  portal = await startPortal(database, { DATABASE_URL: through.href, WORKER: 'out' })
})
afterAll(async () => {
  letGo()
  await browser.close()
  await portal.stop()
  await owner.end()
  wire.close()
})

/** The database goes on with what was sent meanwhile. */
function letGo() {
  isHung = false
  for (const go of held.splice(0)) go()
}
/** Nobody gets through, and whoever was is cut off. */
function cut() {
  isCut = true
  for (const socket of open) socket.destroy()
}
const step = (accept: string, language = 'en') =>
  fetch(`${portal.url}/sign-in/steps/name`, {
    method: 'POST',
    body: new URLSearchParams({ name: 'ada@acme' }),
    headers: { accept, origin: portal.url, 'accept-language': language },
    redirect: 'manual',
  })
const ready = async () => {
  const began = performance.now()
  const answer = await fetch(`${portal.url}/api/ready?exclude=worker`)
  return { ...(await answer.json()), status: answer.status, took: performance.now() - began }
}
/** Sessions begin anew, as after a failover. */
async function setReadOnly(on: boolean) {
  const { rows } = await owner.query('SELECT current_database() AS name')
  const name = owner.escapeIdentifier(rows[0].name)
  await owner.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on ? 'on' : 'off'}`)
  await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'switchboard%'`,
  )
}

test('a database that can only be read: readiness says so, and each way of signing in answers 503 with a sentence', async () => {
  expect(await ready()).toMatchObject({ status: 200 })
  await setReadOnly(true)
  await expect.poll(ready).toMatchObject({ status: 503, reason: 'read_only' })
  const scripts = await step('application/json')
  expect([scripts.status, scripts.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await scripts.json()).toEqual({
    step: 'name',
    state: { refusal: { field: null, sentence: expect.stringContaining('send this again in a minute') } },
  })
  for (const [language, sentence] of [
    ['en', 'The portal cannot reach its data'],
    ['hu', 'A portál most nem éri el az adatait'],
    ['sr', 'Portal trenutno ne može'],
    ['ru', 'Портал сейчас не может'],
  ] as const) {
    const page = await step('text/html', language)
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await page.text()).toContain(sentence)
  }
  await setReadOnly(false)
  await expect.poll(ready).toMatchObject({ status: 200 })
  expect((await step('application/json')).status).toBe(200)
})

describe.each([
  { name: 'with scripts', javaScriptEnabled: true, codes: '246810', rest: 'Nothing you typed is lost' },
  { name: 'without scripts', javaScriptEnabled: false, codes: '', rest: 'except passwords, codes and files' },
])('the form that stops a change of contacts, $name', ({ javaScriptEnabled, codes, rest }) => {
  test('stays in an outage as it was typed, and after it sends only its own fields', async () => {
    const context = await browser.newContext({ baseURL: portal.url, locale: 'en-GB', javaScriptEnabled })
    const page = await context.newPage()
    await page.goto('/stop')
    const [reference, code] = ['Reference', 'Code'].map((name) => page.getByRole('textbox', { name }))
    const stop = page.getByRole('button', { name: 'Stop the change' })
    await reference!.fill('kq-7')
    await code!.fill('246810')
    cut()
    await stop.click()
    await page.getByText(rest).waitFor()
    isCut = false
    await expect.poll(ready).toMatchObject({ status: 200 })
    expect([await reference!.inputValue(), await code!.inputValue()]).toEqual(['kq-7', codes])
    await code!.fill('135790')
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST'),
      stop.click(),
    ])
    const names = [...(sent.postData() ?? '').matchAll(/; name="([^"]*)"/g)].map(([, name]) => name!)
    // What begins with $ is React's, and says of which form it is.
    const ours = names.map((name) => name.replace(/^_?\d+_/, '')).filter((name) => !/^\$|^\d*$/.test(name))
    expect(ours.sort()).toEqual(['code', 'reference'])
    expect(sent.postData()).not.toContain('$owner')
    await page.getByText('do not belong together').waitFor()
    await context.close()
  })
})

test('a page that is opened in an outage says so as one of the portal, and is there again after it', async () => {
  const page = await (await browser.newContext({ baseURL: portal.url, locale: 'en-GB' })).newPage()
  cut()
  const answer = await page.goto('/stop?t=anything')
  expect(answer?.status()).toBe(503)
  await page.getByText('cannot reach its data').waitFor()
  expect(await page.locator('b').textContent()).toBe('Switchboard')
  isCut = false
  await expect.poll(ready).toMatchObject({ status: 200 })
  await page.getByRole('link', { name: 'Try again' }).click()
  await page.getByText('its 24 hours are over').waitFor()
  await page.context().close()
})

test('a database that hangs: readiness answers within seconds, and is well again by itself', async () => {
  isHung = true
  // An answer is kept for a second.
  let slowest = 0
  await expect
    .poll(async () => {
      const { status, reason, took } = await ready()
      slowest = Math.max(slowest, took)
      return [status, reason]
    })
    .toEqual([503, 'away'])
  expect(slowest).toBeLessThan(10_000)
  letGo()
  await expect.poll(ready).toMatchObject({ status: 200 })
})

test('whoever asks whether the process lives is answered also while the database hangs or is gone', async () => {
  const alive = async () => {
    const answer = await fetch(`${portal.url}/api/health`)
    return [answer.status, await answer.json()]
  }
  isHung = true
  expect(await alive()).toEqual([200, { status: 'ok' }])
  letGo()
  cut()
  expect(await alive()).toEqual([200, { status: 'ok' }])
  isCut = false
  await expect.poll(ready).toMatchObject({ status: 200 })
})

test('ready tells what is missing: nobody sends here, and a schema of another version', async () => {
  const whole = async () => {
    const answer = await fetch(`${portal.url}/api/ready`)
    return { code: answer.status, ...(await answer.json()) }
  }
  await expect.poll(whole).toMatchObject({ code: 503, status: 'not_ready', reason: 'worker' })
  await owner.query(`SELECT pg_advisory_lock_shared(7240002, 1)`)
  const deliveries = { waiting: 0, oldest: 0, failed: 0 }
  await expect.poll(whole).toEqual({ code: 200, status: 'ready', deliveries })
  const unfinished = `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_first'`
  await owner.query(unfinished)
  await expect.poll(whole).toMatchObject({ code: 503, status: 'not_ready', reason: 'migrations' })
  expect(await ready()).toMatchObject({ status: 503, reason: 'migrations' })
  await owner.query('UPDATE _prisma_migrations SET finished_at = now()')
  await expect.poll(whole).toMatchObject({ code: 200 })
  await owner.query('ALTER TABLE _prisma_migrations RENAME TO gone')
  await expect.poll(ready).toMatchObject({ status: 503, reason: 'migrations' })
})
