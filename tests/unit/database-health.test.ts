import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { databaseTrouble, noteFailure } from '@/lib/infra/database-health'

const asked = vi.hoisted(() => ({ answer: async (): Promise<unknown> => [{ readOnly: false }] }))
vi.mock('@/lib/infra/db', () => ({ connection: () => ({ sql: { $queryRaw: () => asked.answer() } }) }))

beforeAll(() => {
  vi.useFakeTimers()
})
afterAll(() => {
  vi.useRealTimers()
})
afterEach(() => {
  // What was noted before is no more.
  vi.advanceTimersByTime(60_000)
  asked.answer = async () => [{ readOnly: false }]
})

const failure = (code: string, message = 'x') => Object.assign(new Error(message), { code })

test.each([
  ['the driver', failure('53100')],
  [
    'a file that could not be extended',
    failure('53100', 'could not extend file "base/5/1": No space left on device'),
  ],
  [
    'wrapped by Prisma',
    new Error('x', { cause: { kind: 'postgres', originalCode: '53100', severity: 'ERROR' } }),
  ],
  ['of a raw statement', Object.assign(failure('P2010'), { meta: { code: '53100', message: 'x' } })],
  [
    'of an adapter',
    Object.assign(failure('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '53100' } } } }),
  ],
  ['deep inside', new Error('a', { cause: new Error('b', { cause: failure('53100') }) })],
])('a disk without room is told, for half a minute after it was met: %s', async (_, error) => {
  expect(await databaseTrouble()).toBeNull()
  noteFailure(error)
  expect(await databaseTrouble()).toBe('full')
  vi.advanceTimersByTime(29_000)
  expect(await databaseTrouble()).toBe('full')
  vi.advanceTimersByTime(2_000)
  expect(await databaseTrouble()).toBeNull()
})

test.each(['25006', '53200', '53300', '55P03', '57014', '57P01', '40001', '23505', 'ECONNREFUSED', 'P2024'])(
  'any other failure says nothing of its room: %s',
  async (code) => {
    noteFailure(failure(code))
    expect(await databaseTrouble()).toBeNull()
  },
)

test('what it answers itself goes before: only to be read, away, or too slow; and it is asked once at a time', async () => {
  noteFailure(failure('53100'))
  asked.answer = async () => [{ readOnly: true }]
  expect(await databaseTrouble()).toBe('read_only')
  asked.answer = async () => Promise.reject(failure('ECONNREFUSED'))
  expect(await databaseTrouble()).toBe('away')
  let answered: (rows: unknown) => void = () => undefined
  let times = 0
  asked.answer = () => {
    times += 1
    return new Promise((resolve) => {
      answered = resolve
    })
  }
  const slow = [databaseTrouble(), databaseTrouble()]
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await Promise.all(slow)).toEqual(['away', 'away'])
  expect(times).toBe(1)
  answered([{ readOnly: false }])
})
