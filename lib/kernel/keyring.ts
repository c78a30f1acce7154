import { createHash, hkdfSync } from 'node:crypto'

/** The keys that live outside the database. The first is in use; older ones still open what they closed. */
export type Keyring = { current: Key; byId: ReadonlyMap<string, Key> }
export type Key = { id: string; bytes: Buffer }

/**
 * Reads DATA_KEY: one key, or several separated by commas, newest first; each at least 32 characters.
 * The id of a key is the start of its SHA-256, so rows can say which one they need.
 * @throws RangeError when a key is too short.
 */
export function readKeyring(text: string): Keyring {
  const keys = text.split(',').map((part) => {
    const secret = part.trim()
    if (secret.length < 32) throw new RangeError('a key needs at least 32 characters')
    const bytes = createHash('sha256').update(secret).digest()
    return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
  })
  return { current: keys[0]!, byId: new Map(keys.map((key) => [key.id, key])) }
}

/**
 * Derives `length` secret bytes for one purpose and one row (HKDF-SHA-256, RFC 5869): the same inputs
 * give the same bytes, and nobody without the key can tell them from random.
 * @throws Error when the key is no longer in the ring.
 */
export function derive(keys: Keyring, keyId: string, purpose: string, id: string, length: number): Buffer {
  const key = keys.byId.get(keyId)
  if (!key) throw new Error(`DATA_KEY ${keyId} is missing from the ring`)
  return Buffer.from(hkdfSync('sha256', key.bytes, id, `switchboard/${purpose}`, length))
}
