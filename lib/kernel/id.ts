import { randomBytes } from 'node:crypto'

/**
 * A UUID of version 7 (RFC 9562, 5.7): rows made later sort later. For rows written by hand; Prisma makes
 * its own.
 */
export function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
