import type { Readable } from 'node:stream'
import { SECOND } from '@/lib/kernel/clock'
import { pause } from '@/lib/kernel/slices'
import { BadBody, gather } from './gather'

/** bin/serve.mjs has read every other body when its handler begins. */
const WITHIN = 10 * SECOND

/**
 * Reads the body of a request as text. Null: it is longer than `most` bytes, does not come within ten seconds, or is
 * no UTF-8.
 */
export async function readText(request: Request, most: number): Promise<string | null> {
  if (!request.body) return ''
  const reader = request.body.getReader()
  let isLate = false
  const late = setTimeout(() => {
    isLate = true
    void reader.cancel()
  }, WITHIN)
  try {
    const chunks: Uint8Array[] = []
    let size = 0
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length
      if (size > most) return null
      chunks.push(part.value)
    }
    return isLate ? null : new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks, size))
  } catch {
    return null
  } finally {
    clearTimeout(late)
    void reader.cancel().catch(() => undefined)
  }
}

/** What bin/serve.mjs keeps of a delivery: its body, unread, and how to begin. */
type Waiting = { begin(): Readable }
const deliveries = () =>
  (globalThis as { switchboardDeliveries?: Map<string, Waiting> }).switchboardDeliveries

/**
 * What a delivery may be waited for in all: so long, and as long again as its bytes take at the rate. Whoever sends
 * slower is ended, so that 4 GB keep a transaction open for hours at most and not for weeks. Ms, and bytes per ms.
 */
const GRACE = 60 * SECOND
const RATE = 250
const LARGEST = 4_000_000_000

/**
 * The body of a delivery, read as fast as it is processed and not before the first chunk is asked for; null: there is
 * none. Throws BadBody when it stalls, trickles or never ends.
 */
export function deliveryBody(request: Request): AsyncGenerator<Uint8Array> | null {
  const waiting = deliveries()?.get(request.headers.get('x-request-key') ?? '')
  return waiting ? chunks(waiting) : null
}

async function* chunks(waiting: Waiting): AsyncGenerator<Uint8Array> {
  const body = gather(waiting.begin(), LARGEST)
  // Only waiting counts: what takes us long to process is not the sender's fault.
  let [size, waited] = [0, 0]
  try {
    for (;;) {
      const began = performance.now()
      const part = await within(body.next(), Math.min(GRACE, GRACE + size / RATE - waited))
      waited += performance.now() - began
      if (!part) throw new BadBody('it comes too slowly', 408)
      if (part.length === 0) return
      size += part.length
      yield part
      await pause()
    }
  } finally {
    // The sender need not be heard any further.
    body.stop()
  }
}

/** What is awaited, or null when that takes longer than `limit` ms. */
async function within<T>(work: Promise<T>, limit: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
