import type { Readable } from 'node:stream'
import { isInTooManyParts } from '@/bin/lib/body.mjs'

/** A body is not as it should be; the message says why. */
export class BadBody extends Error {
  override name = 'BadBody'
  constructor(
    message: string,
    readonly status: 400 | 408 | 413,
  ) {
    super(message)
  }
}

/** So many bytes of a body are gathered before the next are asked for. */
const GATHERED = 64 * 1024
/** Bytes of a part, on average: programs send a row at a time, and none is shorter. */
const SMALLEST_ROW = 16

type Gathered = {
  /** What has come since it was last asked, as soon as there is something; empty: there is no more. */
  next(): Promise<Uint8Array>
  stop(): void
}

/**
 * Reads a body into one buffer, however small the parts are in which it comes: each of them as an object of its own, waited
 * for by itself, costs a thousand times what is in it. `next` throws BadBody for one that is larger than `most` bytes or
 * comes in too many parts, and what the sender broke off with.
 */
export function gather(body: Readable, most: number): Gathered {
  let held = Buffer.allocUnsafe(GATHERED)
  let [length, size, parts] = [0, 0, 0]
  let isOver = false
  let failure: Error | null = null
  let wake = () => {}
  const stop = () => {
    body.off('data', take).off('end', end).off('close', gone)
    body.pause()
  }
  const fail = (error: Error) => {
    failure ??= error
    stop()
    wake()
  }
  const take = (chunk: Uint8Array) => {
    parts += 1
    size += chunk.length
    if (size > most) return fail(new BadBody('too large', 413))
    if (isInTooManyParts(parts, size, SMALLEST_ROW))
      return fail(new BadBody('it comes in too many small parts: send it in larger ones', 400))
    if (length + chunk.length > held.length) {
      const larger = Buffer.allocUnsafe(2 * (length + chunk.length))
      held.copy(larger, 0, 0, length)
      held = larger
    }
    held.set(chunk, length)
    length += chunk.length
    if (length >= GATHERED) body.pause()
    if (length > 0) wake()
  }
  const end = () => {
    isOver = true
    wake()
  }
  const gone = () => {
    if (!isOver) fail(new Error('aborted'))
  }
  body.on('data', take).on('end', end).on('error', fail).on('close', gone)
  const isWaiting = () => length === 0 && !isOver && !failure
  return {
    stop,
    async next() {
      if (isWaiting())
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      if (failure) throw failure
      const part = held.subarray(0, length)
      held = Buffer.allocUnsafe(GATHERED)
      length = 0
      if (!isOver) body.resume()
      return part
    },
  }
}
