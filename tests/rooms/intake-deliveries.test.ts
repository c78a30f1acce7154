import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { processDelivery } from '@/lib/files/process-delivery'
import { type ApiKey, findApiKey } from '@/lib/identity/keys/api-keys'
import { createApiKey, revokeApiKey } from '@/lib/identity/keys/manage-api-keys'
import { retireDataKeys } from '@/lib/identity/secrets/data-key'
import type { Context } from '@/lib/infra/context'
import { cancelDelivery } from '@/lib/intake/cancel-delivery'
import { findDelivery } from '@/lib/intake/find-delivery'
import { receiveDelivery } from '@/lib/intake/receive-delivery'
import { startDeliveryWorker } from '@/lib/jobs/delivery-worker'
import { workerLease } from '@/lib/jobs/leases'
import { tidy } from '@/lib/jobs/tidy'
import { DAY, MINUTE } from '@/lib/kernel/clock'
import { readKeyring } from '@/lib/kernel/keyring'
import { useContext } from '../support/context'
import { TEST_KEY } from '../support/key'
import { aCompany, aMobile, value } from '../support/people'
import { silent } from '../support/silent'
import { spawnTask } from '../support/task'

const context = useContext()
const workers: Awaited<ReturnType<typeof startDeliveryWorker>>[] = []
let pool: pg.Pool
let company: { slug: string; id: string }
let key: ApiKey

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: context.url })
  pool.on('error', () => undefined)
  const { slug, admin } = await aCompany(context)
  company = { slug, id: admin.company.id }
  key = await aKey('rating')
})
afterEach(() => stopped())
afterAll(() => pool.end())

async function aKey(system: string): Promise<ApiKey> {
  const made = await createApiKey(system, { kinds: ['all'], companies: null, days: 30 }, context)
  return (await findApiKey(`Bearer ${value(made).key}`, context))!
}
const started = async (at: Context = context) =>
  void workers.push(await startDeliveryWorker(at, { pool, url: context.url, setAside: 50, logger: silent }))
async function stopped() {
  for (const worker of workers.splice(0)) await worker.stop()
  // What broke off is tried again in a few seconds: here at once.
  await context.sql
    .$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL`
}
const rows = (count: number) => Array.from({ length: count }, () => `${company.slug},${aMobile()}\n`)
const csv = (lines: string[]) => `company,number\n${lines.join('')}`
async function* bytes(body: Buffer) {
  for (let from = 0; from < body.length; from += 50_000) yield body.subarray(from, from + 50_000)
}
type Sent = { by?: ApiKey; dry?: boolean; space?: number }
const receive = (body: string | Buffer, { by = key, dry = false, space = 1e9 }: Sent = {}) =>
  receiveDelivery(
    { format: 'csv', bytes: bytes(Buffer.from(body)) },
    { key: by, kind: 'lines', dry, address: '192.0.2.7', requestId: null },
    space,
    context,
  )
async function send(body: string, sent: Sent = {}): Promise<string> {
  const received = await receive(body, sent)
  if ('refused' in received) throw new Error(received.refused)
  return received.id
}
const stands = async (id: string, by = key) => (await findDelivery(id, by, context))!
const ended = (id: string, by = key) => expect.poll(async () => (await stands(id, by)).answer).not.toBeNull()
const lines = () => context.db.subscription.count({ where: { companyId: company.id } })
const audited = () => context.db.auditEntry.count({ where: { action: 'billing.file_taken' } })
const parts = () => context.db.intakePart.count()

/** Does something while a delivery that has been read waits for us at its end, as it would for another delivery. */
const atItsEnd = (work: () => Promise<unknown>, begin: () => Promise<unknown> = started) =>
  context.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7240005)`
    await begin()
    const waiting = () =>
      context.sql.$queryRaw`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`
    await expect.poll(waiting).toHaveLength(1)
    await work()
  })

test('a delivery waits for a worker, is processed, and its result is kept while its body is not', async () => {
  const id = await send(csv(rows(3)))
  expect(await stands(id)).toMatchObject({ state: 'waiting', progress: 0, answer: null, kind: 'lines' })
  const [part] = await context.db.intakePart.findMany({ where: { deliveryId: id } })
  expect(Buffer.from(part!.sealed).includes(company.slug)).toBe(false)
  await started()
  await ended(id)
  const counts = { added: 3, changed: 0, moved: 0 }
  const answer = { taken: true, rows: 3, counts }
  expect(await stands(id)).toMatchObject({ state: 'taken', status: 200, progress: 1, answer })
  expect(await lines()).toBe(3)
  await expect.poll(parts).toBe(0)
  const audit = { action: 'billing.file_taken', actorName: 'API key rating', address: '192.0.2.7' }
  expect(await context.db.auditEntry.findMany({ where: { action: 'billing.file_taken' } })).toMatchObject([
    audit,
  ])
  // Another key's sender learns nothing of it.
  expect(await findDelivery(id, await aKey('other'), context)).toBeNull()
  expect(await cancelDelivery(id, key, context)).toMatchObject({ state: 'taken' })
})

test('one that is refused, only tried, or partly set aside says so; those of a key are processed in their order', async () => {
  const before = await lines()
  const ids = [
    await send('company,number,x\n'),
    await send(csv(rows(2)), { dry: true }),
    await send(`${csv(rows(2))}nobody,${aMobile()}\n`),
    await send(csv([`${company.slug},${aMobile()}\n`, `${company.slug},1234\n`, `${company.slug},12\n`])),
  ]
  await started()
  for (const id of ids) await ended(id)
  const unread = { taken: false, problems: [{ row: 1, code: 'files.columns' }] }
  expect(await Promise.all(ids.map((id) => stands(id)))).toMatchObject([
    { state: 'refused', status: 422, answer: unread },
    { state: 'taken', status: 200, answer: { taken: false, dry: true, rows: 2 } },
    { state: 'taken', status: 200, answer: { taken: true, rows: 3, setAside: 1, problems: [{ row: 4 }] } },
    { state: 'refused', status: 422, answer: { taken: false, counts: null } },
  ])
  expect(await lines()).toBe(before + 2)
})

test('a worker that stops in the middle leaves nothing; the next begins again, with what came first', async () => {
  const before = await lines()
  const [first, second] = [await send(csv(rows(6))), await send(csv(rows(1)))]
  await atItsEnd(async () => {
    await stopped()
    expect(await stands(first)).toMatchObject({ state: 'waiting', answer: null })
  })
  expect(await lines()).toBe(before)
  await started()
  await ended(second)
  expect(await stands(first)).toMatchObject({ state: 'taken', answer: { rows: 6, counts: { added: 6 } } })
  const order = await context.db.intakeDelivery.findMany({
    where: { id: { in: [first, second] } },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, attempts: true },
  })
  expect(order).toEqual([
    { id: first, attempts: 1 },
    { id: second, attempts: 1 },
  ])
})

test('kill -9 of the worker leaves nothing of it either, and it is imported and audited once', async () => {
  const [before, entries] = [await lines(), await audited()]
  const id = await send(csv(rows(3)))
  let stop: (signal?: NodeJS.Signals) => void = () => undefined
  let killed: Promise<unknown> | undefined
  const other = async () => {
    killed = spawnTask(context, 'worker', [], (_said, kill) => {
      stop = kill
    })
  }
  await atItsEnd(async () => {
    stop('SIGKILL')
    await killed
  }, other)
  expect(await stands(id)).toMatchObject({ state: 'processing', answer: null })
  expect(await lines()).toBe(before)
  await started()
  const lease = workerLease(context.url)
  await expect.poll(() => lease.release()).toHaveLength(1)
  await lease.close()
  await ended(id)
  expect(await stands(id)).toMatchObject({ state: 'taken', answer: { counts: { added: 3 } } })
  expect(await lines()).toBe(before + 3)
  expect(await audited()).toBe(entries + 1)
})

test('cancelled while it waits, or while it is processed, nothing of it is taken', async () => {
  const before = await lines()
  const waiting = await send(csv(rows(1)))
  const next = await send(csv(rows(1)))
  expect(await stands(next)).toMatchObject({ state: 'waiting', ahead: 1 })
  expect(await cancelDelivery(waiting, key, context)).toMatchObject({ state: 'canceled', status: 409 })
  expect(await stands(next)).toMatchObject({ state: 'waiting', ahead: 0 })
  expect(await cancelDelivery(next, key, context)).toMatchObject({ state: 'canceled' })
  const id = await send(csv(rows(10)))
  await atItsEnd(async () => {
    await cancelDelivery(id, key, context)
    await ended(id)
  })
  await stopped()
  expect(await stands(id)).toMatchObject({ state: 'canceled', status: 409 })
  // Heard at the last moment only: taken and ended are one.
  const late = await send(csv(rows(1)))
  await atItsEnd(
    () => context.sql.$executeRaw`UPDATE intake_delivery SET cancelling = true WHERE id = ${late}::uuid`,
  )
  await ended(late)
  expect(await stands(late)).toMatchObject({ state: 'canceled', status: 409 })
  expect(await lines()).toBe(before)
  await expect.poll(parts).toBe(0)
})

test('one of a kind that only another version knows waits for that one, and is not given up', async () => {
  const id = await send(csv(rows(1)))
  const kind = (name: string) =>
    context.sql.$executeRaw`UPDATE intake_delivery SET kind = ${name} WHERE id = ${id}::uuid`
  await kind('parcels')
  for (let n = 0; n < 6; n++) {
    await expect(
      processDelivery(key.id, context, { setAside: 0, signal: new AbortController().signal }),
    ).rejects.toThrow('waits for a version that knows parcels')
    expect(await stands(id)).toMatchObject({ state: 'waiting' })
  }
  await kind('lines')
  await started()
  await ended(id)
  expect(await stands(id)).toMatchObject({ state: 'taken' })
})

test('one that ends whoever processes it is given up after five attempts, one whose worker was killed is not', async () => {
  const processing = (attempts: number, id: string) =>
    context.sql
      .$executeRaw`UPDATE intake_delivery SET attempts = ${attempts}, state = 'processing' WHERE id = ${id}::uuid`
  const other = await aKey('crashing')
  const [once, ever] = [await send(csv(rows(1))), await send(csv(rows(1)), { by: other })]
  await processing(1, once)
  await processing(5, ever)
  await started()
  await ended(once)
  await ended(ever, other)
  expect([await stands(once), await stands(ever, other)]).toMatchObject([
    { state: 'taken', status: 200 },
    { state: 'failed', status: 500 },
  ])
})

test('two workers process the deliveries of three keys once each', async () => {
  const before = await lines()
  const entries = await audited()
  const keys = [key, await aKey('second'), await aKey('third')]
  const sent: [string, ApiKey][] = []
  for (let n = 0; n < 9; n++) sent.push([await send(csv(rows(2)), { by: keys[n % 3]! }), keys[n % 3]!])
  await Promise.all([started(), started()])
  for (const [id, by] of sent) {
    await ended(id, by)
    expect(await stands(id, by)).toMatchObject({ state: 'taken', answer: { counts: { added: 2 } } })
  }
  expect(await lines()).toBe(before + 18)
  expect(await audited()).toBe(entries + 9)
})

test('a key that is revoked while its delivery waits takes nothing; twenty may wait; results are kept for a month', async () => {
  const own = await aKey('short')
  const id = await send(csv(rows(1)), { by: own })
  await context.sql.$executeRaw`
    INSERT INTO intake_delivery (id, sender_id, key_hash, kind, format, dry, state, received_at)
    SELECT gen_random_uuid(), sender_id, key_hash, kind, format, dry, state, received_at + interval '1 second'
    FROM intake_delivery, generate_series(1, 19) WHERE id = ${id}::uuid`
  expect(await receive(csv(rows(1)), { by: own })).toEqual({ refused: 'too_many' })
  await context.sql
    .$executeRaw`DELETE FROM intake_delivery WHERE sender_id = ${own.id}::uuid AND id <> ${id}::uuid`
  value(await revokeApiKey('short', context))
  await started()
  await ended(id, own)
  const refused = { state: 'refused', status: 401, answer: { taken: false, error: 'no valid key' } }
  expect(await stands(id, own)).toMatchObject(refused)
  context.pass(29 * DAY)
  await tidy(context)
  expect(await findDelivery(id, own, context)).not.toBeNull()
  context.pass(2 * DAY)
  await tidy(context)
  expect(await context.db.intakeDelivery.count()).toBe(0)
})

test('what waits takes up so much space and no more, and of that a key has half', async () => {
  const [one, other] = [await aKey('one'), await aKey('another')]
  const noise = (bytes: number) => randomBytes(bytes)
  const space = 10_000
  expect(await receive(noise(5_100), { by: one, space })).toEqual({ refused: 'too_large' })
  expect(await receive(noise(4_000), { by: one, space })).toHaveProperty('id')
  expect(await receive(noise(4_000), { by: one, space })).toEqual({ refused: 'full' })
  expect(await receive(noise(4_000), { by: other, space })).toHaveProperty('id')
  expect(await receive(noise(4_000), { by: await aKey('last'), space })).toEqual({ refused: 'full' })
  // What compresses takes up what is left of it.
  expect(await receive(csv(Array(5_000).fill(rows(1)[0])), { by: one, space })).toHaveProperty('id')
  expect(await parts()).toBe(3)
  await started()
  await expect.poll(parts).toBe(0)
})

test('a body that breaks off leaves nothing behind, also with the process that received it', async () => {
  async function* broken() {
    yield Buffer.from(csv(rows(5)))
    throw new Error('the sender went away')
  }
  const about = { key, kind: 'lines', dry: false, address: null, requestId: null }
  const source = { format: 'csv', bytes: broken() } as const
  await expect(receiveDelivery(source, about, 1e9, context)).rejects.toThrow('went away')
  const receiving = { where: { state: 'receiving' as const } }
  expect(await context.db.intakeDelivery.count(receiving)).toBe(0)
  const id = await send(csv(rows(1)))
  await context.sql.$executeRaw`UPDATE intake_delivery SET state = 'receiving' WHERE id = ${id}::uuid`
  await tidy(context)
  expect(await context.db.intakeDelivery.count(receiving)).toBe(1)
  context.pass(16 * MINUTE)
  await tidy(context)
  expect(await context.db.intakeDelivery.count(receiving)).toBe(0)
})

test('DATA_KEY may be replaced while deliveries wait; a queue that was lost is asked again', async () => {
  const before = await lines()
  const own = await aKey('late')
  const id = await send(csv(rows(2)), { by: own })
  const rotated = { ...context, keys: readKeyring(`${randomBytes(32).toString('base64')},${TEST_KEY}`) }
  const { id: old } = context.keys.current
  await context.sql.$executeRaw`
    INSERT INTO data_key (id, sealed, since) VALUES (${old}, 'x', now()) ON CONFLICT (id) DO NOTHING`
  expect(await retireDataKeys(rotated)).toContain(old)
  await context.sql.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  await tidy(context)
  await started(rotated)
  await ended(id, own)
  expect(await stands(id, own)).toMatchObject({ state: 'taken', answer: { counts: { added: 2 } } })
  expect(await lines()).toBe(before + 2)
})
