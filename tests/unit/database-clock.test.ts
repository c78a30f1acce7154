import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { databaseClock, followDatabaseClock } from '@/lib/infra/database-clock'
import type { Raw } from '@/lib/infra/db'
import { log } from '@/lib/infra/log/log.mjs'

const MINUTE = 60_000
const NOW = new Date('2026-11-27T12:00:00Z').getTime()
/** A database whose clock is right. */
function database(fails = 0): Raw {
  let asked = 0
  const $queryRaw = async () => {
    asked += 1
    if (asked <= fails) throw new Error('away')
    return [{ at: new Date(NOW) }]
  }
  return { $queryRaw } as unknown as Raw
}
const shared = globalThis as Record<string, unknown>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  vi.spyOn(log, 'warn').mockImplementation(() => undefined)
  vi.spyOn(log, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  for (const name of ['switchboardClock', 'switchboardClockFollowed', 'switchboardClockOff'])
    delete shared[name]
})

test('however wrong a machine’s clock is, now or later, its processes go by the database’s; it says so when it is far off', async () => {
  const SECONDS = [0, 5, -5, 29, -29, 31, -31, 600, -600, 86_400, -86_400, 365 * 86_400]
  for (const seconds of SECONDS) {
    for (const name of ['switchboardClock', 'switchboardClockFollowed', 'switchboardClockOff'])
      delete shared[name]
    vi.mocked(log.warn).mockClear()
    vi.setSystemTime(NOW + seconds * 1_000)
    await followDatabaseClock(database())
    expect(Math.abs(databaseClock().getTime() - NOW), `${seconds} s`).toBeLessThan(5_000)
    const said = vi.mocked(log.warn).mock.calls.flat().join()
    if (Math.abs(seconds) <= 30) expect(said).toBe('')
    else expect(said).toContain(`${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'}`)
    // Set while the process runs.
    vi.setSystemTime(NOW - 3 * 86_400_000)
    expect(Math.abs(databaseClock().getTime() - NOW)).toBeLessThan(5_000)
  }
})

test('a database that is away at the start is asked again soon, and what it says holds from then on', async () => {
  vi.setSystemTime(NOW + 10 * MINUTE)
  const sql = database(2)
  await followDatabaseClock(sql)
  expect(databaseClock().getTime()).toBe(NOW + 10 * MINUTE)
  await vi.advanceTimersByTimeAsync(1_000)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(Math.abs(databaseClock().getTime() - NOW)).toBeLessThan(5_000)
  expect(vi.mocked(log.warn).mock.calls).toHaveLength(1)
  // Once is enough while nothing changes.
  await vi.advanceTimersByTimeAsync(60_000)
  expect(vi.mocked(log.warn).mock.calls).toHaveLength(1)
})

test('of several answers the one that came back fastest counts, as of the middle of its way there and back', async () => {
  let mark = 0
  vi.spyOn(performance, 'now').mockImplementation(() => mark)
  const answers = [
    { took: 400, off: 7_000 },
    { took: 20, off: 0 },
    { took: 900, off: -7_000 },
  ]
  const $queryRaw = async () => {
    const { took, off } = answers.shift()!
    mark += took
    return [{ at: new Date(NOW + off) }]
  }
  await followDatabaseClock({ $queryRaw } as unknown as Raw)
  // It was said ten milliseconds before it was here, and the last answer took 900.
  expect(databaseClock().getTime()).toBe(NOW + 10 + 900)
})
