import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FELT, whatBystandersFeel } from '../support/bystander'
import { CHUNKED, CLOSE, converse, endless, head } from '../support/converse'
import { here } from '../support/here'
import { type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

/** Impatient, so that what is slow is late soon; apart, so that its memory is its own. */
const FORM_SECONDS = 2
/** Between two floods, ms. */
const REST = 100
let portal: Running
beforeAll(async () => {
  portal = await startPortal(here().database, { FORM_SECONDS: String(FORM_SECONDS) })
})
afterAll(() => portal.stop())

/** Ways past a limit that judges the address as it was sent. */
const PAST = [
  '/api/intake/../../sign-in/steps/name',
  '/api/intake/%2e%2e/%2e%2e/sign-in/steps/name',
  '/api/intake/%2E./.%2e/sign-in/steps/name',
  '/api/intake/..%2f..%2fsign-in/steps/name',
  '/api/intake/..\\..\\sign-in\\steps\\name',
  '/api/intake/%252e%252e/%252e%252e/sign-in/steps/name',
  '/api/intake/./x/../../../sign-in/steps/name',
  '/api/intake//../../../sign-in/steps/name',
  '/api/intake/..;/..;/sign-in/steps/name',
  'http://localhost/api/intake/../../sign-in/steps/name',
]
const MB = 2 ** 20
const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${portal.pid}/status`, 'utf8'))![1]) / 1024

test.each(PAST)('an address that resolves to another is not served: %s', async (path) => {
  const body = `5\r\nname=\r\n0\r\n\r\n`
  const { status } = await converse(portal.url, [head(`POST ${path}`, CHUNKED, CLOSE), body])
  expect(status).toBe(400)
})

test('a body that would never end is received up to its limit, wherever it is sent', async () => {
  for (const path of [
    PAST[0],
    PAST[1],
    '/sign-in/steps/name',
    '/overview',
    '/api/intake/lines',
    '/api/session',
  ]) {
    const { status, sent } = await converse(portal.url, [head(`POST ${path}`, CHUNKED), endless(400 * MB)])
    expect(status, path).toBeGreaterThanOrEqual(400)
    expect(status, path).toBeLessThan(500)
    // What the kernels of both sides hold is not read.
    expect(sent / MB, path).toBeLessThan(32)
  }
})

test('two hundred endless bodies leave the process as small as it was, and running', async () => {
  await new Visitor(portal.url).openAs('admin@globex')
  const before = memory()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, memory())
  }, 20)
  const flood = Array.from({ length: 200 }, (_, n) =>
    converse(portal.url, [
      head(`POST ${[PAST[0], '/sign-in/steps/name', '/'][n % 3]}`, CHUNKED),
      // Some in pieces that are more work than bytes.
      n % 4 ? endless(8 * MB) : '1\r\nx\r\n'.repeat(70_000),
    ]),
  )
  const answers = await Promise.all(flood)
  clearInterval(watch)
  // On a slow machine its time is over first, or the answer comes too late to be read (0); what counts is what it holds.
  for (const { status } of answers) expect([0, 400, 408, 413]).toContain(status)
  expect(most - before).toBeLessThan(200)
  expect((await new Visitor(portal.url).get('/api/health')).status).toBe(200)
})

test('what comes a byte at a time is not waited for: headers, forms, and forms to addresses of any spelling', async () => {
  const drips = [
    head('POST /sign-in/steps/name', 'Content-Length: 1000'),
    head('POST /', 'Content-Length: 1000'),
    head('POST /sign-in/steps/name', CHUNKED),
    head(`POST ${PAST[0]}`, 'Content-Length: 1000'),
    head('GET /', 'Content-Length: 1000'),
    'GET / HTTP/1.1\r\nHost: localhost\r\nX: ',
  ]
  const answers = await Promise.all(drips.map((bytes) => converse(portal.url, [bytes, 'x'])))
  for (const { status, took } of answers) {
    expect([400, 408, 413]).toContain(status)
    expect(took).toBeLessThan((FORM_SECONDS + 4) * 1000)
  }
})

test('a delivery without a key is not read, and its three gigabytes are not received', async () => {
  const size = 'Content-Length: 3000000000'
  for (const headers of [
    [size],
    [size, 'Expect: 100-continue'],
    [CHUNKED],
    [size, 'Authorization: Bearer swb_x'],
  ]) {
    const { status, text, sent } = await converse(portal.url, [
      head('POST /api/intake/lines', ...headers),
      endless(200 * MB),
    ])
    expect(status).toBe(401)
    expect(text).toContain('Connection: close')
    expect(text).not.toContain('100 Continue')
    expect(sent / MB).toBeLessThan(32)
  }
})

test('a bystander does not feel connections that send without end, or without hurry', async () => {
  const { ratio } = await whatBystandersFeel(
    here().url,
    async (going) => {
      const slow = Array.from({ length: 100 }, () =>
        converse(here().url, [head('POST /', 'Content-Length: 9000'), 'x'], 8_000),
      )
      // At a pace: a sender that never rests takes the machine from the visitor, whatever the portal does.
      while (going()) {
        await Promise.all(
          Array.from({ length: 20 }, (_, n) =>
            converse(here().url, [
              head(`POST ${n % 2 ? PAST[0] : '/sign-in/steps/name'}`, CHUNKED),
              endless(MB),
            ]),
          ),
        )
        await delay(REST)
      }
      await Promise.all(slow)
    },
    2,
  )
  expect(ratio).toBeLessThan(FELT)
})
