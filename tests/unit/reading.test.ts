import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { Misfits } from '@/lib/intake/misfits'
import { Reading } from '@/lib/intake/reading'
import { MARKETS } from '@/lib/market/market'

const CANCELLED = new Error('cancelled')
const kind = {
  columns: { known: ['company'], needed: ['company'] },
  json: () => ({ rows: () => [] }),
}
const PIECE = 16 * 1024

/** Reads a file of which nothing is a row, and cancels it at the third sign of life. Resolves with how much was read, in bytes. */
async function cancelled(format: 'csv' | 'json', content: string, packed: boolean) {
  const bytes = packed ? gzipSync(content) : Buffer.from(content)
  let pieces = 0
  async function* sent() {
    for (let at = 0; at < bytes.length; at += PIECE) {
      pieces += 1
      yield bytes.subarray(at, at + PIECE)
    }
  }
  const context = { market: MARKETS.hu, clock: () => new Date(0) }
  const opened = { read: () => expect.unreachable(), unitOf: () => null }
  const reading = new Reading(null as never, kind as never, opened as never, new Misfits(0), context as never)
  let calls = 0
  const onProgress = () => {
    calls += 1
    if (calls === 3) throw CANCELLED
  }
  const read = reading.readAll({ name: 'x', format, bytes: sent() }, new Set(), onProgress)
  await expect(read).rejects.toBe(CANCELLED)
  return pieces * PIECE
}

const csv = (row: string) => `company\n${row.repeat(Math.ceil(2_000_000 / row.length))}`
test.each([
  ['empty rows', 'csv', csv('\n'), false],
  ['rows of blanks', 'csv', csv(`${' '.repeat(1_000)}\n`), false],
  ['rows of separators', 'csv', csv(`${' '.repeat(500)},\n`), false],
  ['rows of separators, packed', 'csv', csv(`${' '.repeat(500)},\n`), true],
  ['carriage returns', 'csv', csv('\r\n'), false],
  ['elements of nothing', 'json', `[${'[],'.repeat(100_000)}[]]`, false],
] as const)('a file of %s is cancelled while it is read', async (_what, format, content, packed) => {
  expect(await cancelled(format, content, packed)).toBeLessThan(content.length / 2)
})
