// The figures of a process, one set for all module graphs that Next keeps in it (docs/operations.md, "Metrics"). Labels have few
// values, and none that a stranger chooses.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/**
 * What is asked of the database at a scrape.
 * @typedef {object} DatabaseFigures
 * @property {boolean} worker whether a worker runs anywhere
 * @property {number} oldestMessage seconds that the oldest message that nobody has tried to send has waited
 * @property {number} messages that have not gone out
 * @property {{ channel: string, state: string, count: number }[]} messageDeliveries of the last hour
 * @property {{ state: string, count: number }[]} intakeDeliveries that have not ended, and failed ones that can be tried again
 * @property {number} oldestIntake seconds that the oldest of those that wait has waited
 * @property {{ table: string, days: number }[]} daysAhead for how long there are parts of a table that is kept by month
 * @property {{ channel: string, count: number }[]} channelProblems workers that cannot send, by channel
 */
/** @typedef {{ name: string, most: number, total: number, idle: number, waiting: number }} Pool */

/** In seconds. */
const REQUEST_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const JOB_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800]
/** Codes of refusals are many, and known; were one ever made of what somebody sends, it would stop here. */
const MOST_VALUES = 600
const METHODS = new Set(['GET', 'POST', 'DELETE'])

function makeMetrics() {
  const registry = new Registry()
  const common = (
    /** @type {string} */ name,
    /** @type {string} */ help,
    /** @type {string[]} */ ...labelNames
  ) => ({
    name: `switchboard_${name}`,
    help,
    labelNames,
    registers: [registry],
  })
  const counter = (/** @type {[string, string, ...string[]]} */ ...of) => new Counter(common(...of))
  const gauge = (/** @type {[string, string, ...string[]]} */ ...of) => new Gauge(common(...of))

  const requests = counter('http_requests_total', 'Requests that were answered.', 'route', 'method', 'status')
  const requestTimes = new Histogram({
    ...common(
      'http_request_duration_seconds',
      'From the request to the end of its answer.',
      'route',
      'method',
    ),
    buckets: REQUEST_BUCKETS,
  })
  const jobs = counter('jobs_total', 'Jobs that this process ran.', 'job', 'outcome')
  const jobTimes = new Histogram({
    ...common('job_duration_seconds', 'How long a job took.', 'job'),
    buckets: JOB_BUCKETS,
  })
  const signIns = counter('sign_ins_total', 'Ends of signing in and of each refused step.', 'flow', 'outcome')
  const refusals = counter('refusals_total', 'What people were refused, by the code of the sentence.', 'code')
  const errors = counter(
    'log_lines_total',
    'Lines of the log of level warn and worse, those left out included.',
    'level',
  )
  const connections = gauge('database_connections', 'Connections of this process.', 'pool', 'state')
  const most = gauge('database_connections_max', 'As many connections it may have.', 'pool')
  const waiting = gauge('database_waiting', 'Statements that wait for a connection.', 'pool')

  const up = gauge(
    'database_up',
    '1: the database answered this scrape; the figures below are its, the same from every process.',
  )
  const worker = gauge('worker_running', '1: a worker of this database runs, in whatever process.')
  const messages = gauge('messages_waiting', 'Messages that have not gone out.')
  const oldest = gauge('message_oldest_seconds', 'For how long the oldest that was never tried has waited.')
  const letters = gauge('message_deliveries', 'Mails and SMS of the last hour.', 'channel', 'state')
  const intake = gauge(
    'intake_deliveries',
    'Deliveries over HTTP that have not ended, or failed and are kept.',
    'state',
  )
  const oldestIntake = gauge(
    'intake_oldest_seconds',
    'For how long the oldest that waits to be processed has waited.',
  )
  const channels = gauge(
    'channel_problems',
    'Workers that cannot hand over to the mail server or message centre.',
    'channel',
  )

  const ahead = gauge(
    'months_ahead_days',
    'For so many days from now there are parts of a table that is kept by month.',
    'table',
  )

  /** @type {Set<() => Pool>} */
  const pools = new Set()
  /** @type {() => Promise<DatabaseFigures>} */
  let read = () => Promise.reject(new Error('no database yet'))
  let isScraped = false
  const codes = new Set()
  const bounded = (/** @type {string} */ code) => {
    if (codes.size < MOST_VALUES) codes.add(code)
    return codes.has(code) ? code : 'other'
  }

  function measurePools() {
    for (const each of [connections, most, waiting]) each.reset()
    const sums = new Map()
    for (const each of pools) {
      const { name, ...figures } = each()
      const sum = sums.get(name) ?? { most: 0, total: 0, idle: 0, waiting: 0 }
      for (const key of Object.keys(sum)) sum[key] += figures[key]
      sums.set(name, sum)
    }
    for (const [pool, sum] of sums) {
      connections.set({ pool, state: 'in_use' }, sum.total - sum.idle)
      connections.set({ pool, state: 'idle' }, sum.idle)
      most.set({ pool }, sum.most)
      waiting.set({ pool }, sum.waiting)
    }
  }

  async function askDatabase() {
    // What was true a minute ago is not said again.
    for (const each of [worker, messages, oldest, letters, intake, oldestIntake, channels, ahead])
      each.reset()
    for (const each of [worker, messages, oldest, oldestIntake]) each.remove()
    const found = await read().catch(() => null)
    up.set(found ? 1 : 0)
    if (!found) return
    worker.set(found.worker ? 1 : 0)
    messages.set(found.messages)
    oldest.set(found.oldestMessage)
    oldestIntake.set(found.oldestIntake)
    for (const { channel, state, count } of found.messageDeliveries) letters.set({ channel, state }, count)
    for (const { state, count } of found.intakeDeliveries) intake.set({ state }, count)
    for (const { table, days } of found.daysAhead) ahead.set({ table }, days)
    for (const { channel, count } of found.channelProblems) channels.set({ channel }, count)
  }

  return {
    /** @param {{ route: string, method: string | undefined, status: number | 'aborted', seconds: number }} request `route`: its class */
    request({ route, method = '', status, seconds }) {
      const labels = { route, method: method === 'HEAD' ? 'GET' : METHODS.has(method) ? method : 'other' }
      requests.inc({ ...labels, status: String(status) })
      requestTimes.observe(labels, seconds)
    },
    /** @param {string} job @param {'done' | 'again' | 'failed'} outcome @param {number} seconds */
    job(job, outcome, seconds) {
      jobs.inc({ job, outcome })
      jobTimes.observe({ job }, seconds)
    },
    /** @param {string} flow @param {string} outcome `signed_in`, `password_saved`, or the code of a refusal */
    signIn: (flow, outcome) => signIns.inc({ flow, outcome: bounded(outcome) }),
    /** @param {string} code */
    refusal: (code) => refusals.inc({ code: bounded(code) }),
    /** @param {string} level */
    line: (level) => errors.inc({ level }),
    /** Counts a pool in from now on. Returns how to take that back. @param {() => Pool} pool */
    addPool(pool) {
      pools.add(pool)
      return () => pools.delete(pool)
    },
    /** @param {() => Promise<DatabaseFigures>} by called at each scrape */
    readDatabaseBy(by) {
      read = by
    },
    contentType: registry.contentType,
    /** All figures as text (Prometheus text format 0.0.4). */
    async text() {
      // Its own figures of Node cost a little, so they begin with the first who asks.
      if (!isScraped) collectDefaultMetrics({ register: registry })
      isScraped = true
      measurePools()
      await askDatabase()
      return registry.metrics()
    },
  }
}

/** @typedef {ReturnType<typeof makeMetrics>} Metrics */

const shared = /** @type {{ switchboardMetrics?: Metrics }} */ (globalThis)
shared.switchboardMetrics ??= makeMetrics()
export const metrics = shared.switchboardMetrics
