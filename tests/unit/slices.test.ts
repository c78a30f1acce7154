import { AsyncLocalStorage } from 'node:async_hooks'
import { afterEach, expect, test } from 'vitest'
import { pause } from '@/lib/kernel/slices'

const globals = globalThis as { switchboardRequests?: AsyncLocalStorage<{ path: string[] }> | undefined }
afterEach(() => {
  globals.switchboardRequests = undefined
})

/** Holds the event loop for longer than a slice. */
function spin() {
  const until = performance.now() + 6
  while (performance.now() < until);
}

test('what one user has piled up keeps nobody else waiting for more than a turn of it at a time', async () => {
  const requests = new AsyncLocalStorage<{ path: string[] }>()
  globals.switchboardRequests = requests
  const done: string[] = []
  const work = (company: string, user: string, steps: number) =>
    requests.run({ path: [company, user] }, async () => {
      for (let step = 0; step < steps; step++) {
        await pause()
        spin()
        done.push(user)
      }
    })
  const greedy = () => done.filter((user) => user === 'greedy').length
  const piled = Array.from({ length: 20 }, () => work('acme', 'greedy', 4))
  await new Promise((resolve) => setImmediate(resolve))
  const began = greedy()
  await work('other', 'modest', 4)
  const meanwhile = greedy() - began
  await Promise.all(piled)
  expect(done).toHaveLength(84)
  // One or two between two of its own; in one queue it would be all of them.
  expect(meanwhile).toBeLessThan(12)
})

test('one turn of the event loop has one slice of all that waits', async () => {
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  spin()
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let step = 0; step < 2; step++) {
        await pause()
        spin()
      }
    }),
  )
  isOver = true
  expect(turns).toBeGreaterThan(15)
})
