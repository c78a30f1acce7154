import { generateURI, ScureBase32Plugin, verifySync } from 'otplib'
import type { Keyring } from '@/lib/kernel/keyring'
import { seal, unseal } from '@/lib/kernel/seal'
import type { Random } from '@/lib/kernel/token'

/** Seconds of a time step (RFC 6238). */
const PERIOD = 30
const base32 = new ScureBase32Plugin()

const place = (id: string) => ({ purpose: 'second-factor', id })

/** A new seed of 160 bits (RFC 4226, 4), sealed for its row. */
export const newSeed = (keys: Keyring, random: Random, id: string) =>
  seal(keys, random, place(id), random(20))
export const openSeed = (keys: Keyring, id: string, sealed: Uint8Array) => unseal(keys, place(id), sealed)
export const sealSeed = (keys: Keyring, random: Random, id: string, seed: Uint8Array) =>
  seal(keys, random, place(id), seed)

/** The seed in groups of four, to be typed where the picture cannot be taken. */
export const readableSeed = (seed: Uint8Array): string => base32.encode(seed).replace(/(.{4})(?=.)/g, '$1 ')

/** What the picture holds (Key URI format). */
export const seedUri = (issuer: string, account: string, seed: Uint8Array): string =>
  generateURI({ issuer: issuer.replaceAll(':', ' '), label: account, secret: base32.encode(seed) })

/**
 * The time step a code belongs to, or null: one step before or after is let pass, one that was used, or
 * is older, is not. The caller writes it down where it is still newer.
 */
export function totpStep(seed: Uint8Array, code: string, now: Date, lastStep: bigint | null): bigint | null {
  if (!/^\d{6}$/.test(code)) return null
  const epoch = Math.floor(now.getTime() / 1_000)
  const result = verifySync({ secret: seed, token: code, epoch, epochTolerance: PERIOD })
  if (!result.valid) return null
  const step = BigInt(Math.floor(epoch / PERIOD) + result.delta)
  return lastStep === null || step > lastStep ? step : null
}
