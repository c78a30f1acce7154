import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockIn, offsetIn } from '@/lib/kernel/day'

test.each([
  ['2026-09-30T22:15:00Z', 'Europe/Budapest', '2026-10-01 00:15:00', '+02:00'],
  ['2026-10-31T22:59:59Z', 'Europe/Budapest', '2026-10-31 23:59:59', '+01:00'],
  ['2026-10-31T23:00:00.999Z', 'Europe/Budapest', '2026-11-01 00:00:00', '+01:00'],
  ['2026-10-25T00:30:00Z', 'Europe/Budapest', '2026-10-25 02:30:00', '+02:00'],
  ['2026-10-25T01:30:00Z', 'Europe/Budapest', '2026-10-25 02:30:00', '+01:00'],
  ['2026-03-29T00:59:59Z', 'Europe/Budapest', '2026-03-29 01:59:59', '+01:00'],
  ['2026-03-29T01:00:00Z', 'Europe/Budapest', '2026-03-29 03:00:00', '+02:00'],
  ['2026-12-31T21:00:00Z', 'Europe/Moscow', '2027-01-01 00:00:00', '+03:00'],
  ['2026-12-31T14:15:00Z', 'Asia/Kathmandu', '2026-12-31 20:00:00', '+05:45'],
  ['2026-01-01T00:00:00Z', 'America/St_Johns', '2025-12-31 20:30:00', '-03:30'],
  ['2028-02-29T12:00:00Z', 'UTC', '2028-02-29 12:00:00', '+00:00'],
  ['2026-07-01T23:59:59Z', 'Pacific/Kiritimati', '2026-07-02 13:59:59', '+14:00'],
])('%s in %s', (at, zone, shown, offset) => {
  expect(clockIn(new Date(at), zone)).toBe(shown)
  expect(offsetIn(new Date(at), zone)).toBe(`${shown.replace(' ', 'T')}${offset}`)
})

test('with its offset it is the same moment, whenever and wherever', () => {
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
  const zone = fc.constantFrom(
    'Europe/Budapest',
    'Europe/Belgrade',
    'Europe/Moscow',
    'Asia/Kolkata',
    'America/New_York',
  )
  fc.assert(
    fc.property(seconds, zone, (n, timeZone) => {
      expect(Date.parse(offsetIn(new Date(n * 1_000), timeZone))).toBe(n * 1_000)
    }),
  )
})
