import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connection, connect } from '@/lib/infra/db'
import { isOutage } from '@/lib/infra/outage'
import type { RequestContext } from '@/lib/infra/request'
import { SharedPool } from '@/lib/infra/shared-pool'
import { useContext } from '../support/context'

const context = useContext()
const requests = new AsyncLocalStorage<RequestContext>()
const shared = globalThis as { switchboardRequests?: typeof requests | undefined }
let connection: Connection
beforeAll(() => {
  shared.switchboardRequests = requests
  connection = connect(context.url, 10)
})
afterAll(async () => {
  shared.switchboardRequests = undefined
  await connection.close()
})

type Request = RequestContext & { abandon(): void }
function aRequest(...path: string[]): Request {
  const abandoned = new Set<() => void>()
  return {
    path,
    method: 'GET',
    connections: 0,
    gone: false,
    endTurn: () => undefined,
    identify: () => undefined,
    onAbandon(work) {
      abandoned.add(work)
      return () => abandoned.delete(work)
    },
    onOver: () => () => undefined,
    abandon() {
      for (const work of abandoned) work()
    },
  }
}
const as = <T>(request: Request, work: () => Promise<T>) => requests.run(request, work)
const sleep = (seconds: number) => connection.sql.$queryRaw`SELECT pg_sleep(${seconds})`
const took = async (work: () => Promise<unknown>) => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

test('long queries of one company leave connections to everybody else', async () => {
  // Connections are opened and Prisma is warm.
  await Promise.all([...Array.from({ length: 10 }, () => sleep(0.3)), connection.db.$queryRaw`SELECT 1`])
  const greedy = Array.from({ length: 20 }, (_, n) => as(aRequest('acme', `user${n % 5}`), () => sleep(0.6)))
  const other = await took(() => as(aRequest('globex', 'mia'), () => sleep(0)))
  const health = await took(() => connection.db.$queryRaw`SELECT 1`)
  expect(other).toBeLessThan(500)
  expect(health).toBeLessThan(500)
  await Promise.all(greedy)
})

test('one user’s queries take turns, and all are answered', async () => {
  let [now, most] = [0, 0]
  const one = () =>
    as(aRequest('acme', 'ada'), () =>
      connection.sql.transaction(async (tx) => {
        now += 1
        most = Math.max(most, now)
        await tx.$queryRaw`SELECT pg_sleep(0.1)`
        now -= 1
      }),
    )
  await Promise.all(Array.from({ length: 12 }, one))
  expect(most).toBe(3)
})

test('who holds a connection gets a second one and does not wait for their own', async () => {
  const request = () =>
    as(aRequest('acme', 'ada'), () =>
      connection.sql.transaction(async () => {
        await sleep(0.05)
        await connection.db.$transaction((tx) => tx.$queryRaw`SELECT 1`)
      }),
    )
  expect(await took(() => Promise.all([request(), request(), request()]))).toBeLessThan(2_000)
})

/** What a request asks at once: the connections that answered, by their processes, and what failed. */
const askAtOnce = (request: Request) =>
  as(request, () =>
    Promise.allSettled([
      connection.sql.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`,
      connection.sql.$queryRaw<
        [{ pid: number }]
      >`SELECT pg_backend_pid() AS pid, ${1}::int / ${0}::int AS failed`,
      connection.sql.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`,
      connection.sql.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid, 'other' AS text`,
    ]),
  )

test('what a request asks at once is asked over one connection, and each is answered or fails by itself', async () => {
  const request = aRequest('acme', 'mia')
  // Also on connections on which the statements are known already.
  for (let n = 0; n < 3; n++) {
    const [one, failed, two, other] = await askAtOnce(request)
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } })
    const pids = [one, two, other].map((each) => each?.status === 'fulfilled' && each.value[0].pid)
    expect(pids[0]).toEqual(expect.any(Number))
    expect(new Set(pids).size).toBe(1)
  }
  expect(request.connections).toBe(0)
  // Of different requests each has its own.
  const both = await Promise.all([askAtOnce(aRequest('acme', 'mia')), askAtOnce(aRequest('globex', 'bob'))])
  const pids = both.map(([one]) => one?.status === 'fulfilled' && one.value[0].pid)
  expect(pids[0]).not.toBe(pids[1])
})

test('of what was asked at once nothing goes on that nobody reads, and the connection is not used again', async () => {
  const request = aRequest('acme', 'mia')
  const asked = as(request, () =>
    Promise.allSettled([
      connection.sql.$queryRaw`SELECT pg_sleep(14) AS abandoned_first`,
      connection.sql.$queryRaw`SELECT pg_sleep(14) AS abandoned_second`,
    ]),
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
  request.abandon()
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(request.connections).toBe(0)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const running = await connection.sql.$queryRaw`
    SELECT 1 FROM pg_stat_activity WHERE query LIKE '%AS abandoned_%' AND state = 'active' AND pid <> pg_backend_pid()`
  expect(running).toEqual([])
})

test('a query of which nobody reads the answer is cancelled in the database', async () => {
  const request = aRequest('acme', 'ada')
  const query = as(request, () => connection.sql.$queryRaw`SELECT pg_sleep(14) AS abandoned`).catch(
    (error: Error) => error,
  )
  await sleep(0.1)
  request.abandon()
  expect(await query).toBeInstanceOf(Error)
  await sleep(1.5)
  const running = await context.db.$queryRaw`
    SELECT 1 FROM pg_stat_activity WHERE query LIKE '%AS abandoned' AND state = 'active'`
  expect(running).toEqual([])
  expect(await as(aRequest('acme', 'ada'), () => connection.sql.$queryRaw`SELECT 1 AS one`)).toEqual([
    { one: 1 },
  ])
})

/** The way to the database, which can be made to hang, or hangs when it is asked something. Connections stay open. */
async function hangingWay(when?: string) {
  const { hostname, port } = new URL(context.url)
  const ends: Socket[] = []
  let isHung = false
  const hang = () => {
    isHung = true
    for (const each of ends) each.unpipe().pause()
  }
  const server = createServer((near) => {
    const far = createConnection(Number(port), hostname)
    ends.push(near, far)
    for (const each of [near, far]) each.on('error', () => undefined)
    if (when)
      near.on('data', (bytes) => {
        if (bytes.includes(when)) hang()
      })
    if (isHung) return
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(context.url)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.close()
    for (const each of ends) each.destroy()
  }
  return { url: url.href, hang, close }
}

/** Whatever asks a database that hangs. Resolves with its failure. */
const ASKS: Record<string, (pool: SharedPool, hang: () => void) => Promise<unknown>> = {
  async 'a statement'(pool, hang) {
    await pool.query('SELECT 1')
    hang()
    return pool.query('SELECT 1')
  },
  async 'a transaction'(pool, hang) {
    const client = await pool.connect()
    await client.query('BEGIN')
    hang()
    return client.query('SELECT 1').finally(() => client.release())
  },
  async 'a transaction that waits'(pool, hang) {
    const client = await pool.connect()
    const end = pool.wait(client)
    await client.query("BEGIN; SET LOCAL statement_timeout = '0'")
    hang()
    return client.query('SELECT 1').finally(() => {
      end()
      client.release()
    })
  },
  'a connection that is prepared': (pool) => pool.query('SELECT 1'),
}
const WHO = ['a request', 'a sign-in, or a job of the worker']

test.each(WHO.flatMap((who) => Object.keys(ASKS).map((what) => [what, who] as const)))(
  '%s of %s fails where the database hangs, and nothing keeps its connection',
  async (what, who) => {
    const way = await hangingWay(what === 'a connection that is prepared' ? 'lock_timeout' : undefined)
    const pool = new SharedPool({ url: way.url, max: 4, longest: 100, connectionTimeoutMillis: 500 })
    const request = aRequest('acme', 'mia')
    const ask = () => ASKS[what]!(pool, way.hang)
    const error = await (who === 'a request' ? as(request, ask) : ask()).catch((why: unknown) => why)
    expect(isOutage(error), String(error)).toBe(true)
    await expect.poll(() => [pool.totalCount, request.connections]).toEqual([0, 0])
    await pool.end()
    way.close()
  },
)

test('who may take long is broken off by nothing but a database that hangs, and who only holds a connection never', async () => {
  const pool = new SharedPool({ url: context.url, max: 3, longest: 50, connectionTimeoutMillis: 500 })
  const [idle, long] = [await pool.connect(), await pool.connect()]
  const end = pool.wait(long)
  await long.query("BEGIN; SET LOCAL statement_timeout = '0'")
  await idle.query('BEGIN')
  // Longer than a silence that ends others.
  const { rows } = await long.query('SELECT pg_sleep(2.3), 1 AS one')
  expect(rows[0].one).toBe(1)
  expect((await idle.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }])
  end()
  for (const each of [idle, long]) each.release()
  await pool.end()
})
