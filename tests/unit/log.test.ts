import { spawn } from 'node:child_process'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NotTaken } from '@/lib/channels/outcome'
import { cleanError, scrub } from '@/lib/infra/log/clean.mjs'
import { adoptConsole, log } from '@/lib/infra/log/log.mjs'
import { sinkTo } from '@/lib/infra/log/sink.mjs'
import { isOutage } from '@/lib/infra/outage'
import { Interrupted } from '@/lib/intake/attempt'
import { UnknownKind } from '@/lib/intake/broken-attempt'
import { Busy } from '@/lib/intake/import-file'
import { observed } from '@/lib/jobs/observed'
import { ofDatabase } from '../support/of-database'

let lines: string[] = []
const stream = () =>
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
const open = (format: 'json' | 'text' = 'json', level: 'debug' | 'auto' = 'debug') =>
  log.open({ process: 'web', format, level, stream: stream() })
const parsed = () => lines.map((line) => JSON.parse(line))

beforeEach(() => {
  vi.useFakeTimers()
  lines = []
  open()
})
afterEach(() => {
  if (vi.isFakeTimers()) vi.runAllTimers()
  vi.useRealTimers()
  log.judgeBy(() => 'bug')
  log.open({ process: 'task', format: 'text', level: 'auto', stream: process.stderr })
})

describe('what a stranger sends', () => {
  const SIGNS = [
    '\n',
    '\r\n',
    '\u001b[31m',
    '\u0000',
    '\u0007',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u009b1m',
    '\t',
    '\b',
  ]
  test.each(SIGNS)('never begins a line, nor paints a terminal: %j', (sign) => {
    const forged = `agent${sign}{"level":"fatal","msg":"forged"}`
    for (const format of ['json', 'text'] as const) {
      open(format)
      lines = []
      log.warn(forged, { agent: forged, error: new Error(forged) })
      expect(lines).toHaveLength(1)
      for (const line of lines[0]!.split('\n').slice(1, -1)) expect(line).toMatch(/^ {4}/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about.
      expect(lines[0]!.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
      if (format === 'json') expect(JSON.parse(lines[0]!).level).toBe('warn')
      else expect(lines[0]).not.toMatch(/^[^ ].*forged[^\n]*\n[^ ]/)
    }
  })

  test('however long it is, a line is short, and soon written', () => {
    for (const part of ['x', '0 ', '"', 'a@', '//', '?a=', 'é', '+1', 'value "', 'Key (', '\\']) {
      const began = performance.now()
      log.warn('m', {
        value: part.repeat(500_000),
        error: Object.assign(new Error(part.repeat(500_000)), { code: part.repeat(500) }),
      })
      expect(performance.now() - began, part).toBeLessThan(1_000)
      expect(lines.at(-1)!.length).toBeLessThan(40_000)
    }
    log.info('m', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, n])))
    expect(Object.keys(parsed().at(-1)).length).toBeLessThan(50)
  })
})

test.each([
  ['Unexpected token \'p\', "password=Hunter2-now" is not valid JSON', 'Hunter2'],
  ['Unexpected non-whitespace character after JSON at position 4, "1234secret" is not valid JSON', 'secret'],
  ['invalid input syntax for type uuid: "+36301234567"', '36301234567'],
  ['Raw query failed. Code: `22P02`. Message: `invalid input syntax for type integer: "Kiss Anna"`', 'Kiss'],
  ['date/time field value out of range: "1990-02-31"', '1990'],
  ['Key (email)=(anna.kiss@acme.example) already exists.', 'anna'],
  ['connect postgresql://portal:pass-word@db:5432/x failed', 'pass-word'],
  ['GET https://gateway.example/check?msisdn=36301234567&t=abc failed', 'abc'],
  ['550 5.1.1 <béla.kovács@példa.hu> User unknown', 'béla'],
  ['no such login: ada@acme', 'ada'],
  ['to +36 30 123 4567: refused', '123'],
  ['to 06-30-123-4567: refused', '4567'],
  ['to 36301234567: refused', '36301234567'],
  ['code 12345678 was sent', '12345678'],
  ['Authorization: Bearer abc.def-ghi', 'abc.def'],
  ['Basic YWRhOnNlY3JldA== refused', 'YWRh'],
  ['tel:+36 30 123 4567 is unknown', '123 4567'],
  ['msisdn:36301234567', '36301234567'],
  ['tel:06301234567', '0630'],
  ['connect postgresql://portal:pa/ss@wo@rd@db:5432/x failed', 'ss@wo'],
  ['connect smtp://portal:a/b\'c"d@mail failed', "b'c"],
  ['password=Hunter2 is wrong', 'Hunter2'],
  ['{"new_password": "Hunter 2"', 'Hunter 2'],
  ["token: 'abc def'", 'def'],
  ['the code=123456 was wrong', '123456'],
  ['code: k3x9-p2m4 was wrong', 'p2m4'],
  ['the key swb_AbCdEf is unknown', 'AbCdEf'],
  ['invalid input syntax for type json: "first\nsecond Kiss Anna"', 'Kiss'],
  ['invalid input value for enum x: "Kiss An', 'Kiss'],
  [`value "${'y'.repeat(400)} Kiss" is out of range`, 'Kiss'],
  [`Key (name)=(${'z'.repeat(800)} Kiss) already exists.`, 'Kiss'],
  ['Unexpected token, "ab\ncd Kiss" is not valid JSON', 'Kiss'],
  // Cut in the middle, where only half of it would stand.
  [`${'x'.repeat(990)} ada.kiss@acme.example`, 'ada'],
  [`${'x'.repeat(970)} invalid input: "Kiss ${'y'.repeat(5_000)}"`, 'Kiss'],
  [`invalid input: "${'y'.repeat(3_500)}" ${'z '.repeat(220)}Kiss.Anna@acme.example and more`, 'Kiss'],
])('texts of errors keep what is nobody’s: %s', (text, secret) => {
  log.error(text, { error: new Error(text, { cause: new Error(text) }), why: text })
  expect(text).toContain(secret)
  expect(lines.join('')).not.toContain(secret)
})

test.each([
  "Can't reach database server at `127.0.0.1:5432`",
  'duplicate key value violates unique constraint "delivery_message_id_channel_recipient_key"',
  'relation "message" does not exist',
  'at find (/srv/portal/node_modules/@prisma/client/runtime.js:12:3456)',
  'refused by the message centre: 0x0e ESME_RINVPASWD',
  'took 2026-11-28T04:38:20.123Z to 2026-11-29T00:00:00.000Z, 120000 ms',
  'job 0196f0a2-1111-7000-8000-123456789012 failed',
  'listen EADDRINUSE: address already in use 127.0.0.1:3000',
  'Raw query failed. Code: `22P02`, code: 23505',
  'at load (file:///srv/portal/node_modules/@prisma/client/runtime.js:12:3456)',
])('and what helps stays: %s', (text) => expect(scrub(text)).toBe(text))

test('what is quoted without an end takes no stack with it', () => {
  const error = new Error('invalid input syntax: "Kiss\nAnna')
  const { message, stack } = cleanError(error, true)
  expect(message).toBe('invalid input syntax: "…"')
  expect(stack).toMatch(/^Error: invalid input syntax: "…"\n {4}at .*log\.test\.ts:\d+:\d+\)?\n {4}at /)
})

test('of an error a few fields, and nothing of what drivers keep in it', () => {
  const error = Object.assign(new Error('no'), {
    code: '23505',
    detail: 'Key (name)=(Kiss Anna) already exists.',
    parameters: ['Kiss Anna'],
    config: { headers: { authorization: 'x' } },
  })
  expect(Object.keys(cleanError(error, true)).sort()).toEqual(['code', 'message', 'stack', 'type'])
  const circle = new Error('a') as Error & { cause: unknown }
  circle.cause = circle
  log.error('circle', { error: circle })
  for (const thrown of [
    'text',
    7,
    null,
    Symbol('x'),
    {},
    [],
    new AggregateError([new Error('first')], 'all'),
  ])
    log.error('thrown', { error: thrown })
  expect(lines).toHaveLength(8)
  log.warn('named', {
    password: 'x1',
    apiKey: 'x2',
    cookie: 'x3',
    recipient: 'x4',
    Authorization: 'x5',
    email: 'x6',
    otp: 'x7',
  })
  expect(lines.at(-1)).not.toMatch(/x\d/)
})

test('a line says whose it is, also after what was awaited, and no other work’s', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      log.within({ requestId: `r${n}` }, async () => {
        await Promise.resolve()
        log.note({ actorId: `a${n}`, companyId: `c${n}` })
        await Promise.resolve()
        log.info('m', { n })
      }),
    ),
  )
  log.info('outside')
  for (const { requestId, actorId, companyId, n } of parsed().slice(0, 20))
    expect([requestId, actorId, companyId]).toEqual([`r${n}`, `a${n}`, `c${n}`])
  expect(parsed().at(-1)).toMatchObject({ level: 'info', msg: 'outside', process: 'web', pid: process.pid })
  expect(parsed().at(-1)).not.toHaveProperty('requestId')
})

test('an error is said once with its stack, whoever reports it again; a burst of one bug is ten lines and a sum', () => {
  const one = new Error('one')
  for (let n = 0; n < 3; n++) log.error('a request failed', { error: one })
  expect(parsed().map(({ err }) => err.stack.split('\n')[0])).toEqual(['Error: one'])
  lines = []
  const fail = (n: number) => new TypeError(`cannot read ${n} of ${n}`)
  for (let n = 0; n < 5_000; n++) log.error('a request failed', { error: fail(n) })
  // Another bug is news all the same.
  log.error('a request failed', { error: new RangeError('other') })
  expect(lines).toHaveLength(11)
  vi.advanceTimersByTime(60_000)
  expect(parsed().at(-1)).toMatchObject({ level: 'error', suppressed: 4_990 })
  log.error('a request failed', { error: fail(1) })
  expect(parsed().at(-1).err.message).toBe('cannot read 1 of 1')
  // Strangers make no more kinds than there is room for.
  lines = []
  for (let n = 0; n < 5_000; n++) log.warn(`text ${n} of a stranger`)
  expect(lines.length).toBeLessThan(600)
})

test('the database away is one kind of warning without a stack, and no bug', () => {
  log.judgeBy((error) => (isOutage(error) ? 'outage' : 'bug'))
  for (const code of [
    'ECONNREFUSED',
    '57P01',
    '08006',
    'P1001',
    '25006',
    '53300',
    '53100',
    '40001',
    '55P03',
    '57014',
    'ETIMEDOUT',
  ])
    log.error('a request failed', { error: ofDatabase(Object.assign(new Error(`x ${code}`), { code })) })
  expect(lines).toHaveLength(10)
  for (const { level, err } of parsed()) expect([level, 'stack' in err]).toEqual(['warn', false])
})

test('a job that breaks is said once with its name; what is tried again by itself is no news', async () => {
  const again = [
    new NotTaken('550 no', false),
    new Busy(null),
    new UnknownKind('newer'),
    new Interrupted('7'),
  ]
  const { run, later } = observed({
    run: () => Promise.reject(new Error('a bug')),
    later: () => Promise.reject(again.shift()),
  })
  const helpers = { job: { id: '7' } } as never
  await expect(run!({}, helpers)).rejects.toThrow('a bug')
  while (again.length > 0) await expect(later!({}, helpers)).rejects.toThrow()
  expect(parsed().map(({ level, job, jobId, err }) => [level, job, jobId, err?.message])).toEqual([
    ['error', 'run', '7', 'a bug'],
    ...Array.from({ length: 4 }, () => ['debug', 'later', '7', undefined]),
  ])
})

test('what libraries print is in the log: their errors once, what they print of objects not at all', () => {
  const kept = { ...console }
  try {
    adoptConsole()
    const error = new Error('of a page')
    console.error('⨯', error)
    log.error('a request failed', { error })
    console.warn('\u001b[33m⚠\u001b[0m careful', { password: 'x1' })
    console.log('plain')
    console.error(Object.assign(new Error('with rows'), { rows: ['x2'] }))
  } finally {
    Object.assign(console, kept)
  }
  expect(parsed().map(({ level, msg, err }) => [level, msg, err?.message])).toEqual([
    ['error', 'a request failed', 'of a page'],
    ['warn', 'careful object', undefined],
    ['info', 'plain', undefined],
    ['error', 'a request failed', 'with rows'],
  ])
  expect(lines.join('')).not.toMatch(/x\d/)
})

test('at a terminal warnings and worse, with the stack below; elsewhere requests too', () => {
  open('text', 'auto')
  log.info('not shown')
  log.error('broken', { error: new Error('why', { cause: new Error('because') }), requestId: 'r1' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d error broken {2}requestId=r1\n {4}Error: why\n {8}at [\s\S]*because of Error: because\n/,
  )
  open('json', 'auto')
  log.info('shown')
  log.debug('not shown')
  expect(lines).toHaveLength(2)
})

test('a reader that takes nothing is waited for in four megabytes; then lines are counted and that is said', () => {
  const held: (() => void)[] = []
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      held.push(done)
    },
  })
  const write = sinkTo(slow)
  for (let n = 0; n < 10_000; n++) write(`${'x'.repeat(999)}\n`)
  expect(slow.writableLength).toBeLessThan(4_100_000)
  while (slow.writableLength > 0) held.shift()?.()
  write('again\n')
  while (slow.writableLength > 0) held.shift()?.()
  expect(lines.at(-2)).toMatch(/"dropped":5\d\d\d,.*reader is too slow/)
  expect(lines.at(-1)).toBe('again\n')
  slow.destroy()
  write('nobody\n')
})

test('a pipe that is closed, or that nobody reads, neither ends the process nor holds it', async () => {
  vi.useRealTimers()
  const script = `
    const { log } = await import('./lib/infra/log/log.mjs')
    log.open({ process: 'web', format: 'json', level: 'info', stream: process.stdout })
    let last = performance.now(), worst = 0, n = 0
    const timer = setInterval(() => {
      for (let i = 0; i < 200; i++) log.info('x'.repeat(900), { n: i })
      n += 1
      if (n === 30) { clearInterval(timer); process.send('alive'); process.exit(0) }
    }, 1)`
  for (const reads of ['nobody', 'closed']) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    if (reads === 'closed') child.stdout!.destroy()
    const heard = new Promise((resolve) => child.once('message', resolve))
    const code = new Promise((resolve) => child.once('exit', resolve))
    expect(await heard, reads).toBe('alive')
    expect(await code, reads).toBe(0)
  }
})

test('the sum of a burst is nobody’s: it carries no one customer’s ids', () => {
  log.within({ requestId: 'r1', companyId: 'c1', actorId: 'a1' }, () => {
    for (let n = 0; n < 30; n++) log.warn('a burst')
    // Timers go on as what has set them; those of this test do not, so they are run here.
    vi.advanceTimersByTime(60_000)
  })
  const sum = parsed().at(-1)
  expect(sum).toMatchObject({ msg: 'a burst', suppressed: 20 })
  for (const name of ['requestId', 'companyId', 'actorId']) expect(sum).not.toHaveProperty(name)
})

test('an error that was said in a whisper, or not at all, is still said aloud', () => {
  open('json', 'auto')
  const unwritten = new Error('unwritten')
  log.debug('it is tried again', { error: unwritten })
  log.error('a job failed', { error: unwritten })
  const soft = new Error('soft')
  log.info('told', { error: soft })
  log.error('a request failed', { error: soft })
  log.error('again', { error: soft })
  log.warn('and again', { error: soft })
  expect(parsed().map(({ level, msg }) => [level, msg])).toEqual([
    ['error', 'a job failed'],
    ['info', 'told'],
    ['error', 'a request failed'],
  ])
})
