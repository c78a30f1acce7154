import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deliveryBody, readText } from '@/lib/web/body'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const post = (body: BodyInit | ReadableStream) =>
  new Request('http://n/', { method: 'POST', body, duplex: 'half' } as RequestInit)

describe('text', () => {
  test('is read up to its bound, in bytes, and only as UTF-8', async () => {
    expect(await readText(post('name=ő'), 7)).toBe('name=ő')
    expect(await readText(post('name=ő'), 6)).toBeNull()
    expect(await readText(post(new Uint8Array([0xff, 0xfe])), 10)).toBeNull()
    expect(await readText(new Request('http://n/'), 10)).toBe('')
  })

  test('that never ends, in bytes or in time, is not read on', async () => {
    const zeros = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_000)) })
    expect(await readText(post(zeros), 64_000)).toBeNull()
    const silent = readText(post(new ReadableStream()), 64_000)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await silent).toBeNull()
  })
})

describe('a delivery', () => {
  /** One that brings `size` bytes every `every` ms, `times` times. */
  function delivery(size: number, every: number, times: number) {
    const state = { begun: 0, paused: false }
    async function* parts() {
      for (let n = 0; n < times; n++) {
        await new Promise((done) => setTimeout(done, every))
        yield new Uint8Array(size)
      }
    }
    const begin = () => {
      state.begun += 1
      return Object.assign(parts(), { pause: () => void Object.assign(state, { paused: true }) })
    }
    Object.assign(globalThis, { switchboardDeliveries: new Map([['id', { begin }]]) })
    const body = deliveryBody(new Request('http://n/', { headers: { 'x-request-id': 'id' } }))!
    const read = async () => {
      let total = 0
      for await (const part of body) total += part.length
      return total
    }
    return { state, read }
  }
  const within = async <T>(work: Promise<T>, ms: number) => {
    const settled = work.then(
      (value) => ({ value }),
      (error: Error) => ({ error: error.message }),
    )
    await vi.advanceTimersByTimeAsync(ms)
    return settled
  }

  test('is not begun before it is read', async () => {
    const { state, read } = delivery(10, 0, 3)
    expect(state.begun).toBe(0)
    expect(await within(read(), 100)).toEqual({ value: 30 })
    expect(state).toEqual({ begun: 1, paused: true })
  })

  test('may take long as long as it brings enough over all of its time, and ends when it trickles or says nothing', async () => {
    expect(await within(delivery(1_000_000, 4_000, 50).read(), 4_000 * 51)).toEqual({ value: 50_000_000 })
    const error = 'it comes too slowly'
    expect(await within(delivery(1, 1_000, 10_000).read(), 61_000)).toEqual({ error })
    expect(await within(delivery(64_000, 50_000, 10_000).read(), 61_000)).toEqual({ error })
    expect(await within(delivery(20_000_000, 61_000, 2).read(), 60_000)).toEqual({ error })
  })

  test('that nobody sent is none', () => {
    expect(deliveryBody(new Request('http://n/', { headers: { 'x-request-id': 'other' } }))).toBeNull()
  })
})
