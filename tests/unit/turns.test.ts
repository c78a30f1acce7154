import { expect, test } from 'vitest'
import { turns } from '@/bin/lib/turns.mjs'

test('turns: never more than allowed at once, in order, and a queue too long is refused', () => {
  const queue = turns(2, 3)
  const ends: (() => void)[] = []
  const begun: number[] = []
  const take = (n: number) =>
    queue.take((end: () => void) => {
      begun.push(n)
      ends.push(end)
    })
  expect([1, 2, 3, 4, 5, 6].map(take)).toEqual([true, true, true, true, true, false])
  expect(begun).toEqual([1, 2])
  ends[0]!()
  ends[0]!()
  expect(begun).toEqual([1, 2, 3])
  ends[1]!()
  ends[2]!()
  expect(begun).toEqual([1, 2, 3, 4, 5])
})

test('turns: who ends at once lets a long queue through without deep recursion', () => {
  const queue = turns(1, 100_000)
  let first: () => void = () => undefined
  queue.take((end: () => void) => {
    first = end
  })
  let done = 0
  for (let n = 0; n < 50_000; n++)
    queue.take((end: () => void) => {
      done += 1
      end()
    })
  first()
  expect(done).toBe(50_000)
})
