import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { asRuntime } from '../support/cluster'
import { preparedDatabase, type Running, startPortal } from '../support/portal'

let owner: pg.Client
let portal: Running
let wire: Server
/** What is sent meanwhile is not handed on: a database that hangs. */
let isHung = false
const held: (() => void)[] = []

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
    const server = dial(Number(port), hostname)
    pipe(client, server)
    pipe(server, client)
  })
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve))
  const through = Object.assign(new URL(asRuntime(database)), {
    hostname: '127.0.0.1',
    port: String((wire.address() as { port: number }).port),
  })
  portal = await startPortal(database, { DATABASE_URL: through.href, WORKER: 'out' })
})
afterAll(async () => {
  isHung = false
  for (const go of held.splice(0)) go()
  await portal.stop()
  await owner.end()
  wire.close()
})

const step = (accept: string, language = 'en') =>
  fetch(`${portal.url}/sign-in/steps/name`, {
    method: 'POST',
    body: new URLSearchParams({ name: 'ada@acme' }),
    headers: { accept, origin: portal.url, 'accept-language': language },
    redirect: 'manual',
  })
const health = async () => {
  const began = performance.now()
  const answer = await fetch(`${portal.url}/api/health`)
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

test('a database that can only be read: health says so, and each way of signing in answers 503 with a sentence', async () => {
  expect(await health()).toMatchObject({ status: 200 })
  await setReadOnly(true)
  await expect.poll(health).toMatchObject({ status: 503, reason: 'read_only' })
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
  await expect.poll(health).toMatchObject({ status: 200 })
  expect((await step('application/json')).status).toBe(200)
})

test('a database that hangs: health answers within seconds, and is well again by itself', async () => {
  isHung = true
  const { status, reason, took } = await health()
  expect([status, reason]).toEqual([503, 'away'])
  expect(took).toBeLessThan(10_000)
  isHung = false
  for (const go of held.splice(0)) go()
  await expect.poll(health).toMatchObject({ status: 200 })
})

test('ready tells what is missing: nobody sends here, and a schema of another version', async () => {
  const ready = async () => {
    const answer = await fetch(`${portal.url}/api/ready`)
    return { code: answer.status, ...(await answer.json()) }
  }
  await expect.poll(ready).toMatchObject({ code: 503, status: 'not_ready', reason: 'worker' })
  await owner.query(`SELECT pg_advisory_lock_shared(7240002, 1)`)
  const deliveries = { waiting: 0, oldest: 0, failed: 0 }
  expect(await ready()).toEqual({ code: 200, status: 'ready', deliveries })
  await owner.query('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE $1', [
    '%_first',
  ])
  expect(await ready()).toMatchObject({ code: 503, status: 'not_ready', reason: 'migrations' })
})
