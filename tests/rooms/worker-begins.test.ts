import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { readEnv } from '@/lib/infra/env'
import { startDeliveryWorker } from '@/lib/jobs/delivery-worker'
import { workerRuns } from '@/lib/jobs/unreadiness'
import { startWorker } from '@/lib/jobs/worker'
import { useContext } from '../support/context'
import { TEST_KEY } from '../support/key'
import { silent } from '../support/silent'

vi.mock('@/lib/jobs/delivery-worker', async (original) => {
  const { startDeliveryWorker } = await original<typeof import('@/lib/jobs/delivery-worker')>()
  return { startDeliveryWorker: vi.fn(startDeliveryWorker) }
})

const context = useContext()
const settings = () => ({
  PORTAL_URL: 'http://localhost:3000',
  DATABASE_URL: context.url,
  AUTH_SECRET: TEST_KEY,
  DATA_KEY: TEST_KEY,
  DEMO: '1',
})
const { startDeliveryWorker: begins } = await vi.importActual<typeof import('@/lib/jobs/delivery-worker')>(
  '@/lib/jobs/delivery-worker',
)
const connections = async () => {
  const [found] = await context.sql.$queryRaw<[{ listen: number; leases: number }]>`
    SELECT count(*) FILTER (WHERE application_name = 'switchboard worker' AND query LIKE 'LISTEN%')::int AS listen,
      count(*) FILTER (WHERE application_name = 'switchboard lease')::int AS leases
    FROM pg_stat_activity WHERE datname = current_database()`
  return found
}

test('a worker of which one half does not begin begins again as a whole, and stops as a whole', async () => {
  const mocked = vi.mocked(startDeliveryWorker)
  mocked.mockRejectedValueOnce(new Error('Connection terminated unexpectedly'))
  mocked.mockRejectedValueOnce(new Error('Connection terminated unexpectedly'))
  const worker = await startWorker(context, readEnv(settings()))
  await expect.poll(() => mocked.mock.calls.length).toBe(3)
  await mocked.mock.results[2]!.value
  await expect.poll(connections).toEqual({ listen: 2, leases: 2 })
  // Its pool ends only once every connection is given back.
  await worker.stop()
  await expect.poll(connections).toEqual({ listen: 0, leases: 0 })
})

test('while it cannot begin no worker is said to run', async () => {
  const mocked = vi.mocked(startDeliveryWorker).mockClear()
  mocked.mockRejectedValue(new Error('Connection terminated unexpectedly'))
  const worker = await startWorker(context, readEnv(settings()))
  try {
    expect([mocked.mock.calls.length, await workerRuns(context)]).toEqual([1, false])
    await expect.poll(() => mocked.mock.calls.length).toBeGreaterThan(1)
    mocked.mockReset().mockImplementation(begins)
    await expect.poll(() => workerRuns(context)).toBe(true)
    // Not only between two of its beginnings.
    await expect.poll(connections).toEqual({ listen: 2, leases: 2 })
    expect(await workerRuns(context)).toBe(true)
  } finally {
    await worker.stop()
  }
  expect(await workerRuns(context)).toBe(false)
})

test('the half that processes deliveries leaves nothing behind where it does not begin', async () => {
  const all = async () => {
    const [{ count }] = await context.sql.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()`
    return count
  }
  const pool = new pg.Pool({ connectionString: context.url })
  const before = await all()
  await pool.end()
  const begins = startDeliveryWorker(context, { pool, url: context.url, setAside: 0, logger: silent })
  await expect(begins).rejects.toThrow('Cannot use a pool after calling end')
  expect(await all()).toBeLessThanOrEqual(before)
})
