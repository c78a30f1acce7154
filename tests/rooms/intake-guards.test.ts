import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { deliverFile } from '@/lib/files/deliver-file'
import { fileKindOf } from '@/lib/files/file-kinds'
import { processDelivery } from '@/lib/files/process-delivery'
import { type ApiKey, findApiKey, KeyEnded } from '@/lib/identity/keys/api-keys'
import { createApiKey } from '@/lib/identity/keys/manage-api-keys'
import { cancelDelivery } from '@/lib/intake/cancel-delivery'
import { findDelivery } from '@/lib/intake/find-delivery'
import { Busy, importFile } from '@/lib/intake/import-file'
import { receiveDelivery } from '@/lib/intake/receive-delivery'
import { tidy } from '@/lib/jobs/tidy'
import { ACCOUNT_FILE } from '@/lib/subscriptions/files/account-file'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, value } from '../support/people'

// What holds between deliveries, their keys and their workers, at the bounds.

const context = useContext()
const { open } = ACCOUNT_FILE
let slug: string
beforeAll(async () => {
  slug = (await aCompany(context)).slug
})
afterEach(() => vi.restoreAllMocks())

async function aKey(system: string): Promise<ApiKey> {
  const made = await createApiKey(system, { kinds: ['all'], companies: null, days: 30 }, context)
  return (await findApiKey(`Bearer ${value(made).key}`, context))!
}
const csv = (...companies: string[]) =>
  `company,number\n${companies.map((company, n) => `${company},K-${n}\n`).join('')}`
const source = (text: string | Buffer, name = 'accounts') => ({
  ...{ name, format: 'csv' as const },
  bytes: (async function* () {
    yield Buffer.from(text)
  })(),
})
const receive = (key: ApiKey, body: string | Buffer, space = 1e9) =>
  receiveDelivery(
    source(body),
    { key, kind: 'accounts', dry: false, address: null, requestId: null },
    space,
    context,
  )
async function send(key: ApiKey, body: string = csv(slug)): Promise<string> {
  const received = await receive(key, body)
  if ('refused' in received) throw new Error(received.refused)
  return received.id
}
const processed = (key: ApiKey) =>
  processDelivery(key.id, context, { setAside: 0, signal: new AbortController().signal })
const stands = async (id: string, key: ApiKey) => (await findDelivery(id, key, context))!

test('a key cancels no delivery of another’s', async () => {
  const [own, other] = [await aKey('own'), await aKey('other')]
  const id = await send(own)
  expect(await cancelDelivery(id, other, context)).toBeNull()
  expect(await stands(id, own)).toMatchObject({ state: 'waiting' })
  await processed(own)
  expect(await stands(id, own)).toMatchObject({ state: 'taken' })
})

test('what has ended takes up no space', async () => {
  const [key, space] = [await aKey('large'), 10_000]
  for (let n = 0; n < 3; n++) {
    expect(await receive(key, randomBytes(4_000), space)).toHaveProperty('id')
    await processed(key)
  }
})

test('how far a delivery is says its rows and how much of it is read', async () => {
  const key = await aKey('progress')
  const id = await send(key, csv(slug, slug, slug))
  let seen: object | undefined
  vi.spyOn(ACCOUNT_FILE, 'open').mockImplementation(async (...all) => {
    const opened = await open(...all)
    async function take() {
      await expect.poll(async () => (await stands(id, key)).rows, { timeout: 20_000 }).toBeGreaterThan(0)
      seen = await stands(id, key)
      return opened.take()
    }
    return { ...opened, take }
  })
  await processed(key)
  expect(seen).toMatchObject({ rows: 3, progress: 1 })
})

test('a job that has used up its attempts keeps no delivery that waits', async () => {
  const key = await aKey('used up')
  await send(key)
  const job = `intake ${key.id}`
  await context.sql
    .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = ${job}`
  await tidy(context)
  const jobs = await context.sql.$queryRaw`
    SELECT 1 FROM graphile_worker.jobs WHERE key = ${job} AND attempts < max_attempts`
  expect(jobs).toHaveLength(1)
})

test('what another worker has ended meanwhile is no failure of the one that was out of touch', async () => {
  const key = await aKey('out of touch')
  const id = await send(key)
  vi.spyOn(ACCOUNT_FILE, 'open').mockImplementation(async () => {
    await context.sql.$executeRaw`
      UPDATE intake_delivery SET state = 'taken', status = 200, answer = '{"taken": true}', ended_at = ${context.clock()}
      WHERE id = ${id}::uuid`
    throw new TypeError('out of touch')
  })
  await processed(key)
  expect(await stands(id, key)).toMatchObject({ state: 'taken' })
  expect(await context.db.intakePart.count({ where: { deliveryId: id } })).toBe(0)
})

test('whoever revokes a key while its delivery is at its end is waited for, and nothing is taken', async () => {
  const key = await aKey('at its end')
  let sending: Promise<unknown> | undefined
  await context.sql.transaction(async (tx) => {
    await tx.$executeRaw`UPDATE api_key SET revoked_at = ${context.clock()} WHERE id = ${key.id}::uuid`
    sending = deliverFile(source(csv(slug)), fileKindOf('accounts.csv')!, { key }, context).then(
      () => 'taken',
      (error) => error.constructor,
    )
    const waiting = () =>
      context.sql.$queryRaw`SELECT 1 FROM pg_locks JOIN pg_stat_activity a USING (pid)
        WHERE NOT granted AND a.datname = current_database()`
    await Promise.race([sending, expect.poll(waiting, { timeout: 20_000 }).toHaveLength(1)])
  })
  expect(await sending).toBe(KeyEnded)
})

test.each([
  ['just as many as may', 50, 2],
  ['one in a hundred too many', 49, null],
])('rows that are set aside, %s', async (_, setAside, rows) => {
  const text = csv(slug, 'nobody')
  const { counts } = await importFile(source(text), fileKindOf('accounts.csv')!, context, { setAside })
  expect(counts && rows).toBe(rows)
})

test('a company none of whose rows are taken hears of no file', async () => {
  const [one, other] = [await aCompany(context), await aCompany(context)]
  const number = aMobile()
  await deliver(context, [{ company: one.slug, number }])
  const text = `company,line,kind,name,used\n${one.slug},${number},data,EU,1\n${other.slug},+36209999999,data,EU,1\n`
  const kind = fileKindOf('buckets.csv')!
  expect(
    await deliverFile(source(text, 'buckets'), kind, { key: null }, context, { setAside: 50 }),
  ).toMatchObject({
    counts: { written: 1 },
    setAside: 1,
  })
  const where = {
    action: 'billing.file_delivered',
    companyId: { in: [one, other].map(({ admin }) => admin.company.id) },
  }
  const heard = await context.db.auditEntry.findMany({ where })
  expect(heard.map(({ companyId, after }) => [companyId, after])).toEqual([
    [one.admin.company.id, { rows: 1 }],
  ])
})

test('what a key delivers for its company mends no row that somebody else’s file says of the same number', async () => {
  const [one, other] = [await aCompany(context), await aCompany(context)]
  const number = aMobile()
  const made = await createApiKey('of one', { kinds: ['all'], companies: [one.slug], days: 30 }, context)
  const key = (await findApiKey(`Bearer ${value(made).key}`, context))!
  const lines = (text: string, by: ApiKey | null) =>
    deliverFile(source(text, 'lines'), fileKindOf('lines.csv')!, { key: by }, context, { setAside: 50 })
  const rows = (status: string) =>
    `company,number,status\n${other.slug},${number},${status}\n${other.slug},${aMobile()},active\n`
  expect(await lines(rows('asleep'), null)).toMatchObject({ setAside: 1 })
  expect(await lines(`company,number\n${one.slug},${number}\n`, key)).not.toHaveProperty('mended')
  expect(await context.db.setAsideRow.count({ where: { unit: { endsWith: number } } })).toBe(1)
})

test.each([
  ['55P03', true],
  ['40P01', true],
  ['23505', false],
])('what waited for others in vain (%s) may come again: %s', async (code, again) => {
  vi.spyOn(ACCOUNT_FILE, 'open').mockRejectedValue(Object.assign(new Error('held'), { code }))
  const failed = await importFile(source(csv(slug)), ACCOUNT_FILE, context).catch((error) => error)
  expect(failed instanceof Busy).toBe(again)
})
