import { createCipheriv, createDecipheriv } from 'node:crypto'
import { derive, type Keyring } from './keyring'
import type { Random } from './token'

// What must be read again (seeds, client secrets) is sealed with a key outside the database.
const [KEY_ID, NONCE, TAG] = [8, 12, 16]

/** Binds a sealed text to its place: it opens for the same purpose and row only. */
export type Place = { purpose: string; id: string }

/** Seals bytes for one row (AES-256-GCM): key id, nonce, tag, cipher text in one. */
export function seal(keys: Keyring, random: Random, place: Place, open: Uint8Array): Uint8Array<ArrayBuffer> {
  const { id } = keys.current
  const nonce = random(NONCE)
  const cipher = createCipheriv('aes-256-gcm', derive(keys, id, `seal/${place.purpose}`, place.id, 32), nonce)
  const text = Buffer.concat([cipher.update(open), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.from(id), nonce, cipher.getAuthTag(), text]))
}

/** Opens what `seal` closed. @throws Error when it was altered, moved, or its key is gone. */
export function unseal(keys: Keyring, place: Place, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed)
  const id = sealedWith(sealed)
  const nonce = bytes.subarray(KEY_ID, KEY_ID + NONCE)
  const key = derive(keys, id, `seal/${place.purpose}`, place.id, 32)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  decipher.setAuthTag(bytes.subarray(KEY_ID + NONCE, KEY_ID + NONCE + TAG))
  return Buffer.concat([decipher.update(bytes.subarray(KEY_ID + NONCE + TAG)), decipher.final()])
}

/** Id of the key that something was sealed with. */
export const sealedWith = (sealed: Uint8Array): string => Buffer.from(sealed).subarray(0, KEY_ID).toString()
