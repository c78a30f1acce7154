import { expect, test } from 'vitest'
import { deviceOf, placeOf } from '@/lib/identity/sessions/session-list'

test('a device is recognised by its browser and system', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36'
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'
  expect(deviceOf(chrome)).toEqual({ browser: 'Chrome', system: 'Windows', handheld: false })
  expect(deviceOf(iphone)).toEqual({ browser: 'Safari', system: 'iOS', handheld: true })
  for (const strange of [null, '', 'curl/8', '\u0000', 'x'.repeat(300)])
    expect(() => deviceOf(strange)).not.toThrow()
})

test('of an address only the network is shown', () => {
  expect(placeOf('192.0.2.7')).toBe('192.0.2.…')
  expect(placeOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:…')
  expect([placeOf(null), placeOf(''), placeOf('localhost')]).toEqual([null, null, null])
})
