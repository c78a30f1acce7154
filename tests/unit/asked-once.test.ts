import { expect, test, vi } from 'vitest'
import { askedOnce } from '@/lib/infra/asked-once'

test('however many ask, it is asked once at a time, and not again for a while; what went wrong is asked anew', async () => {
  vi.useFakeTimers()
  let asked = 0
  let isBroken = false
  const ask = askedOnce(async () => {
    asked += 1
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    if (isBroken) throw new Error('away')
    return asked
  }, 1_000)
  const many = () => Promise.all(Array.from({ length: 300 }, () => ask().catch(() => 'away')))
  const first = many()
  await vi.advanceTimersByTimeAsync(3_000)
  expect([new Set(await first), new Set(await many()), asked]).toEqual([new Set([1]), new Set([1]), 1])
  await vi.advanceTimersByTimeAsync(1_000)
  isBroken = true
  const broken = many()
  await vi.advanceTimersByTimeAsync(3_000)
  expect([new Set(await broken), asked]).toEqual([new Set(['away']), 2])
  isBroken = false
  const again = many()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(new Set(await again)).toEqual(new Set([3]))
  vi.useRealTimers()
})
