import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cancelDelivery, findDelivery } from '@/lib/billing/intake-state'
import { receiveDelivery } from '@/lib/billing/receive-delivery'
import { type ApiKey, findApiKey } from '@/lib/identity/api-keys'
import { createApiKey, revokeApiKey } from '@/lib/identity/manage-api-keys'
import { startDeliveryWorker } from '@/lib/jobs/delivery-worker'
import { tidy } from '@/lib/jobs/tidy'
import { DAY } from '@/lib/kernel/clock'
import { aCompany, aMobile, value } from '../support/people'
import { silent } from '../support/silent'
import { useWorld } from '../support/world'

const world = useWorld()
const pools: pg.Pool[] = []
let company: { slug: string; id: string }
let key: ApiKey
let worker: Awaited<ReturnType<typeof startDeliveryWorker>> | undefined

beforeAll(async () => {
  const { slug, admin } = await aCompany(world)
  company = { slug, id: admin.company.id }
  key = await aKey('rating')
})
afterEach(() => stopped())
afterAll(async () => {
  for (const pool of pools) await pool.end()
})

async function aKey(system: string): Promise<ApiKey> {
  const made = await createApiKey(system, { kinds: ['all'], companies: null, days: 30 }, world)
  return (await findApiKey(`Bearer ${value(made).key}`, world))!
}
async function started() {
  const pool = new pg.Pool({ connectionString: world.url })
  pools.push(pool)
  worker = await startDeliveryWorker(world, { pool, url: world.url, setAside: 50, logger: silent })
}
async function stopped() {
  await worker?.stop()
  worker = undefined
}
const rows = (count: number) => Array.from({ length: count }, () => `${company.slug},${aMobile()}\n`)
const csv = (lines: string[]) => `company,number\n${lines.join('')}`
async function* bytes(text: string) {
  for (let from = 0; from < text.length; from += 50_000) yield Buffer.from(text.slice(from, from + 50_000))
}
async function send(text: string, { by = key, dry = false } = {}) {
  const about = { key: by, kind: 'lines', dry, address: null, requestId: null }
  return (await receiveDelivery({ format: 'csv', bytes: bytes(text) }, about, world))!
}
const stands = async (id: string) => (await findDelivery(id, key, world))!
const ended = (id: string) =>
  expect.poll(async () => (await stands(id)).answer, { timeout: 30_000 }).not.toBeNull()
const lines = () => world.db.subscription.count({ where: { companyId: company.id } })

test('a delivery waits for a worker, is processed, and its result is kept while its body is not', async () => {
  const id = await send(csv(rows(3)))
  expect(await stands(id)).toMatchObject({ state: 'waiting', progress: 0, answer: null, kind: 'lines' })
  const [part] = await world.db.intakePart.findMany({ where: { deliveryId: id } })
  expect(Buffer.from(part!.sealed).includes(company.slug)).toBe(false)
  await started()
  await ended(id)
  const counts = { added: 3, changed: 0, moved: 0 }
  expect(await stands(id)).toMatchObject({
    state: 'taken',
    status: 200,
    answer: { taken: true, rows: 3, counts },
  })
  expect(await lines()).toBe(3)
  expect(await world.db.intakePart.count()).toBe(0)
  // Another key's sender learns nothing of it.
  expect(await findDelivery(id, await aKey('other'), world)).toBeNull()
  expect(await cancelDelivery(id, key, world)).toMatchObject({ state: 'taken' })
})

test('one that is refused, only tried, or partly set aside says so; those of a key are processed in their order', async () => {
  const before = await lines()
  const [number] = [aMobile()]
  const ids = [
    await send('company,number,x\n'),
    await send(csv(rows(2)), { dry: true }),
    await send(`${csv(rows(2))}nobody,${aMobile()}\n`),
    await send(csv([`${company.slug},${number}\n`, `${company.slug},1234\n`, `${company.slug},12\n`])),
  ]
  await started()
  for (const id of ids) await ended(id)
  const answers = await Promise.all(ids.map(stands))
  expect(answers).toMatchObject([
    {
      state: 'refused',
      status: 422,
      answer: { taken: false, problems: [{ row: 1, code: 'files.columns' }] },
    },
    { state: 'taken', status: 200, answer: { taken: false, dry: true, rows: 2 } },
    { state: 'taken', status: 200, answer: { taken: true, rows: 3, setAside: 1, problems: [{ row: 4 }] } },
    { state: 'refused', status: 422, answer: { taken: false, counts: null } },
  ])
  expect(await lines()).toBe(before + 2)
})

test('a worker that stops in the middle leaves nothing, and the next one begins again', async () => {
  const before = await lines()
  const id = await send(csv(rows(6_000)))
  // Whatever is processed waits for us at its end, as it would for another delivery.
  await world.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7240005)`
    await started()
    await expect.poll(async () => (await stands(id)).state, { timeout: 20_000 }).toBe('processing')
    await stopped()
    expect((await stands(id)).state).toBe('waiting')
  })
  expect(await lines()).toBe(before)
  await world.sql.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`
  await started()
  await ended(id)
  expect(await stands(id)).toMatchObject({ state: 'taken', progress: 1, answer: { rows: 6_000 } })
  expect(await lines()).toBe(before + 6_000)
})

test('cancelled while it waits, or while it is processed, nothing of it is taken', async () => {
  const before = await lines()
  const waiting = await send(csv(rows(1)))
  expect(await cancelDelivery(waiting, key, world)).toMatchObject({ state: 'canceled', status: 409 })
  const id = await send(csv(rows(10)))
  await world.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7240005)`
    await started()
    // It waits for us at its end: even there it hears.
    await expect
      .poll(() => world.sql.$queryRaw`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`, {
        timeout: 20_000,
      })
      .toHaveLength(1)
    await cancelDelivery(id, key, world)
    await ended(id)
  })
  expect(await stands(id)).toMatchObject({ state: 'canceled', status: 409 })
  expect(await lines()).toBe(before)
  expect(await world.db.intakePart.count()).toBe(0)
})

test('one that ends whoever processes it is given up after five attempts', async () => {
  const id = await send(csv(rows(1)))
  await world.sql
    .$executeRaw`UPDATE intake_delivery SET attempts = 5, state = 'processing' WHERE id = ${id}::uuid`
  await started()
  await ended(id)
  expect(await stands(id)).toMatchObject({ state: 'failed', status: 500 })
})

test('a key that is revoked while its delivery waits takes nothing; twenty may wait; results are kept for a month', async () => {
  const own = await aKey('short')
  const id = await send(csv(rows(1)), { by: own })
  for (let n = 1; n < 20; n++) await send(csv(rows(1)), { by: own })
  expect(await send(csv(rows(1)), { by: own })).toBeNull()
  value(await revokeApiKey('short', world))
  await started()
  await expect
    .poll(
      () => world.db.intakeDelivery.count({ where: { senderId: own.id, state: 'refused', status: 401 } }),
      {
        timeout: 30_000,
      },
    )
    .toBe(20)
  expect(await findDelivery(id, own, world)).toMatchObject({
    answer: { taken: false, error: 'no valid key' },
  })
  world.pass(29 * DAY)
  await tidy(world)
  expect(await findDelivery(id, own, world)).not.toBeNull()
  world.pass(2 * DAY)
  await tidy(world)
  expect(await world.db.intakeDelivery.count()).toBe(0)
})

test('a body that breaks off leaves nothing behind', async () => {
  async function* broken() {
    yield Buffer.from(csv(rows(5)))
    throw new Error('the sender went away')
  }
  const about = { key, kind: 'lines', dry: false, address: null, requestId: null }
  await expect(receiveDelivery({ format: 'csv', bytes: broken() }, about, world)).rejects.toThrow('went away')
  expect(await world.db.intakeDelivery.count({ where: { state: 'receiving' } })).toBe(0)
})
