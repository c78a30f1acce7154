import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { answerHonestly } from '@/bin/lib/outage.mjs'
import { answerOf } from '@/bin/lib/sentences.mjs'
import { isDiskFull, isOutage } from '@/lib/infra/outage'
import { ofDatabase } from '../support/of-database'

const failure = (code: string, message = 'x') => Object.assign(new Error(message), { code })

const SOCKET = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
]
const WORDS = [
  "Invalid `prisma.company.count()` invocation:\n\nCan't reach database server at `127.0.0.1:5432`",
  'cannot execute INSERT in a read-only transaction',
  'could not extend file "base/5/1": No space left on device',
  'canceling statement due to lock timeout',
  'the database system is shutting down',
  'Connection terminated unexpectedly',
]

test('a database that is away, full, read-only, locked or hung is an outage, however deep it is wrapped', () => {
  const outages: unknown[] = [
    ...[
      '25006',
      '53100',
      '53200',
      '53300',
      '53400',
      '55P03',
      '57014',
      '57P01',
      '57P02',
      '57P03',
      '58030',
      '08006',
      '08P01',
      '40001',
      '40P01',
    ].map((code) => failure(code)),
    ...['P1001', 'P1017', 'P2024', 'P2028'].map((code) => failure(code)),
    ...SOCKET.map((code) => ofDatabase(failure(code))),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
    new Error('Query read timeout'),
    new Error('Client has encountered a connection error and is not queryable'),
    ...WORDS.map((words) => Object.assign(new Error(words), { name: 'PrismaClientUnknownRequestError' })),
    new Error('x', { cause: { kind: 'DatabaseNotReachable', host: '127.0.0.1', port: 5432 } }),
    new Error('x', { cause: { kind: 'postgres', originalCode: '53100', severity: 'ERROR' } }),
    Object.assign(failure('P2010'), { meta: { code: '25006', message: 'x' } }),
    Object.assign(failure('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '55P03' } } } }),
    new AggregateError([failure('x'), ofDatabase(failure('ECONNREFUSED'))]),
    new Error('a', { cause: new Error('b', { cause: failure('57P01') }) }),
  ]
  for (const error of outages) expect(isOutage(error), JSON.stringify(error)).toBe(true)
  const bugs: unknown[] = [
    ...['42P01', '23505', '23503', '22P02', '42501', 'P2002', 'P2025', 'ERR_INVALID_ARG_TYPE'].map((code) =>
      failure(code),
    ),
    new TypeError('x is not a function'),
    // A provider, a gateway, the target of the audit: whatever they say, or do not say, is no matter of the database.
    ...SOCKET.map((code) => failure(code, `connect ${code} 10.0.0.1:514`)),
    ...WORDS.map((words) => new Error(`heads of the audit could not be kept: syslog: ${words}`)),
    // What a connection to the database could not agree on is for whoever has set it up.
    ofDatabase(failure('DEPTH_ZERO_SELF_SIGNED_CERT')),
    ofDatabase(failure('ERR_TLS_CERT_ALTNAME_INVALID')),
    new TypeError('fetch failed', { cause: failure('ECONNREFUSED') }),
    new Error('provider', { cause: new TypeError('fetch failed', { cause: failure('ETIMEDOUT') }) }),
    new Error('a customer called 53100'),
    new Error('NEXT_REDIRECT'),
    null,
    undefined,
    'ECONNREFUSED',
    { cause: null },
  ]
  for (const error of bugs) expect(isOutage(error), JSON.stringify(error)).toBe(false)
})

type Given = { method?: string; url?: string; headers?: Record<string, string> }
/** What is answered to a request that Next answers with 500 and this body. */
function answered(
  { method = 'GET', url = '/', headers = {} }: Given,
  became: number | undefined,
  status = 500,
  body = 'broken',
) {
  const sent = {
    status: 0,
    body: '',
    headers: new Map<string, string>([
      ['content-type', 'text/html'],
      ['etag', '"1"'],
      ['content-security-policy', "style-src 'self' 'nonce-abc='"],
    ]),
  }
  const stream = new PassThrough()
  const response = Object.assign(stream, {
    statusCode: status,
    headersSent: false,
    getHeader: (name: string) => sent.headers.get(name.toLowerCase()),
    getHeaderNames: () => [...sent.headers.keys()],
    setHeader: (name: string, value: string) => void sent.headers.set(name.toLowerCase(), String(value)),
    removeHeader: (name: string) => void sent.headers.delete(name),
    writeHead(code: number) {
      sent.status = code
      response.headersSent = true
      return response
    },
    write(text: string) {
      if (!response.headersSent) response.writeHead(response.statusCode)
      sent.body += text
      return true
    },
    end(text?: string) {
      if (!response.headersSent) response.writeHead(response.statusCode)
      sent.body += text ?? ''
      return response
    },
  })
  answerHonestly({ method, url, headers } as never, response as never, () => became)
  response.write(body)
  response.end()
  return sent
}

describe('what Next answers with 500', () => {
  test('stays so for a bug, and is 400 for what cannot be read', () => {
    expect(answered({}, undefined)).toMatchObject({ status: 500, body: 'broken' })
    expect(answered({}, 400)).toMatchObject({ status: 400, body: 'broken' })
    expect(answered({}, 503, 200)).toMatchObject({ status: 200, body: 'broken' })
  })

  test('is 503 with a sentence in the reader’s language where the database is away', () => {
    const page = { accept: 'text/html' }
    for (const [headers, sentence] of [
      [{ ...page, 'accept-language': 'en' }, 'The portal cannot reach its data'],
      [{ ...page, 'accept-language': 'hu' }, 'A portál most nem éri el'],
      [{ ...page, 'accept-language': 'sr' }, 'Portal trenutno ne može'],
      [{ ...page, 'accept-language': 'ru' }, 'Портал сейчас не может'],
      [{ ...page, cookie: 'language=hu', 'accept-language': 'ru' }, 'A portál most nem éri el'],
    ] as const)
      for (const method of ['GET', 'POST']) {
        const { status, body, headers: said } = answered({ method, headers }, 503)
        expect([status, said.get('retry-after'), said.get('cache-control')]).toEqual([503, '5', 'no-store'])
        expect(body).toContain(sentence)
        expect(body).not.toContain('broken')
        expect(said.has('etag')).toBe(false)
        expect(Number(said.get('content-length'))).toBe(Buffer.byteLength(body))
      }
  })

  test('is a page of the portal: its name, whom to call, its style by the nonce, and for what was opened a way to try again', () => {
    Object.assign(globalThis, {
      switchboardShown: { brand: 'Switchboard', domestic: '0800 (1) 23-45', abroad: '+36 1 234 5678' },
    })
    for (const [language, again, abroad] of [
      ['en', 'Try again', 'from abroad'],
      ['hu', 'Újrapróbálás', 'külföldről'],
      ['sr', 'Pokušaj ponovo', 'iz inostranstva'],
      ['ru', 'Попробовать снова', 'из-за границы'],
    ] as const) {
      const headers = { accept: 'text/html', 'accept-language': language }
      const { body, headers: said } = answered({ headers }, 503)
      expect(said.get('content-security-policy')).toContain('nonce-abc=')
      expect(body).toContain('<style nonce="abc=">')
      expect(body).toContain('<b>Switchboard</b>')
      // A number of one country need not be reached from another.
      expect(body).toContain('<a href="tel:080012345">0800 (1) 23-45</a>')
      expect(body).toContain(`, ${abroad} <a href="tel:+3612345678">+36 1 234 5678</a>`)
      const own = { ...headers, accept: 'text/html' }
      expect(answerOf('away', own).body).not.toMatch(/<p[^>]* lang=/)
      // Beside a sentence that there is in English only, what is in the reader's language says so (WCAG 3.1.2).
      const tag = { en: null, hu: 'hu-HU', sr: 'sr-Latn-RS', ru: 'ru-RU' }[language]
      for (const name of ['moved', 'not_done', 'nothing_here', 'coded', 'small_parts', 'others'] as const) {
        const page = answerOf(name, own).body
        expect(page, name).toMatch(/<html lang="en/)
        expect(/<p lang="([^"]*)">/.exec(page)?.[1] ?? null, name).toBe(tag)
      }
      expect(body).toContain(`<a class="again" href="">${again}</a>`)
      // What was sent is sent once more by loading the page again; a link would drop it.
      expect(answered({ method: 'POST', headers }, 503).body).not.toContain('class="again"')
    }
    Reflect.deleteProperty(globalThis, 'switchboardShown')
  })

  test('scripts of a step show it in place; those of an action and the router have their own way', () => {
    const headers = { accept: 'application/json', 'accept-language': 'en' }
    const step = answered({ method: 'POST', url: '/sign-in/steps/password', headers }, 503)
    expect(JSON.parse(step.body)).toEqual({
      step: 'password',
      state: { refusal: { field: null, sentence: expect.stringContaining('send this again in a minute') } },
    })
    for (const own of [{ rsc: '1' }, { 'next-action': 'x' }]) {
      const { status, body, headers: said } = answered({ headers: own }, 503)
      expect([status, body, said.get('retry-after')]).toEqual([503, 'broken', '5'])
    }
    expect(answered({ method: 'HEAD' }, 503).body).toBe('')
  })
})

test('a disk is full by what the database says, never by words that somebody sent', () => {
  const full: unknown[] = [
    failure('53100'),
    new Error('x', { cause: { originalCode: '53100' } }),
    Object.assign(failure('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '53100' } } } }),
  ]
  for (const error of full) expect(isDiskFull(error)).toBe(true)
  const sent = [
    'No space left on device',
    '53100',
    'code 53100',
    'could not extend file: No space left on device',
  ]
  for (const words of sent) {
    expect(isDiskFull(new SyntaxError(`Cannot convert ${words} to a BigInt`))).toBe(false)
    expect(isDiskFull(new Error(words, { cause: new Error(words) }))).toBe(false)
  }
})
