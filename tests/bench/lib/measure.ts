import { monitorEventLoopDelay } from 'node:perf_hooks'

/** In milliseconds. */
export type Measured = { perSecond: number; p50: number; p95: number; p99: number; count: number }
export type Watch = {
  took: number
  /** Longest block of the event loop, ms. */
  blocked: number
  /** How much the process grew at most, MB. */
  grown: number
}

/** Does something and watches what it does to the process. */
export async function watch(work: () => Promise<void>): Promise<Watch> {
  const before = process.memoryUsage().rss
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let highest = before
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss)
  }, 50)
  const began = performance.now()
  await work()
  const took = performance.now() - began
  delay.disable()
  clearInterval(timer)
  return { took, blocked: delay.max / 1e6, grown: (highest - before) / 2 ** 20 }
}

type Works = Record<'small' | 'large', (n: number) => Promise<unknown>>

/** Times the same on both sizes in turns, one after the other, so that both meet the same machine. */
export async function measureFlow(works: Works, count: number): Promise<Record<keyof Works, Measured>> {
  const times: Record<keyof Works, number[]> = { small: [], large: [] }
  for (let n = -30; n < count; n++)
    for (const size of ['small', 'large'] as const) {
      const began = performance.now()
      await works[size](Math.max(0, n))
      if (n >= 0) times[size].push(performance.now() - began)
    }
  const of = (list: number[]): Measured => {
    list.sort((a, b) => a - b)
    const at = (part: number) => list[Math.floor(list.length * part)]!
    return { perSecond: 1_000 / at(0.5), p50: at(0.5), p95: at(0.95), p99: at(0.99), count: list.length }
  }
  return { small: of(times.small), large: of(times.large) }
}
