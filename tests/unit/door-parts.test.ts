import { expect, test } from 'vitest'
import { clientAddress, proxyWatch } from '@/bin/lib/client-address.mjs'
import { isFromOwnSite } from '@/bin/lib/own-site.mjs'
import { securityHeaders } from '@/bin/lib/security-headers.mjs'

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
  expect(clientAddress(request({ 'x-forwarded-for': 'x'.repeat(500) }), 1)).toHaveLength(45)
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
