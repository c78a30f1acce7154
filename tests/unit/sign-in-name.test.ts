import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MARKETS } from '@/lib/market/market'
import { maskedNumber, readMobileNumber } from '@/lib/market/phone-number'
import { readSignInName } from '@/lib/market/sign-in-name'

const { hu, rs, ru } = MARKETS
const BUSINESS = /^[a-z0-9][a-z0-9._-]*@[a-z0-9-]+$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]+$/

describe('the sign-in name', () => {
  test('tells user names, e-mail addresses and numbers apart', () => {
    expect(readSignInName(' Admin@Acme ', hu)).toEqual({
      kind: 'business',
      login: 'admin',
      company: 'acme',
      text: 'admin@acme',
    })
    expect(readSignInName('ada@acme.example', hu)).toEqual({ kind: 'email', email: 'ada@acme.example' })
    for (const text of ['301110001', '06 30 111 0001', '+36 30 111-0001', '0036301110001', '(06) 30/1110001'])
      expect(readSignInName(text, hu), text).toMatchObject({ kind: 'number', msisdn: '+36301110001' })
  })

  test('nothing else is a name', () => {
    for (const text of [
      '',
      '@',
      'admin@',
      '@acme',
      'a b@acme',
      'admin@a',
      'ad\u0000min@acme',
      'admin@acme@',
      '12',
      'x'.repeat(300),
    ])
      expect(readSignInName(text, hu).kind, JSON.stringify(text)).toBe('none')
  })

  test('100,000 random strings: the three languages are disjoint', () => {
    const piece = fc.stringMatching(/^[a-z0-9.@+ -]{0,14}$/)
    const likely = fc.tuple(piece, fc.constantFrom('@', '', ' ', '.'), piece).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(likely, fc.string({ unit: 'grapheme', maxLength: 30 })), (text) => {
        const name = readSignInName(text, hu)
        if (name.kind === 'business') expect(name.text).toMatch(BUSINESS)
        if (name.kind === 'business') expect(name.company).not.toContain('.')
        if (name.kind === 'email') expect(name.email).toMatch(EMAIL)
        if (name.kind === 'email') expect(name.email).not.toMatch(BUSINESS)
        if (name.kind === 'number') expect(text).not.toContain('@')
        if (name.kind === 'number') expect(name.msisdn).toMatch(/^\+36(20|21|30|31|50|70)\d{7}$/)
      }),
      { numRuns: 100_000 },
    )
  })
})

describe('mobile numbers', () => {
  test('of each market, and nothing that is not one', () => {
    expect(readMobileNumber('30 123 4567', hu)).toMatchObject({ kind: 'mobile', msisdn: '+36301234567' })
    expect(readMobileNumber('064 123 4567', rs)).toMatchObject({ kind: 'mobile', msisdn: '+381641234567' })
    expect(readMobileNumber('8 912 345-67-89', ru)).toMatchObject({ kind: 'mobile', msisdn: '+79123456789' })
    for (const [text, kind] of [
      ['06 1 234 5678', 'other'],
      ['06 80 123 456', 'other'],
      ['06 90 123 456', 'other'],
      ['+44 7400 123456', 'other'],
      ['30 123', 'invalid'],
      ['hello', 'invalid'],
    ] as const)
      expect(readMobileNumber(text, hu).kind, text).toBe(kind)
  })

  test('R5 a masked number shows its prefix and its last two digits', () => {
    expect(maskedNumber('+36301110001', MARKETS.hu)).toBe('06 30 ••• ••01')
  })
})
