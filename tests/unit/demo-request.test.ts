import { expect, test } from 'vitest'
import { opensDemo, saysPassedOn } from '@/lib/kernel/demo-request.mjs'

const here = { address: '127.0.0.1', forwardedFor: null, passedOn: false }

test('the doors of demo mode open to loopback hosts from this machine', () => {
  for (const host of [
    'localhost',
    'LOCALHOST:3000',
    'a.localhost:1',
    '127.0.0.1:3000',
    '127.9.9.9',
    '[::1]:3000',
    '[::1]',
  ])
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.255.0.1'])
      expect(opensDemo({ ...here, host, address }, []), `${host} ${address}`).toBe(true)
  expect(opensDemo({ ...here, host: 'localhost', forwardedFor: '127.0.0.1, ::1' }, [])).toBe(true)
})

test('and to nobody who only says so', () => {
  for (const address of ['10.0.0.7', '203.0.113.5', '2001:db8::1', '', null, '0.0.0.0', 'localhost'])
    expect(opensDemo({ ...here, host: 'localhost', address }, []), String(address)).toBe(false)
  for (const forwardedFor of [
    '203.0.113.5',
    '127.0.0.1, 203.0.113.5',
    '203.0.113.5, 127.0.0.1',
    'unknown',
    ',',
  ])
    expect(opensDemo({ ...here, host: 'localhost', forwardedFor }, []), forwardedFor).toBe(false)
  const hosts = [
    'portal.example',
    'localhost.evil.example',
    'evillocalhost',
    'localhost.',
    '127.0.0.1.nip.io',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '0.0.0.0',
    '[::]',
    'localhost@evil.example',
    'localhost:80:80',
    '',
    null,
  ]
  for (const host of hosts) expect(opensDemo({ ...here, host }, []), String(host)).toBe(false)
})

test('nor to what a proxy passed on, by whatever name it says so', () => {
  expect(opensDemo({ ...here, host: 'localhost', passedOn: true }, [])).toBe(false)
  for (const headers of [
    { forwarded: 'for=203.0.113.9' },
    { forwarded: 'for=127.0.0.1' },
    { via: '1.1 proxy' },
    { 'x-real-ip': '203.0.113.9' },
    { 'x-real-ip': 'unknown' },
    { 'x-forwarded-host': 'portal.example' },
    { 'x-forwarded-host': 'localhost, portal.example' },
    { 'x-forwarded-server': 'proxy' },
    { 'cf-connecting-ip': '203.0.113.9' },
  ])
    expect(saysPassedOn(headers), JSON.stringify(headers)).toBe(true)
  for (const headers of [
    {},
    { 'x-real-ip': '127.0.0.1' },
    { 'x-real-ip': '::1' },
    { 'x-forwarded-host': 'localhost:3000' },
    { 'x-forwarded-for': '203.0.113.9' },
  ])
    expect(saysPassedOn(headers), JSON.stringify(headers)).toBe(false)
})

test('a host that was named opens them from anywhere, and only that one', () => {
  const far = { address: '203.0.113.5', forwardedFor: '203.0.113.5', passedOn: true }
  for (const host of ['demo.example', 'DEMO.example:8443'])
    expect(opensDemo({ ...far, host }, ['demo.example'])).toBe(true)
  for (const host of ['a.demo.example', 'demo.example.evil', 'localhost'])
    expect(opensDemo({ ...far, host }, ['demo.example']), host).toBe(false)
})
