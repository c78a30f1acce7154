import { EventEmitter } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readBody } from '@/bin/lib/body.mjs'
import { door } from '@/bin/lib/door.mjs'
import { CHUNKED, CLOSE, converse, endless, head } from '../support/converse'

const WITHIN = 300
let server: Server
const passed: string[] = []
const hosts: (string | undefined)[] = []

/** What stands behind the door in these tests: says what reached it. */
async function pass(address: { target: string }, kind: { streamed?: boolean }, ...rest: unknown[]) {
  const [incoming, response, begin] = rest as [IncomingMessage, ServerResponse, () => IncomingMessage]
  passed.push(address.target)
  hosts.push(incoming.headers.host)
  if (kind.streamed && incoming.headers.authorization !== 'key') return response.writeHead(401).end('no key')
  let size = 0
  for await (const chunk of kind.streamed ? begin() : incoming) size += chunk.length
  response.end(`${incoming.method} ${address.target} ${size} ${incoming.headers['content-length']}`)
}

beforeAll(async () => {
  const memberOf = async ({ headers }: IncomingMessage) => {
    const [, company, user] = /session=((?:other)?)(real\d?)$/.exec(headers.cookie ?? '') ?? []
    return user === undefined ? null : [company || 'acme', user]
  }
  const enter = door({ within: WITHIN, dev: false, memberOf, pass: pass as never })
  server = createServer((request, response) => enter(request, response, false))
  server.on('checkContinue', (request, response) => enter(request, response, true))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => void server.close())

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const send = async (...parts: Parameters<typeof converse>[1]) => (await converse(url(), parts, 3_000)).text
const FORM = 'Content-Type: multipart/form-data; boundary=x'
const statusOf = (text: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)

test('a request passes with its body whole, whether its length was told or not', async () => {
  expect(await send(head('GET /lines?q=1', CLOSE))).toContain('GET /lines?q=1 0 undefined')
  expect(await send(head('POST /sign-in/steps/name', CLOSE, 'Content-Length: 3'), 'a=b')).toContain(
    'POST /sign-in/steps/name 3 3',
  )
  const chunks = '1;ext=1\r\na\r\n2\r\n=b\r\n0\r\n\r\n'
  expect(await send(head('POST /sign-in/steps/name', CLOSE, CHUNKED), chunks)).toContain(
    'POST /sign-in/steps/name 3 3',
  )
})

test.each([
  ['an address that resolves to another', 400, head('POST /api/intake/../../sign-in/steps/name', CHUNKED)],
  ['an address in absolute form', 400, head('GET http://portal.example/lines', CLOSE)],
  ['a slash at the end', 308, head('GET /lines/?q=1', CLOSE)],
  ['a slash at the end of what is sent to', 400, head('POST /lines/', 'Content-Length: 1')],
  ['methods that nothing takes', 405, head('PUT /lines', CLOSE)],
  ['TRACE', 405, head('TRACE /lines', CLOSE)],
  ['POST to what is only read', 405, head('POST /api/session', 'Content-Length: 1')],
  ['GET of what is only sent to', 405, head('GET /api/intake/lines', CLOSE)],
  ['what Next keeps for itself', 404, head('GET /_next/image?url=%2F&w=64&q=75', CLOSE)],
  ['two hosts', 400, head('GET /lines', CLOSE, 'host: other.example')],
  ['the same host twice', 400, head('GET /lines', CLOSE, 'HOST: portal.example')],
  [
    'a form without a boundary',
    400,
    head('POST /lines', 'Content-Type: multipart/form-data', 'Content-Length: 1'),
  ],
  [
    'one with an empty boundary',
    400,
    head('POST /lines', 'Content-Type: multipart/form-data; boundary=""', 'Content-Length: 1'),
  ],
  ['a body that nobody expects', 413, head('GET /lines', 'Content-Length: 1')],
  ['a body of unknown length that nobody expects', 413, head('GET /lines', CHUNKED)],
  ['another site’s form', 403, head('POST /lines', 'Sec-Fetch-Site: cross-site', 'Content-Length: 1')],
  ['a stranger’s large form', 413, head('POST /rights/file', 'Content-Length: 64001', FORM)],
  [
    'one with a made-up session',
    413,
    head('POST /rights/file', 'Content-Length: 64001', FORM, 'Cookie: session=x'),
  ],
  [
    'a member’s larger one',
    413,
    head('POST /rights/file', 'Content-Length: 2000001', FORM, 'Cookie: session=real'),
  ],
  [
    'a member’s large body that is no form',
    413,
    head('POST /rights/file', 'Content-Length: 64001', 'Cookie: session=real'),
  ],
  ['codings', 501, head('POST /lines', 'Transfer-Encoding: gzip, chunked')],
  ['two lengths', 400, head('POST /lines', 'Content-Length: 1', 'Content-Length: 2')],
  ['a length and chunks', 400, head('POST /lines', 'Content-Length: 1', CHUNKED)],
  ['large headers', 431, head('GET /lines', `X: ${'x'.repeat(20_000)}`)],
])('%s: %i', async (_what, status, bytes) => {
  const before = passed.length
  expect(statusOf(await send(bytes))).toBe(status)
  expect(passed.length).toBe(before)
})

/** What of an answer is read: its headers are latin1, its body UTF-8. */
const bodyOf = (answer: string) => Buffer.from(answer.split('\r\n\r\n')[1] ?? '', 'latin1').toString()

test.each([
  ['the browser’s language', ['Accept-Language: hu-HU,hu;q=0.9,en;q=0.5'], 'hu-HU', 'Ez az űrlap túl nagy.'],
  [
    'the one chosen in the portal before it',
    ['Cookie: theme=dark; language=sr', 'Accept-Language: hu'],
    'sr-Latn-RS',
    'prevelik',
  ],
  ['Cyrillic', ['Accept-Language: fr, ru;q=0.2'], 'ru-RU', 'Эта форма слишком большая.'],
  [
    'English for any other',
    ['Accept-Language: fr', 'Cookie: language=fr'],
    'en-GB',
    'This form is too large.',
  ],
])('who is refused reads why in %s', async (_what, headers, lang, words) => {
  const request = ['POST /sign-in', 'Content-Length: 64001', CLOSE, ...headers] as const
  const page = await send(head(...request, 'Accept: text/html,*/*;q=0.8'))
  expect(page).toContain('Content-Type: text/html; charset=utf-8')
  expect(bodyOf(page)).toContain(`<html lang="${lang}">`)
  expect(bodyOf(page)).toContain(words)
  const text = await send(head(...request, 'Accept: */*'))
  expect(text).toContain('Content-Type: text/plain; charset=utf-8')
  expect(bodyOf(text)).toContain(words)
  expect(bodyOf(text)).not.toContain('<')
})

test('CONNECT, and upgrades to what is not spoken here, reach nothing of their own', async () => {
  const before = passed.length
  expect(statusOf(await send(head('CONNECT /lines')))).toBe(0)
  expect(passed.length).toBe(before)
  const answer = await send(head('GET /lines', 'Connection: upgrade, close', 'Upgrade: websocket'))
  expect(answer).toContain('GET /lines 0')
})

test('an endless body ends at its limit, and what follows is not received', async () => {
  const form = head('POST /sign-in/steps/name', CHUNKED)
  const { status, text, sent } = await converse(url(), [form, endless(300_000_000)])
  expect(status).toBe(413)
  expect(text).toContain('Connection: close')
  expect(sent).toBeLessThan(30_000_000)
})

test('a body that does not come in time is not waited for', async () => {
  const began = performance.now()
  const answer = await send(head('POST /sign-in/steps/name', 'Content-Length: 10'), 'a')
  expect(statusOf(answer)).toBe(408)
  expect(performance.now() - began).toBeLessThan(WITHIN + 2_000)
})

test('a delivery without its key is answered before a byte of it is read, also to 100-continue', async () => {
  const size = 'Content-Length: 3000000000'
  for (const expect100 of [[], ['Expect: 100-continue']]) {
    const answer = await send(head('POST /api/intake/lines', size, ...expect100), 'x'.repeat(100_000))
    expect(statusOf(answer)).toBe(401)
    expect(answer).toContain('Connection: close')
    expect(answer).not.toContain('100 Continue')
  }
  const keyed = head(
    'POST /api/intake/lines',
    'Authorization: key',
    'Expect: 100-continue',
    'Content-Length: 5',
  )
  const answer = await send(keyed, 'lines')
  expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/)
  expect(answer).toContain('POST /api/intake/lines 5')
})

test('forms wait for 100 Continue only where they may come in; what else is expected is refused', async () => {
  const form = (size: number) => head('POST /lines', CLOSE, 'Expect: 100-continue', `Content-Length: ${size}`)
  expect(await send(form(3), 'a=b')).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/)
  expect(statusOf(await send(form(5_000_000)))).toBe(413)
  expect(statusOf(await send(head('POST /lines', CLOSE, 'Expect: the moon', 'Content-Length: 1')))).toBe(417)
})

test('a member’s large form passes', async () => {
  const bytes = head('POST /rights/file', CLOSE, FORM, 'Cookie: a=b; session=real', 'Content-Length: 2000000')
  expect(await send(bytes, 'x'.repeat(2_000_000))).toContain('POST /rights/file 2000000 2000000')
})

test('a body in small chunks is whole; one in tens of thousands of a byte is not work for anybody', async () => {
  const chunks = (count: number) => `${'1\r\nx\r\n'.repeat(count)}0\r\n\r\n`
  const form = head('POST /sign-in/steps/name', CLOSE, CHUNKED)
  expect(await send(form, chunks(900))).toContain('POST /sign-in/steps/name 900 900')
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => converse(url(), [form, chunks(60_000)], 20_000)),
  )
  // On a slow machine its time is over first.
  for (const { status } of answers) expect([400, 408]).toContain(status)
})

test('a body that is sent ahead ends its connection; the next after an answer does not', async () => {
  const form = `${head('POST /lines', 'Content-Length: 3')}a=b`
  const before = passed.length
  await send(form + form + form)
  expect(passed.length - before).toBeLessThanOrEqual(1)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let n = 0; n < 50; n++) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      request(`${url()}/lines`, { method: 'POST', agent, headers: { 'content-length': 3 } }, resolve)
        .on('error', reject)
        .end('a=b'),
    )
    answer.resume()
    expect(answer.statusCode).toBe(200)
  }
  agent.destroy()
})

test.each([
  ['a name', 200, 'portal.example:8080'],
  ['an address', 200, '[::1]:3000'],
  ['a path', 400, 'portal.example/x'],
  ['somebody', 400, 'ada@portal.example'],
  ['half an address', 400, '['],
])('a host that is %s: %i', async (_what, status, host) => {
  expect(statusOf(await send(`GET /lines HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))).toBe(
    status,
  )
})

test.each([
  ['https://portal.example', 'portal.example:443'],
  ['http://portal.example', 'portal.example:80'],
  ['https://portal.example', 'portal.example:80'],
  ['https://portal.example', 'Portal.EXAMPLE'],
  ['http://[::1]:3000', '[::1]:3000'],
  ['http://[fe80::a]', '[FE80::A]:80'],
])(
  'a form of %s is one’s own where the host is spelt %s, and is told to Next as the origin is',
  async (origin, host) => {
    const form = `POST /lines HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
    expect(statusOf(await send(form))).toBe(200)
    expect(hosts.at(-1)).toBe(new URL(origin).host)
  },
)

test('a form of another port or name is not', async () => {
  for (const host of [
    'portal.example:8443',
    'portal.example:4430',
    'portal.example.evil.example:443',
    'evil.example',
  ]) {
    const form = `POST /lines HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://portal.example\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
    expect(statusOf(await send(form)), host).toBe(403)
  }
})

test('a connection that sends hundreds ahead is ended', async () => {
  const before = passed.length
  await send(head('GET /lines').repeat(500))
  expect(passed.length - before).toBeLessThan(500)
})

test('a form of more fields than there are to tick is too large, however small they are', async () => {
  const form = (fields: number) => {
    const body = `${'--x\r\n\r\n\r\n'.repeat(fields)}--x--\r\n`
    return send(
      head('POST /rights/file', CLOSE, FORM, 'Cookie: session=real', `Content-Length: ${body.length}`),
      body,
    )
  }
  expect(statusOf(await form(2_400))).toBe(200)
  expect(statusOf(await form(2_600))).toBe(413)
})

test.each([
  ['one member, in several sessions', ['real'], 2],
  ['one company', ['real', 'real2', 'real3', 'real4'], 0],
])('%s does not have all the turns of large forms', async (_who, sessions, refused) => {
  const form = (session: string, ...more: string[]) =>
    head('POST /rights/file', FORM, `Cookie: session=${session}`, 'Content-Length: 70000', ...more)
  const slow = Array.from({ length: 8 }, (_, n) => send(form(sessions[n % sessions.length]!)))
  await new Promise((done) => setTimeout(done, 50))
  expect(statusOf(await send(form('otherreal', CLOSE), 'x'.repeat(70_000)))).toBe(200)
  const answers = (await Promise.all(slow)).map(statusOf)
  expect(answers.filter((status) => status === 503)).toHaveLength(refused)
  expect(answers.filter((status) => status === 408)).toHaveLength(8 - refused)
})

test('what comes in thousands of parts of a byte is refused for their number, not for its time', async () => {
  const parts = async (count: number, size: number) => {
    const body = new EventEmitter()
    const read = readBody(body as IncomingMessage, { most: 64_000, within: 30_000 }).then(
      ({ length }) => length,
      ({ status }) => `refused ${status}`,
    )
    for (let n = 0; n < count; n++) body.emit('data', Buffer.alloc(size))
    body.emit('end')
    return read
  }
  expect(await parts(1_000, 1)).toBe(1_000)
  expect(await parts(1_100, 1)).toBe('refused 400')
  // Parts as networks make them are as many as they like.
  expect(await parts(1_100, 50)).toBe(55_000)
})

test('what was sent after a body that is refused for its parts is not taken apart: its connection is gone', async () => {
  const gone = new Promise<boolean>((resolve) =>
    server.once('request', ({ socket }, response) =>
      response.once('finish', () => setImmediate(() => resolve(socket.destroyed))),
    ),
  )
  void send(head('POST /sign-in/steps/name', CHUNKED), '1\r\na\r\n'.repeat(5_000))
  expect(await gone).toBe(true)
})

/** When a body that comes like this is given up, in ms, or null: it is whole. */
async function givenUpAfter(pieces: [after: number, bytes: number][]) {
  vi.useFakeTimers()
  const began = performance.now()
  const body = new EventEmitter()
  const read = readBody(body as IncomingMessage, { most: 2_000_000, within: 30_000, rate: 20 }).then(
    () => null,
    () => performance.now() - began,
  )
  for (const [after, bytes] of pieces) {
    await vi.advanceTimersByTimeAsync(after)
    body.emit('data', Buffer.alloc(bytes))
  }
  body.emit('end')
  const result = await read
  vi.useRealTimers()
  return result
}

test('a large form may take as long as it brings something, and no longer', async () => {
  expect(await givenUpAfter(Array.from({ length: 20 }, () => [5_000, 100_000]))).toBe(null)
  expect(await givenUpAfter([[200_000, 1]])).toBe(30_000)
  expect(await givenUpAfter(Array.from({ length: 200 }, () => [1_000, 100]))).toBeLessThan(30_200)
})
