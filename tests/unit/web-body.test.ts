import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deliveryBody, readText } from '@/lib/web/body'
import { type BadBody, gather } from '@/lib/web/gather'

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
    const state = { begun: 0, paused: () => false }
    async function* parts() {
      for (let n = 0; n < times; n++) {
        await new Promise((done) => setTimeout(done, every))
        yield new Uint8Array(size)
      }
    }
    const begin = () => {
      state.begun += 1
      const body = Readable.from(parts())
      // One that is over brings nothing more, and newer Node calls it paused no longer.
      state.paused = () => body.isPaused() || body.readableEnded
      return body
    }
    Object.assign(globalThis, { switchboardDeliveries: new Map([['id', { begin }]]) })
    const body = deliveryBody(new Request('http://n/', { headers: { 'x-request-key': 'id' } }))!
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
    for (let passed = 0; passed < ms; passed += 500) {
      await vi.advanceTimersByTimeAsync(500)
      // Between its parts the turn is given up.
      await new Promise(setImmediate)
    }
    return settled
  }

  test('is not begun before it is read', async () => {
    const { state, read } = delivery(10, 0, 3)
    expect(state.begun).toBe(0)
    expect(await within(read(), 100)).toEqual({ value: 30 })
    expect([state.begun, state.paused()]).toEqual([1, true])
  })

  test('may take long as long as it brings enough over all of its time, and ends when it trickles or says nothing', async () => {
    expect(await within(delivery(1_000_000, 4_000, 50).read(), 4_000 * 51)).toEqual({ value: 50_000_000 })
    const error = 'it comes too slowly'
    expect(await within(delivery(1, 1_000, 10_000).read(), 61_000)).toEqual({ error })
    expect(await within(delivery(64_000, 50_000, 10_000).read(), 61_000)).toEqual({ error })
    expect(await within(delivery(20_000_000, 61_000, 2).read(), 60_000)).toEqual({ error })
  })

  test('in many small parts is handed on in few large ones', async () => {
    const sizes = Array.from({ length: 20_000 }, (_, n) => 16 + (n % 7))
    const sent = sizes.map((size, n) => Buffer.alloc(size, n % 251))
    const body = gather(Readable.from(sent), 1e9)
    const got: Uint8Array[] = []
    for (let part = await body.next(); part.length > 0; part = await body.next()) got.push(part)
    expect(Buffer.concat(got).equals(Buffer.concat(sent))).toBe(true)
    expect(got.length).toBeLessThan(20)
  })

  test.each([
    ['a byte each', 1_500, 1, 400],
    ['two bytes each', 1_500, 2, 400],
    ['four bytes each', 2_000, 4, 400],
    ['just too small', 17_000, 15, 400],
    ['three bytes each', 1_300, 3, 400],
    ['few of a byte', 900, 1, null],
    ['rows of a file', 17_000, 16, null],
    ['longer rows', 5_000, 80, null],
    ['as networks send', 100, 1_460, null],
    ['in one', 1, 90_000, null],
    ['larger than may be', 2, 60_000, 413],
  ])('that comes in parts of %s', async (_what, count, size, status) => {
    const most = status === 413 ? 100_000 : 1e9
    const source = new Readable({ read: () => undefined })
    const body = gather(source, most)
    const read = (async () => {
      let total = 0
      for (let part = await body.next(); part.length > 0; part = await body.next()) total += part.length
      return total
    })()
    const settled = read.catch((error: BadBody) => error.status)
    for (let n = 0; n < count; n++) source.push(Buffer.alloc(size))
    source.push(null)
    expect(await settled).toBe(status ?? count * size)
  })

  test('that breaks off is no whole one', async () => {
    const source = new Readable({ read: () => undefined })
    const read = gather(source, 1e9).next()
    source.destroy()
    await expect(read).rejects.toThrow('aborted')
  })

  test('that nobody sent is none', () => {
    expect(deliveryBody(new Request('http://n/', { headers: { 'x-request-key': 'other' } }))).toBeNull()
  })
})
