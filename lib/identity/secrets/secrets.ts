import { createHmac, timingSafeEqual } from 'node:crypto'
import { generateSync } from 'otplib'
import { derive, type Keyring } from '@/lib/kernel/keyring'
import type { Random } from '@/lib/kernel/token'
import { codeRules } from '../limits/codes'
import { LIMITS } from '../limits/limits'

// Secrets that are sent are derived from their row and DATA_KEY whenever they are needed: sending
// again sends the same, and the database holds nothing readable.

/** Letters and digits that cannot be mistaken for each other: no 0 O 1 l I. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

/** The same for codes that are read aloud or from paper: one case only. */
const SPOKEN = 'abcdefghjkmnpqrstuvwxyz23456789'

type TemporaryPasswordRow = { id: string; keyId: string }

/** Text of fair characters out of bytes that come in rounds. */
function fairText(alphabet: string, length: number, bytesOf: (round: number) => Buffer): string {
  // Bytes past the largest multiple of the alphabet's size are skipped, or some characters were likelier.
  const fair = 256 - (256 % alphabet.length)
  for (let round = 0; ; round++) {
    const characters = [...bytesOf(round)]
      .filter((byte) => byte < fair)
      .map((byte) => alphabet[byte % alphabet.length])
    if (characters.length >= length) return characters.slice(0, length).join('')
  }
}

/** The temporary password of a row: 16 unambiguous characters, about 93 bits (S2-7, ASVS 6.4.1). */
export function temporaryPassword(keys: Keyring, row: TemporaryPasswordRow): string {
  const { length } = LIMITS.temporaryPassword
  return fairText(ALPHABET, length, (round) =>
    derive(keys, row.keyId, 'temporary-password', `${row.id}/${round}`, length * 2),
  )
}

/** The backup codes of a seed, `xxxxx-xxxxx`, about 49 bits each. */
export const backupCodes = (seed: Uint8Array): string[] =>
  Array.from({ length: LIMITS.backupCodes }, (_, n) =>
    fairText(SPOKEN, 10, (round) =>
      createHmac('sha256', seed).update(`backup/${n}/${round}`).digest(),
    ).replace(/^.{5}/, '$&-'),
  )

type ChallengeRow = { id: string; keyId: string; purpose: string; counter: number }

/** The one-time code of a row: HOTP (RFC 4226) over a secret bound to the row and its purpose. */
export function challengeCode(keys: Keyring, row: ChallengeRow): string {
  const secret = new Uint8Array(derive(keys, row.keyId, `code/${row.purpose}`, row.id, 20))
  return generateSync({
    strategy: 'hotp',
    secret,
    counter: row.counter,
    digits: codeRules(row.purpose).digits,
  })
}

/**
 * What undoes a change of contacts: the token of the link that goes by mail (256 bits), and the code of eight digits that
 * goes by SMS with the reference of its row.
 */
export const contactStop = (keys: Keyring, { id, keyId }: { id: string; keyId: string }) => ({
  token: derive(keys, keyId, 'contact-stop/mail', id, 32).toString('base64url'),
  code: String(derive(keys, keyId, 'contact-stop/sms', id, 8).readBigUInt64BE() % 100_000_000n).padStart(
    8,
    '0',
  ),
})

/** Eight characters that name something in an SMS; no secret, but not to be guessed either: about 39 bits. */
export const longReference = (random: Random): string => fairText(SPOKEN, 8, () => random(16)).toUpperCase()

/** Compares in constant time. */
export const sameCode = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Two characters that tell messages apart ("message K7"); no secret. */
export function newReference(random: Random): string {
  const letters = 'ABCDEFGHKLMNPRSTUVXYZ'
  const [a = 0, b = 0] = random(2)
  return `${letters[a % letters.length]}${2 + (b % 8)}`
}
