import { createServer } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { ROUTE_CLASSES, routeClass } from '@/bin/lib/route-class.mjs'
import { log } from '@/lib/infra/log/log.mjs'
import { type DatabaseFigures, metrics } from '@/lib/infra/metrics/metrics.mjs'
import { serveMetrics } from '@/lib/infra/metrics/server.mjs'

afterEach(() => {
  vi.restoreAllMocks()
  metrics.readDatabaseBy(() => Promise.reject(new Error('none')))
})

/** The samples of a metric, by their labels. */
async function samples(name: string): Promise<Map<string, number>> {
  const found = [...(await metrics.text()).matchAll(/^switchboard_(\w+)(?:\{(.*)\})? (\S+)$/gm)]
  return new Map(
    found.filter(([, each]) => each === name).map(([, , labels = '', value]) => [labels, Number(value)]),
  )
}

test('no label is a stranger’s, whatever they send', async () => {
  for (let n = 0; n < 3_000; n++) {
    const [route, method] = [routeClass(`/x${n}`), `M${n}`]
    metrics.request({ route, method, status: 404, seconds: 0.001 })
    metrics.refusal(`made.up_${n}`)
    metrics.signIn('password', `made.up_${n}`)
  }
  const requests = await samples('http_requests_total')
  expect([...requests.keys()].filter((labels) => /M\d|x\d/.test(labels))).toEqual([])
  expect([...requests.keys()]).toContain('route="other",method="other",status="404"')
  for (const name of ['refusals_total', 'sign_ins_total']) {
    const codes = await samples(name)
    expect(codes.size).toBeLessThanOrEqual(601)
    expect([...codes.keys()].some((labels) => labels.includes('"other"'))).toBe(true)
  }
  expect(ROUTE_CLASSES.length * 4 * 20).toBeLessThan(4_000)
})

test('what the database says is true at this scrape, and gone while it is away', async () => {
  const figures: DatabaseFigures = {
    worker: true,
    oldestMessage: 7.5,
    messages: 3,
    messageDeliveries: [
      { channel: 'sms', state: 'sent', count: 4 },
      { channel: 'mail', state: 'rejected', count: 1 },
    ],
    intakeDeliveries: [{ state: 'waiting', count: 2 }],
    oldestIntake: 60,
    channelProblems: [{ channel: 'sms', count: 1 }],
    daysAhead: [{ table: 'usage_record', days: 90 }],
  }
  const read = async () =>
    Object.fromEntries(
      await Promise.all(
        [
          'database_up',
          'worker_running',
          'messages_waiting',
          'message_oldest_seconds',
          'message_deliveries',
          'intake_deliveries',
          'intake_oldest_seconds',
          'channel_problems',
          'months_ahead_days',
        ].map(async (name) => [name, Object.fromEntries(await samples(name))] as const),
      ),
    )
  metrics.readDatabaseBy(async () => figures)
  expect(await read()).toEqual({
    database_up: { '': 1 },
    worker_running: { '': 1 },
    messages_waiting: { '': 3 },
    message_oldest_seconds: { '': 7.5 },
    message_deliveries: { 'channel="sms",state="sent"': 4, 'channel="mail",state="rejected"': 1 },
    intake_deliveries: { 'state="waiting"': 2 },
    intake_oldest_seconds: { '': 60 },
    channel_problems: { 'channel="sms"': 1 },
    months_ahead_days: { 'table="usage_record"': 90 },
  })
  // Nothing is rejected or waits any more, and nobody runs: no figure of before stays.
  metrics.readDatabaseBy(async () => ({
    ...figures,
    worker: false,
    messageDeliveries: [],
    intakeDeliveries: [],
    channelProblems: [],
  }))
  expect(await read()).toMatchObject({
    worker_running: { '': 0 },
    message_deliveries: {},
    intake_deliveries: {},
    channel_problems: {},
  })
  metrics.readDatabaseBy(() => Promise.reject(new Error('away')))
  const away = await read()
  expect(away.database_up).toEqual({ '': 0 })
  for (const name of Object.keys(away).filter((each) => each !== 'database_up'))
    expect(away[name], name).toEqual({})
})

test('pools of one name are one, until they are ended', async () => {
  const pool = { name: 'of a test', most: 10, total: 4, idle: 1, waiting: 2 }
  const ends = [metrics.addPool(() => pool), metrics.addPool(() => pool)]
  expect((await samples('database_connections')).get('pool="of a test",state="in_use"')).toBe(6)
  expect((await samples('database_waiting')).get('pool="of a test"')).toBe(4)
  for (const end of ends) end()
  expect((await samples('database_waiting')).has('pool="of a test"')).toBe(false)
})

test('lines of the log are counted by level, those of a burst that are left out too', async () => {
  const before = (await samples('log_lines_total')).get('level="error"') ?? 0
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  for (let n = 0; n < 50; n++) log.error('the same again and again')
  log.info('no trouble')
  const after = await samples('log_lines_total')
  expect(after.get('level="error"')! - before).toBe(50)
  expect(after.has('level="info"')).toBe(false)
})

test('they are served at /metrics on a port of their own and nothing else is; a port that is taken ends nothing', async () => {
  const port = await freePort()
  const end = serveMetrics({ port, host: '127.0.0.1' })
  const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init)
  await expect
    .poll(() =>
      ask('/metrics').then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200)
  const answer = await ask('/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(await answer.text()).toMatch(
    /^# HELP switchboard_http_requests_total [\s\S]*nodejs_eventloop_lag_p99_seconds/m,
  )
  let answered: (text: string) => void = () => undefined
  const asked = vi
    .spyOn(metrics, 'text')
    .mockImplementation(() => new Promise((resolve) => (answered = resolve)))
  const many = Array.from({ length: 15 }, () => ask('/metrics'))
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  const rest = many.slice(1)
  answered('one')
  // Those that came later than the first answer ask once more.
  const timer = setInterval(() => answered('more'), 5)
  for (const each of [many[0]!, ...rest]) expect((await each).status).toBe(200)
  clearInterval(timer)
  expect(asked.mock.calls.length).toBeLessThan(15)
  asked.mockRestore()
  for (const path of ['/', '/metrics/', '/sign-in', '/api/health', '/..', '/METRICS'])
    expect((await ask(path)).status, path).toBe(404)
  expect((await ask('/metrics', { method: 'POST', body: 'x' })).status).toBe(404)
  end()
  await expect(ask('/metrics')).rejects.toThrow()
  const taken = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const warned = vi.spyOn(log, 'warn').mockImplementation(() => undefined)
  const endToo = serveMetrics({ port, host: '127.0.0.1' })
  await expect.poll(() => warned.mock.calls.flat().join()).toContain('EADDRINUSE')
  endToo()
  taken.close()
  expect(serveMetrics({ port: undefined, host: '127.0.0.1' })()).toBeUndefined()
})
