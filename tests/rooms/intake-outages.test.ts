import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { processDelivery } from '@/lib/files/process-delivery'
import { dismissDelivery, retryDelivery } from '@/lib/files/retry-delivery'
import { listFailedDeliveries } from '@/lib/files/waiting-deliveries'
import { type ApiKey, findApiKey } from '@/lib/identity/keys/api-keys'
import { createApiKey } from '@/lib/identity/keys/manage-api-keys'
import type { Context } from '@/lib/infra/context'
import { connect } from '@/lib/infra/db'
import { findDelivery } from '@/lib/intake/find-delivery'
import { Busy } from '@/lib/intake/import-file'
import { receiveDelivery } from '@/lib/intake/receive-delivery'
import { waitingDeliveries } from '@/lib/intake/waiting'
import { startDeliveryWorker } from '@/lib/jobs/delivery-worker'
import { tidy } from '@/lib/jobs/tidy'
import { DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { TriedAgain } from '@/lib/kernel/tried-again'
import { ACCOUNT_FILE } from '@/lib/subscriptions/files/account-file'
import { useContext } from '../support/context'
import { ofDatabase } from '../support/of-database'
import { aCompany, outcome, staff, value } from '../support/people'
import { dispatchAll } from '../support/providers'
import { silent } from '../support/silent'
import { runTask } from '../support/task'

// What an accepted delivery goes through for reasons outside of it costs it no attempt.

const context = useContext()
let pool: pg.Pool
let slug: string
let worker: Awaited<ReturnType<typeof startDeliveryWorker>> | undefined

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: context.url })
  pool.on('error', () => undefined)
  slug = (await aCompany(context)).slug
})
afterEach(async () => {
  await worker?.stop()
  worker = undefined
  vi.restoreAllMocks()
})
afterAll(() => pool.end())

/** Those of this file; one that a fault has ended is of a test before. */
const listFailed = async () =>
  (await listFailedDeliveries(context)).filter(({ system }) => system !== 'outages')

const started = async (at: Context = context) => {
  worker = await startDeliveryWorker(at, { pool, url: context.url, setAside: 0, logger: silent })
}
async function aKey(system: string, companies: string[] | null = null): Promise<ApiKey> {
  const made = await createApiKey(system, { kinds: ['all'], companies, days: 30 }, context)
  return (await findApiKey(`Bearer ${value(made).key}`, context))!
}
const csv = (rows = 1) =>
  `company,number,name\n${Array.from({ length: rows }, () => `${slug},K-1,${'x'.repeat(90)}\n`).join('')}`
async function send(key: ApiKey, body = csv()): Promise<string> {
  const bytes = (async function* () {
    yield* body.match(/.{1,50000}/gs)!.map((part) => Buffer.from(part))
  })()
  const about = { key, kind: 'accounts', dry: false, address: null, requestId: null }
  const received = await receiveDelivery({ format: 'csv', bytes }, about, 1e9, context)
  if ('refused' in received) throw new Error(received.refused)
  return received.id
}
const stands = async (id: string, key: ApiKey) => {
  const { attempts } = await context.db.intakeDelivery.findUniqueOrThrow({ where: { id } })
  return { state: (await findDelivery(id, key, context))!.state, attempts }
}
const ends = (id: string, key: ApiKey) =>
  expect.poll(async () => (await stands(id, key)).state, { timeout: 20_000, interval: 50 })
const processed = (key: ApiKey) =>
  processDelivery(key.id, context, { setAside: 0, signal: new AbortController().signal })
/** Does something in the transaction of each import, before it begins to read. */
function inEach(work: (tx: Parameters<typeof ACCOUNT_FILE.open>[0]) => Promise<void>) {
  const { open } = ACCOUNT_FILE
  vi.spyOn(ACCOUNT_FILE, 'open').mockImplementation(async (tx, ...rest) => {
    await work(tx)
    return open(tx, ...rest)
  })
}
const failing = (error: () => unknown) =>
  inEach(async () => {
    throw error()
  })

test('two deliveries at once end where the portal has two connections', async () => {
  const [one, other] = [await aKey('one'), await aKey('other')]
  const body = csv(12_000)
  const [first, second] = [await send(one, body), await send(other, body)]
  expect(await context.db.intakePart.count({ where: { deliveryId: first } })).toBe(2)
  let both: () => void
  let there = 0
  const meeting = new Promise<void>((resolve) => {
    both = resolve
  })
  inEach(async () => {
    there += 1
    if (there === 2) both()
    await meeting
  })
  const { close, ...small } = connect(context.url, 2)
  await started({ ...context, ...small })
  await ends(first, one).toBe('taken')
  await ends(second, other).toBe('taken')
  expect(there).toBe(2)
  await worker!.stop()
  await close()
})

test('stopped at whatever it is, it is tried again by itself, which is no failure; a bug stays one', async () => {
  const key = await aKey('stopped')
  const id = await send(key)
  const stopping = new AbortController()
  const stopped = () => processDelivery(key.id, context, { setAside: 0, signal: stopping.signal })
  inEach(async (tx) => {
    setTimeout(() => stopping.abort(), 100)
    await tx.$queryRaw`SELECT pg_sleep(5)::text`
  })
  await expect(stopped()).rejects.toBeInstanceOf(TriedAgain)
  vi.restoreAllMocks()
  failing(() => new TypeError('a bug'))
  await expect(stopped()).rejects.toThrow('a bug')
  vi.restoreAllMocks()
  expect(await stands(id, key)).toEqual({ state: 'waiting', attempts: 0 })
  await processed(key)
})

const OUTAGES = [
  ...['53100', '53100', '53100', '53100', '53100', '53100'].map((code) => ({ code })),
  ...['53200', '53300', '57P01', '57P02', '57P03', '57014', '08006', '25006', '58030'].map((code) => ({
    code,
  })),
  ...['timeout exceeded when trying to connect', 'Connection terminated unexpectedly'].map((message) => ({
    message,
  })),
  {
    name: 'PrismaClientUnknownRequestError',
    message: 'could not write to file "base/pgsql_tmp/pgsql_tmp1.0": No space left on device',
  },
  { code: 'ECONNREFUSED' },
]

test('what the database cannot do at the moment costs no attempt, however often; a bug does', async () => {
  const key = await aKey('outages')
  const id = await send(key)
  for (const outage of OUTAGES) {
    failing(() => ofDatabase(Object.assign(new Error('failed'), outage)))
    await expect(processed(key), JSON.stringify(outage)).rejects.toThrow()
    vi.restoreAllMocks()
    expect(await stands(id, key), JSON.stringify(outage)).toEqual({ state: 'waiting', attempts: 0 })
  }
  inEach(async (tx) => {
    const [{ pid }] = await tx.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`
    await context.sql.$queryRaw`SELECT pg_terminate_backend(${pid}::int)`
    await tx.$queryRaw`SELECT 1`
  })
  await expect(processed(key)).rejects.toThrow()
  vi.restoreAllMocks()
  expect(await stands(id, key)).toEqual({ state: 'waiting', attempts: 0 })
  const bugs = await send(key)
  await processed(key)
  expect(await stands(id, key)).toEqual({ state: 'taken', attempts: 1 })

  failing(() => new TypeError('a bug'))
  for (let attempts = 1; attempts <= 5; attempts++) {
    await expect(processed(key)).rejects.toThrow('a bug')
    expect(await stands(bugs, key)).toEqual({ state: 'waiting', attempts })
  }
  await processed(key)
  expect(await stands(bugs, key)).toMatchObject({ state: 'failed' })
})

describe('one that breaks off every time for what counts as an outage', () => {
  const timedOut = () =>
    Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
  const failed = async (key: ApiKey) => {
    const id = await send(key)
    failing(timedOut)
    for (let tries = 1; tries < 10; tries++) {
      await expect(processed(key)).rejects.toThrow('statement timeout')
      expect(await stands(id, key), `${tries}`).toEqual({ state: 'waiting', attempts: 0 })
      context.pass(20 * MINUTE)
    }
    await processed(key)
    vi.restoreAllMocks()
    return id
  }
  const kept = (id: string) => context.db.intakePart.count({ where: { deliveryId: id } })

  test('is given up after ten attempts over three hours; the operator is told why and can have it tried again', async () => {
    await staff(context)
    const key = await aKey('poisoned')
    await context.db.message.deleteMany({ where: { kind: 'billing.delivery_failed' } })
    const id = await failed(key)
    expect((await findDelivery(id, key, context))!).toMatchObject({
      state: 'failed',
      status: 500,
      answer: { taken: false, error: expect.stringMatching(/^it could not be processed: 10 attempts/) },
    })
    expect(await kept(id)).toBe(1)
    expect(await listFailed()).toMatchObject([
      { id, system: 'poisoned', problem: 'canceling statement due to statement timeout (57014)' },
    ])
    const { said, code } = await runTask(context, 'import:waiting', [])
    expect([code, said]).toEqual([1, expect.stringContaining(`${id}  poisoned  accounts  0.0 MB  failed at`)])
    expect(said).toContain('canceling statement due to statement timeout (57014); kept until')
    const { mails } = await dispatchAll(context, 'billing.delivery_failed')
    expect(mails.map(({ to }) => to)).toEqual(['sam@operator.example'])
    expect(`${mails[0]!.subject} ${mails[0]!.text}`).toMatch(new RegExp(`poisoned[^]*accounts[^]*${id}`))

    // What the key has sent since goes on, and is not overwritten by what is older.
    const next = await send(key)
    await processed(key)
    expect(await stands(next, key)).toMatchObject({ state: 'taken' })
    const retry = (overNewer: boolean) => retryDelivery({ id, overNewer }, context)
    expect(outcome(await retry(false))).toBe('files.newer_delivery')
    value(await retry(true))
    expect(outcome(await retry(true))).toBe('files.no_failed_delivery')
    const facts = await context.db.auditEntry.findMany({
      where: { action: 'billing.delivery_retried', objectId: id },
    })
    expect(facts.map(({ after }) => after)).toEqual([{ over_newer: 1 }])
    expect(await stands(id, key)).toEqual({ state: 'waiting', attempts: 0 })
    await processed(key)
    expect(await stands(id, key)).toEqual({ state: 'taken', attempts: 1 })
    expect([await kept(id), await listFailed()]).toEqual([0, []])
  })

  test('is not given up sooner, be it often at once or seldom for long, nor for what is not its own', async () => {
    const key = await aKey('patient')
    const id = await send(key)
    const waits = { state: 'waiting', attempts: 0 }
    const tried = async (error: () => unknown, times: number, passing: number) => {
      failing(error)
      for (let n = 0; n < times; n++) {
        context.pass(passing)
        await expect(processed(key)).rejects.toThrow()
        expect(await stands(id, key)).toEqual(waits)
      }
      vi.restoreAllMocks()
    }
    await tried(() => new Busy(null), 12, HOUR)
    await tried(timedOut, 12, MINUTE)
    const other = await aKey('seldom')
    const rare = await send(other)
    failing(timedOut)
    for (let n = 0; n < 9; n++) {
      context.pass(DAY)
      await expect(processed(other)).rejects.toThrow()
    }
    vi.restoreAllMocks()
    expect(await stands(rare, other)).toEqual(waits)
    await Promise.all([processed(key), processed(other)])
    expect([await stands(id, key), await stands(rare, other)]).toMatchObject([
      { state: 'taken' },
      { state: 'taken' },
    ])
  })

  test('keeps its body for a week, unless it is dismissed or what comes needs the room', async () => {
    const key = await aKey('crowded')
    const [old, dropped] = [await failed(key), await failed(key)]
    value(await dismissDelivery(dropped, context))
    expect(outcome(await dismissDelivery(dropped, context))).toBe('files.no_failed_delivery')
    const thrown = { action: 'billing.delivery_dismissed', objectId: dropped }
    expect(await context.db.auditEntry.count({ where: thrown })).toBe(1)
    expect([await kept(old), await kept(dropped)]).toEqual([1, 0])
    await tidy(context)
    expect(await kept(old)).toBe(1)
    context.pass(7 * DAY + MINUTE)
    await tidy(context)
    expect(await kept(old)).toBe(0)

    const [first, second] = [await failed(key), await failed(key)]
    const { kept: size } = await context.db.intakeDelivery.findUniqueOrThrow({ where: { id: first } })
    const about = { key, kind: 'accounts', dry: false, address: null, requestId: null }
    const bytes = (async function* () {
      yield Buffer.from(csv())
    })()
    // Half of it is the key's: two bodies, and not a third.
    const space = 2 * (2 * Number(size) + 10)
    expect(await receiveDelivery({ format: 'csv', bytes }, about, space, context)).toHaveProperty('id')
    expect([await kept(first), await kept(second)]).toEqual([0, 1])
    expect((await listFailed()).map(({ id }) => id)).toEqual([second])
    await processed(key)
  })

  test('keeps its body whatever another key sends that has its share of the room already', async () => {
    const [key, greedy] = [await aKey('modest'), await aKey('greedy')]
    const id = await failed(key)
    const { kept: size } = await context.db.intakeDelivery.findUniqueOrThrow({ where: { id } })
    const receive = (bytes: string) => {
      const about = { key: greedy, kind: 'accounts', dry: false, address: null, requestId: null }
      const source = { format: 'csv', bytes: Readable.from([Buffer.from(bytes)]) } as const
      return receiveDelivery(source, about, 3 * Number(size), context)
    }
    expect(await receive(csv())).toHaveProperty('id')
    for (let n = 0; n < 3; n++) expect(await receive(csv())).toEqual({ refused: 'full' })
    expect(await kept(id)).toBe(1)
    await processed(greedy)
  })

  test('is not tried again over what another key of the same company has delivered since', async () => {
    const other = (await aCompany(context)).slug
    const retry = async (id: string) => outcome(await retryDelivery({ id, overNewer: false }, context))
    const mine = await aKey('one of mine', [slug])
    const id = await failed(mine)
    const foreign = await aKey('another’s', [other])
    await send(foreign, csv().replaceAll(slug, other))
    await processed(foreign)
    // Nobody is refused because of what others have delivered: it waits again.
    expect(await retry(id)).toBe('ok')
    await processed(mine)
    for (const [system, companies] of [
      ['another of mine', [slug]],
      ['of both', [other, slug]],
      ['of all', null],
    ] as const) {
      const waits = await failed(mine)
      const key = await aKey(system, companies && [...companies])
      await send(key)
      await processed(key)
      expect(await retry(waits), system).toBe('files.newer_delivery')
      value(await dismissDelivery(waits, context))
    }
  })
})

test.each([
  ['first', [0]],
  ['second', [1]],
  ['last', [2]],
  ['only one that is left', [0, 1]],
  ['whole', [0, 1, 2]],
])('a body whose part is missing is not taken for a shorter one: the %s', async (name, numbers) => {
  const key = await aKey(`loses ${name}`)
  const rows = Array.from({ length: 21_000 }, (_, n) => `${slug},K-${name}-${n},${'x'.repeat(90)}\n`)
  const id = await send(key, `company,number,name\n${rows.join('')}`)
  expect(await context.db.intakePart.count({ where: { deliveryId: id } })).toBe(3)
  await context.db.intakePart.deleteMany({ where: { deliveryId: id, number: { in: numbers } } })
  await processed(key)
  expect(await findDelivery(id, key, context)).toMatchObject({
    ...{ state: 'failed', status: 500 },
    answer: { taken: false, error: expect.stringMatching(/missing: send it again/) },
  })
  const [failed] = (await listFailed()).filter((each) => each.id === id)
  expect(failed?.problem).toMatch(/part of its body is missing: \d+ of \d+ bytes/)
  expect(await context.db.billingAccount.count({ where: { number: { startsWith: `K-${name}-` } } })).toBe(0)
  value(await dismissDelivery(id, context))
})

test('how long deliveries wait is told by the clock that they are received by', async () => {
  const key = await aKey('waits')
  const id = await send(key)
  const { oldest } = await waitingDeliveries(context)
  context.pass(90_000)
  expect((await waitingDeliveries(context)).oldest).toBe(oldest + 90)
  await processed(key)
  expect(await stands(id, key)).toMatchObject({ state: 'taken' })
})

test('what a key sends meanwhile makes none of its deliveries tried again sooner', async () => {
  const key = await aKey('eager')
  const job = async () => {
    const [found] = await context.sql.$queryRaw<{ runAt: Date; wait: number; revision: number }[]>`
      SELECT run_at AS "runAt", extract(epoch FROM run_at - created_at)::float8 AS wait, revision
      FROM graphile_worker.jobs WHERE key = ${`intake ${key.id}`} AND locked_at IS NULL`
    return found!
  }
  const first = await send(key)
  expect((await job()).wait).toBe(0)
  await context.sql.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'us' WHERE key = ${`intake ${key.id}`}`
  const ids = [first]
  inEach(async () => {
    ids.push(await send(key))
    throw new TypeError('a bug')
  })
  await expect(processed(key)).rejects.toThrow('a bug')
  const waits = await job()
  expect(waits.wait).toBeCloseTo(Math.E, 3)
  for (let n = 0; n < 5; n++) ids.push(await send(key))
  expect(await job()).toEqual(waits)
  vi.restoreAllMocks()
  await context.sql.$executeRaw`SELECT graphile_worker.force_unlock_workers(ARRAY['us'])`
  await context.sql.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`
  await started()
  for (const id of ids) await ends(id, key).toBe('taken')
  expect((await stands(first, key)).attempts).toBe(2)
})
