import { expect, test } from 'vitest'
import { clientAddress, proxyWatch } from '@/bin/lib/client-address.mjs'
import { isFromOwnSite } from '@/bin/lib/own-site.mjs'
import { securityHeaders } from '@/bin/lib/security-headers.mjs'
import { customerOf, isLoopback, isWithin, networkOf, readRanges } from '@/lib/kernel/network.mjs'

test('a form of one’s own site is told by where browsers say it comes from', () => {
  const host = 'portal.example'
  for (const own of [
    { host },
    { host, origin: 'https://portal.example' },
    { host, origin: 'https://portal.example', 'sec-fetch-site': 'same-origin' },
    { host, 'sec-fetch-site': 'none' },
  ])
    expect(isFromOwnSite(own), JSON.stringify(own)).toBe(true)
  for (const other of [
    { host, origin: 'https://evil.example' },
    { host, origin: 'null' },
    { host, origin: '' },
    { host, origin: 'garbage' },
    { host, origin: 'https://portal.example:8443' },
    { host, 'sec-fetch-site': 'cross-site' },
    { host, 'sec-fetch-site': 'same-site' },
    { host, origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' },
    { host, 'sec-fetch-site': 'anything' },
  ])
    expect(isFromOwnSite(other), JSON.stringify(other)).toBe(false)
})

const request = (headers: Record<string, string>, remoteAddress = '::ffff:10.0.0.5') =>
  ({ headers, socket: { remoteAddress } }) as never

test('as many entries of X-Forwarded-For are believed as proxies are ours', () => {
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9 ,10.0.0.7' }
  expect(clientAddress(request(headers), 0)).toBe('10.0.0.5')
  expect(clientAddress(request(headers), 1)).toBe('10.0.0.7')
  expect(clientAddress(request(headers), 2)).toBe('203.0.113.9')
  expect(clientAddress(request({}), 2)).toBe('10.0.0.5')
})

test('an address is read as proxies write it, and what is none counts as the proxy’s', () => {
  const said = (entry: string) => clientAddress(request({ 'x-forwarded-for': entry }), 1)
  for (const [written, address] of [
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::9]:4711', '2001:db8::9'],
    ['[2001:0DB8::9]', '2001:db8::9'],
    ['2001:db8:0:0::9%eth0', '2001:db8::9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['[::ffff:203.0.113.9]:1', '203.0.113.9'],
    ['unknown', '10.0.0.5'],
    ['_hidden', '10.0.0.5'],
    ['203.0.113', '10.0.0.5'],
    ['x'.repeat(500), '10.0.0.5'],
  ] as const)
    expect(said(written), written).toBe(address)
})

test('networks are cut from the bytes of an address, in every spelling', () => {
  for (const spelling of ['2a00:1:2:13::1', '2a00:0001:0002:0013::', '[2a00:1:2:1f:ffff::1]:80']) {
    expect(networkOf(spelling)).toBe('2a00:1:2')
    expect(customerOf(spelling)).toBe('2a00:1:2:0')
  }
  expect(customerOf('2a00:1:2:1a3::1')).toBe('2a00:1:2:100')
  expect(new Set(['2001:db8:1::5', '2001:db8:2::5'].map(customerOf)).size).toBe(2)
  expect(customerOf('192.0.2.1:80')).toBe('192.0.2.1')
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2')
  for (const none of ['', null, 'proxy', '127.1', '0x7f.0.0.1', '1:2']) expect(customerOf(none)).toBe(null)
})

test('an address that was made out of an IPv4 address counts as that one', () => {
  for (const [made, ipv4] of [
    ['64:ff9b::8.8.4.4', '8.8.4.4'],
    ['64:ff9b::808:404', '8.8.4.4'],
    ['[64:ff9b::808:404]:4711', '8.8.4.4'],
    ['64:ff9b::100.64.7.9', '100.64.7.9'],
    ['64:ff9b:1:abcd::10.1.2.3', '10.1.2.3'],
    ['::ffff:0:8.8.4.4', '8.8.4.4'],
    ['2002:808:404::1', '8.8.4.4'],
    ['2002:808:404:ffff:1:2:3:4', '8.8.4.4'],
    ['2001:0:4136:e378:8000:63bf:f7f7:fbfb', '8.8.4.4'],
  ] as const) {
    expect(customerOf(made), made).toBe(ipv4)
    expect(networkOf(made), made).toBe(ipv4.replace(/\.\d+$/, ''))
    expect(clientAddress(request({ 'x-forwarded-for': made }), 1), made).toBe(ipv4)
    expect(clientAddress(request({}, made.replace(/^\[(.*)\].*/, '$1')), 0), made).toBe(ipv4)
  }
  expect(isWithin('64:ff9b::100.64.7.9', readRanges(['100.64.0.0/10']))).toBe(true)
  expect(new Set(['64:ff9b::8.8.4.4', '64:ff9b::9.9.9.9'].map(networkOf)).size).toBe(2)
})

test('nobody becomes this machine, or an address that is not routed, by making one out of it', () => {
  for (const made of [
    ...['64:ff9b::127.0.0.1', '64:ff9b::', '64:ff9b::224.0.0.1', '::ffff:0:127.0.0.1', '2002:7f00:1::1'],
    ...['2002:a00:1::1', '2002:6440:1::1', '2001:0:4136:e378:8000:63bf:80ff:fffe', '2001:db8::127.0.0.1'],
  ]) {
    expect(isLoopback(made), made).toBe(false)
    expect(networkOf(made), made).toContain(':')
  }
  expect(isLoopback('::1')).toBe(true)
  expect(isLoopback('::ffff:127.0.0.1')).toBe(true)
})

test('a proxy that was not named is told of once, and none that was', () => {
  const said: string[] = []
  const watch = proxyWatch(0, (sentence: string) => said.push(sentence))
  watch(request({}))
  watch(request({ 'x-forwarded-for': '127.0.0.1', 'x-client-address': '127.0.0.1' }))
  expect(said).toEqual([])
  for (const name of ['x-forwarded-for', 'forwarded', 'x-forwarded-proto']) watch(request({ [name]: 'x' }))
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/10\.0\.0\.5 came with x-forwarded-for, but TRUSTED_PROXIES is 0/)
  proxyWatch(1, (sentence: string) => said.push(sentence))(request({ 'x-forwarded-for': 'x' }))
  expect(said).toHaveLength(1)
})

test('HSTS is said for the host, for what is below it too, or taken back; and on https only', () => {
  const said = (hsts: 'host' | 'subdomains' | 'off', secure = true) =>
    new Map(securityHeaders({ secure, hsts, dev: false }).fixed).get('Strict-Transport-Security')
  expect(said('host')).toBe('max-age=63072000')
  expect(said('subdomains')).toBe('max-age=63072000; includeSubDomains')
  expect(said('off')).toBe('max-age=0')
  expect(said('subdomains', false)).toBeUndefined()
})
