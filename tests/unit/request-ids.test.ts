import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { requestIds } from '@/bin/lib/request-ids.mjs'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`

const GIVEN = [
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '0196f0a2-1111-7000-8000-123456789012',
  '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'Root=1-67891233-abcdef012345678912345678',
  'abcdefgh',
]
const WRONG = [
  'short',
  'x'.repeat(200),
  'with blank inside',
  'line\nfeed-12345',
  '<script>alert(1)</script>',
  '{"level":"fatal"}',
  '-leading-12345',
  'ékezet-12345678',
  '"quoted-12345678"',
  '',
]

test.each(GIVEN)('an id is a trusted proxy’s, and nobody else’s: %s', (given) => {
  expect(requestIds({ proxies: 1 }).begin({ 'x-request-id': given }).id).toBe(given)
  expect(requestIds({ proxies: 0 }).begin({ 'x-request-id': given }).id).toMatch(UUID)
})

test.each(WRONG)('what is no id is not taken from a proxy either: %j', (given) => {
  const headers: IncomingHttpHeaders = { 'x-request-id': given }
  expect(requestIds({ proxies: 1 }).begin(headers).id).toMatch(UUID)
  expect(headers['x-request-id']).toMatch(UUID)
})

test('a page that Next asks for itself has the id of the request that it is a part of, while that is under way', () => {
  for (const proxies of [0, 1]) {
    const ids = requestIds({ proxies })
    const headers: IncomingHttpHeaders = { 'x-request-id': 'of-a-proxy', traceparent: PARENT }
    const first = ids.begin(headers)
    expect(first.partOf).toBeUndefined()
    const part = ids.begin({ ...headers })
    expect([part.id, part.partOf]).toEqual([first.id, first.key])
    expect(part.key).not.toBe(first.key)
    ids.end(first.key)
    const later = ids.begin({ 'x-request-key': first.key })
    expect(later.partOf).toBeUndefined()
    expect(later.id).not.toBe(first.id)
  }
})

test('a key that a stranger makes up is none, also the id that was answered', () => {
  const ids = requestIds({ proxies: 0 })
  const { id, key } = ids.begin({})
  expect(key).not.toBe(id)
  for (const made of [id, 'x', '', '__proto__', 'constructor', '0'.repeat(36)]) {
    const headers: IncomingHttpHeaders = { 'x-request-key': made, 'x-request-id': id }
    const begun = ids.begin(headers)
    expect([begun.partOf, begun.id === id]).toEqual([undefined, false])
    expect(headers['x-request-key']).toBe(begun.key)
  }
})

test.each([
  [PARENT, TRACE],
  [`cc-${TRACE}-00f067aa0ba902b7-00-what-comes-later`, TRACE],
  [`ff-${TRACE}-00f067aa0ba902b7-01`, undefined],
  [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
  [`00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`, undefined],
  [`00-${TRACE}-00f067aa0ba902b7`, undefined],
  [`x${PARENT}`, undefined],
  [`${PARENT}x`, undefined],
  ['', undefined],
])('a trace goes on from a trusted proxy, as W3C Trace Context writes it: %s', (traceparent, traceId) => {
  const headers: IncomingHttpHeaders = { traceparent, tracestate: 'a=1' }
  expect(requestIds({ proxies: 1 }).begin(headers).traceId).toBe(traceId)
  expect('tracestate' in headers).toBe(traceId !== undefined)
  const untrusted: IncomingHttpHeaders = { traceparent, tracestate: 'a=1' }
  expect(requestIds({ proxies: 0 }).begin(untrusted).traceId).toBeUndefined()
  expect(Object.keys(untrusted)).not.toContain('traceparent')
})
