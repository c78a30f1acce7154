import { describe, expect, test } from 'vitest'
import { LIMITS } from '@/lib/identity/limits/limits'
import { COMMON_PASSWORDS } from '@/lib/identity/passwords/common-passwords'
import { passwordFlaw } from '@/lib/identity/rules'
import { challengeCode, sameCode, temporaryPassword } from '@/lib/identity/secrets/secrets'
import { readKeyring } from '@/lib/kernel/keyring'
import { TEST_KEY } from '../support/key'

const OTHER_KEY = 'another-key-for-tests-also-long-enough'
const keys = readKeyring(TEST_KEY)
const keyId = keys.current.id
const context = {
  login: 'ben',
  companySlug: 'acme',
  companyName: 'Acme Kft.',
  fullName: 'Ben Kővári',
  mobile: '+36301110002',
  alone: false,
}

describe('temporary passwords', () => {
  test('T2 10,000 are all different, unambiguous, and pass the policy for passwords that stand alone', () => {
    const made = Array.from({ length: 10_000 }, (_, n) => temporaryPassword(keys, { id: `row-${n}`, keyId }))
    expect(new Set(made).size).toBe(10_000)
    for (const password of made) {
      expect(password).toMatch(/^[A-HJ-NP-Za-km-z2-9]{16}$/)
      expect(passwordFlaw(password, { ...context, alone: true }, COMMON_PASSWORDS)).toBeNull()
    }
  })

  test('every character of the alphabet is about equally likely', () => {
    const counts = new Map<string, number>()
    for (let n = 0; n < 4_000; n++)
      for (const character of temporaryPassword(keys, { id: `fair-${n}`, keyId }))
        counts.set(character, (counts.get(character) ?? 0) + 1)
    const expected = (4_000 * LIMITS.temporaryPassword.length) / 57
    expect(counts.size).toBe(57)
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.2)
  })

  test('the same row gives the same password only with the same key', () => {
    const other = readKeyring(OTHER_KEY)
    const row = { id: 'one', keyId }
    expect(temporaryPassword(keys, row)).toBe(temporaryPassword(keys, row))
    expect(temporaryPassword(other, { ...row, keyId: other.current.id })).not.toBe(
      temporaryPassword(keys, row),
    )
    expect(() => temporaryPassword(other, row)).toThrow('missing from the ring')
  })

  test('a rotated ring still opens what the old key closed', () => {
    const rotated = readKeyring(`${OTHER_KEY},${TEST_KEY}`)
    const row = { id: 'one', keyId }
    expect(rotated.current.id).not.toBe(keyId)
    expect(temporaryPassword(rotated, row)).toBe(temporaryPassword(keys, row))
  })
})

describe('codes', () => {
  const row = { id: 'challenge', keyId, purpose: 'sign_in', counter: 0 }

  test('are six digits and differ by row, purpose and counter', () => {
    const codes = [
      row,
      { ...row, counter: 1 },
      { ...row, id: 'other' },
      { ...row, purpose: 'recover_sms' },
    ].map((each) => challengeCode(keys, each))
    expect(codes.map((code) => /^\d+$/.test(code) && code.length)).toEqual([6, 6, 6, 8])
    expect(new Set(codes.map((code) => code.slice(-6))).size).toBe(4)
  })

  test('O13 a leading zero is part of the code', () => {
    const codes = Array.from({ length: 200 }, (_, counter) => challengeCode(keys, { ...row, counter }))
    const zero = codes.find((code) => code.startsWith('0'))!
    expect(zero).toHaveLength(6)
    expect(sameCode(zero, String(Number(zero)))).toBe(false)
    expect(sameCode(zero, zero)).toBe(true)
  })
})
