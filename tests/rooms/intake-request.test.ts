import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApiKey } from '@/lib/identity/keys/manage-api-keys'
import { connection } from '@/lib/infra/db'
import { startDeliveryWorker } from '@/lib/jobs/delivery-worker'
import { waitOf } from '@/lib/web/delivery-request'
import { useContext } from '../support/context'
import { environment } from '../support/environment'
import { aCompany, value } from '../support/people'
import { silent } from '../support/silent'

// The handler itself, with the bodies that the door keeps for it.

const context = useContext()
const bodies = new Map<string, { begin(): AsyncIterable<Uint8Array> }>()
const asked: string[] = []
let post: typeof import('@/app/api/intake/[kind]/route').POST
let key: string
let company: { slug: string; id: string }
let worker: Awaited<ReturnType<typeof startDeliveryWorker>>
let pool: pg.Pool

beforeAll(async () => {
  for (const [name, setting] of Object.entries(environment(context))) vi.stubEnv(name, setting)
  vi.stubGlobal('switchboardDeliveries', bodies)
  post = (await import('@/app/api/intake/[kind]/route')).POST
  const { slug, admin } = await aCompany(context)
  company = { slug, id: admin.company.id }
  const now = new Date()
  const made = await createApiKey(
    'rating',
    { kinds: ['all'], companies: null, days: 30 },
    { ...context, clock: () => now },
  )
  key = value(made).key
  pool = new pg.Pool({ connectionString: context.url })
  worker = await startDeliveryWorker(
    { ...context, clock: () => new Date() },
    { pool, url: context.url, setAside: 0, logger: silent },
  )
})
afterAll(async () => {
  await worker.stop().catch(() => undefined)
  await pool.end()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

type Sent = { query?: string; authorization?: string; type?: string; body?: (number: string) => string }

/** Delivers an account. Resolves with the status, whether its body was asked for, and whether it was written. */
async function send({ query = '', authorization = `Bearer ${key}`, type = 'text/csv', body = csv }: Sent) {
  const [id, number] = [randomUUID(), `K-${randomUUID().slice(0, 8)}`]
  const begin = () => {
    asked.push(id)
    return Readable.from([Buffer.from(body(number))])
  }
  bodies.set(id, { begin })
  const headers = { 'content-type': type, authorization, 'x-request-key': id }
  const request = new Request(`http://localhost:3000/api/intake/accounts${query}`, {
    method: 'POST',
    headers,
  })
  const { status } = await post(request, { params: Promise.resolve({ kind: 'accounts' }) })
  const written = await context.db.billingAccount.count({ where: { companyId: company.id, number } })
  return { status, read: asked.includes(id), written: written === 1 }
}

const csv = (number: string) => `company,number\n${company.slug},${number}`
const json = (number: string) =>
  JSON.stringify([{ id: number, relatedParty: [{ id: company.slug, role: 'customer' }] }])

test('a dry run is asked for in one way, and nothing else is taken for a delivery that writes', async () => {
  expect(await send({ query: '?dry=1' })).toEqual({ status: 200, read: true, written: false })
  for (const query of ['', '?', '?dry=0'])
    expect(await send({ query }), query).toEqual({ status: 200, read: true, written: true })
  for (const query of [
    ...['dry=true', 'dry', 'dry=', 'dry=yes', 'dry=01', 'dry=%31%20', 'Dry=1', 'DRY=1', 'dry_run=1'],
    ...['dryRun=true', 'dry-run', 'dry=0&dry=1', 'dry=1&dry=0', 'dry=1&dry=1', 'dry=1&x=1', 'x=1', '=1'],
  ])
    expect(await send({ query: `?${query}` }), query).toEqual({ status: 400, read: false, written: false })
})

test('whoever has no key learns nothing of that', async () => {
  const stranger = { query: '?dry=yes', authorization: `Bearer swb_${'x'.repeat(43)}` }
  expect(await send(stranger)).toEqual({ status: 401, read: false, written: false })
})

test('the scheme of a key has no case and may be followed by several blanks; the key itself has one spelling', async () => {
  const dry = '?dry=1'
  for (const authorization of [`bearer ${key}`, `BEARER ${key}`, `Bearer   ${key}`])
    expect((await send({ query: dry, authorization })).status, authorization).toBe(200)
  for (const authorization of [
    ...[key, `Bearer${key}`, `Bearer\t${key}`, `Bearer ${key}x`, `Bearer ${key} x`, `Basic ${key}`],
    `Bearer ${key.replace('swb_', 'SWB_')}`,
  ])
    expect((await send({ query: dry, authorization })).status, authorization).toBe(401)
})

test('whoever prefers not to wait gets the address to ask at once', async () => {
  const id = randomUUID()
  bodies.set(id, { begin: () => Readable.from([Buffer.from(csv('K-async'))]) })
  const request = new Request('http://localhost:3000/api/intake/accounts', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-request-key': id, prefer: 'respond-async, wait=9' },
  })
  const answer = await post(request, { params: Promise.resolve({ kind: 'accounts' }) })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([202, '5'])
  const location = answer.headers.get('location')!
  expect(location).toMatch(/^\/api\/intake\/deliveries\/[0-9a-f-]{36}$/)
  const { GET, DELETE } = await import('@/app/api/intake/deliveries/[id]/route')
  const about = (authorization: string, path = location) =>
    [
      new Request(`http://localhost:3000${path}`, { headers: { authorization } }),
      { params: Promise.resolve({ id: path.split('/').at(-1)! }) },
    ] as const
  await vi.waitFor(async () => {
    const asked = await GET(...about(`Bearer ${key}`))
    expect([asked.status, await asked.json()]).toMatchObject([
      200,
      { state: 'taken', taken: true, progress: 1 },
    ])
  })
  expect((await GET(...about('Bearer nobody'))).status).toBe(401)
  for (const other of [randomUUID(), '1', 'x%27'])
    expect((await GET(...about(`Bearer ${key}`, `/api/intake/deliveries/${other}`))).status, other).toBe(404)
  const [request2, context] = about(`Bearer ${key}`)
  expect((await DELETE(new Request(request2, { method: 'DELETE' }), context)).status).toBe(409)
})

test('how long to wait is read as RFC 7240 has it', () => {
  for (const [prefer, seconds] of [
    ...([
      [null, 20],
      ['', 20],
      ['respond-async', 0],
      ['Respond-Async', 0],
      ['wait=5', 5],
      ['wait = 5', 5],
    ] as const),
    ...([
      ['wait="7"', 7],
      ['return=minimal, wait=3', 3],
      ['wait=9999', 50],
      ['wait=0', 0],
      ['wait=-1', 20],
    ] as const),
    ...([
      ['wait=1e3', 20],
      ['respond-asyncs', 20],
      ['wait=5, respond-async', 0],
    ] as const),
  ])
    expect(waitOf(prefer), String(prefer)).toBe(seconds * 1_000)
})

test('a media type has no case, and is that type only', async () => {
  for (const type of [
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'APPLICATION/JSON ; x=1',
  ])
    expect((await send({ type, body: json })).written, type).toBe(true)
  for (const type of ['text/csv', 'Text/CSV; charset=utf-8', 'application/json-seq', 'application/jsonx'])
    expect((await send({ type })).written, type).toBe(true)
})

test('where no worker runs, a delivery is received and its sender is told, long before they would give up', async () => {
  await worker.stop()
  const id = randomUUID()
  bodies.set(id, { begin: () => Readable.from([Buffer.from(csv('K-idle'))]) })
  const request = new Request('http://localhost:3000/api/intake/accounts', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-request-key': id, prefer: 'wait=50' },
  })
  const answer = await post(request, { params: Promise.resolve({ kind: 'accounts' }) })
  const waits = {
    taken: false,
    state: 'waiting',
    ahead: 0,
    progress: 0,
    note: expect.stringMatching(/^no worker/),
  }
  expect([answer.status, await answer.json()]).toMatchObject([202, waits])
  const { GET } = await import('@/app/api/ready/route')
  const statements = vi.spyOn(connection().sql, '$queryRaw')
  const ask = (address: string, passedOn = 'no') =>
    GET(
      new Request('http://localhost:3000/api/ready', {
        headers: { 'x-client-address': address, 'x-client-passed-on': passedOn },
      }),
    )
  const many = await Promise.all(Array.from({ length: 200 }, () => ask('198.51.100.7')))
  for (const each of [...many, await ask('127.0.0.1', 'yes')])
    expect([each.status, await each.json()]).toEqual([503, { status: 'not_ready', reason: 'worker' }])
  const ready = await ask('127.0.0.1')
  expect(statements.mock.calls.length).toBeLessThanOrEqual(4)
  statements.mockRestore()
  const deliveries = { waiting: 1, oldest: expect.any(Number) }
  expect([ready.status, await ready.json()]).toMatchObject([503, { reason: 'worker', deliveries }])
})

test('a process that stops answers those who wait with where to ask', async () => {
  vi.stubGlobal('switchboardStopping', true)
  const id = randomUUID()
  bodies.set(id, { begin: () => Readable.from([Buffer.from(csv('K-stop'))]) })
  const request = new Request('http://localhost:3000/api/intake/accounts', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-request-key': id, prefer: 'wait=50' },
  })
  // A worker that is at something else.
  const answer = await context.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(7240002, 1)`
    return post(request, { params: Promise.resolve({ kind: 'accounts' }) })
  })
  const body = await answer.json()
  expect([answer.status, body]).toMatchObject([202, { taken: false, state: 'waiting', ahead: 1 }])
  expect(body).not.toHaveProperty('note')
})
