import { randomBytes } from 'node:crypto'

/**
 * A UUID of version 7 (RFC 9562, 5.7): rows made later sort later. For rows written by hand; Prisma makes
 * its own.
 */
export const newId = (): string => newIds(1)[0]!

/** Many at once: randomness is fetched once for all of them. */
export function newIds(count: number): string[] {
  const bytes = randomBytes(16 * count)
  const now = Date.now()
  return Array.from({ length: count }, (_, n) => {
    const at = 16 * n
    bytes.writeUIntBE(now, at, 6)
    bytes[at + 6] = (bytes[at + 6]! & 0x0f) | 0x70
    bytes[at + 8] = (bytes[at + 8]! & 0x3f) | 0x80
    const hex = bytes.toString('hex', at, at + 16)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  })
}

/** The lowest id that can have been made at a moment, for rows by when they were made. */
export const earliestId = (at: Date): string => {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
