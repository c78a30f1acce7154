import { createHash, randomBytes } from 'node:crypto'

/** Randomness, passed in so that tests can choose it. */
export type Random = (bytes: number) => Buffer

export const systemRandom: Random = randomBytes

/** An opaque bearer token of 256 bits, and the hash that is all we keep of it. */
export function newToken(random: Random): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = random(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export const hashToken = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest())
