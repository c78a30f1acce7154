import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApiKey } from '@/lib/identity/manage-api-keys'
import { environment } from '../support/environment'
import { aCompany, value } from '../support/people'
import { useWorld } from '../support/world'

// The handler itself, with the bodies that the door keeps for it.

const world = useWorld()
const bodies = new Map<string, { begin(): AsyncIterable<Uint8Array> }>()
const asked: string[] = []
let post: typeof import('@/app/api/intake/[kind]/route').POST
let key: string
let company: { slug: string; id: string }

beforeAll(async () => {
  for (const [name, setting] of Object.entries(environment(world))) vi.stubEnv(name, setting)
  vi.stubGlobal('switchboardDeliveries', bodies)
  post = (await import('@/app/api/intake/[kind]/route')).POST
  const { slug, admin } = await aCompany(world)
  company = { slug, id: admin.company.id }
  const now = new Date()
  const made = await createApiKey(
    'rating',
    { kinds: ['all'], companies: null, days: 30 },
    { ...world, clock: () => now },
  )
  key = value(made).key
})
afterAll(() => {
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
  const headers = { 'content-type': type, authorization, 'x-request-id': id }
  const request = new Request(`http://localhost:3000/api/intake/accounts${query}`, {
    method: 'POST',
    headers,
  })
  const { status } = await post(request, { params: Promise.resolve({ kind: 'accounts' }) })
  const written = await world.db.billingAccount.count({ where: { companyId: company.id, number } })
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
