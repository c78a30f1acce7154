import { describe, expect, test } from 'vitest'
import { formatFor } from '@/lib/kernel/money'
import { MARKETS } from '@/lib/market/market'
import { paymentQr } from '@/lib/market/payment-qr'

test.each([
  [0, '0 B'],
  [400, '400 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [999_499_999, '999 MB'],
  [999_600_000, '1 GB'],
  [1_250_000_000, '1.3 GB'],
  [999_999_999_999, '1,000 GB'],
])('%s bytes are told as %s', (bytes, text) => expect(formatFor('HUF', 'en').bytes(bytes)).toBe(text))

test('nothing has no sign', () => {
  for (const locale of ['en', 'hu', 'sr', 'ru'] as const) {
    const format = formatFor('HUF', locale)
    for (const text of [format.money(-0), format.difference(-0), format.difference(0), format.number(-0)])
      expect(text, locale).not.toMatch(/[-−+]/)
    expect(format.money(-100), locale).toMatch(/−/)
  }
})

describe('the QR code of a transfer is of one bill alone', () => {
  const qr = (market: keyof typeof MARKETS, number: string) =>
    paymentQr(MARKETS[market], {
      ...{ amount: 12_700, reference: number, text: number, until: new Date('2026-12-01T00:00:00Z') },
    })
  /** Numbers of this length that differ in the last character alone. */
  const pair = (length: number) =>
    ['1', '2'].map((last) => `${'9'.repeat(length - 1)}${last}`) as [string, string]

  test.each([1, 15, 16, 20, 21, 23, 24, 35, 36, 40])('numbers of %s characters', (length) => {
    for (const market of ['hu', 'rs', 'ru'] as const) {
      const [one, other] = pair(length)
      const [first, second] = [qr(market, one), qr(market, other)]
      if (first === null) expect([market, length]).toEqual(['rs', Math.max(36, length)])
      else {
        expect(first).not.toBe(second)
        expect(first).toContain(one)
      }
    }
  })

  test('in Serbia the reference has its model and at most 23 letters and digits, or is not there', () => {
    const field = (number: string, tag: string) =>
      qr('rs', number)
        ?.split('|')
        .find((each) => each.startsWith(`${tag}:`))
    expect(field('2026-11/A-17', 'RO')).toBe('RO:00202611A17')
    expect(field('9'.repeat(23), 'RO')).toBe(`RO:00${'9'.repeat(23)}`)
    expect([field('9'.repeat(24), 'RO'), field('9'.repeat(24), 'S')]).toEqual([
      undefined,
      `S:${'9'.repeat(24)}`,
    ])
    expect(field('---', 'RO')).toBeUndefined()
  })
})
