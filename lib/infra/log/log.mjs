// The log of a process: one for all module graphs that Next keeps in it (docs/operations.md, "The log").
import { AsyncLocalStorage } from 'node:async_hooks'
import { hostname } from 'node:os'
import { types } from 'node:util'
import pino from 'pino'
import { metrics } from '../metrics/metrics.mjs'
import { burstFilter } from './burst.mjs'
import { cleanError, cleanFields, scrub } from './clean.mjs'
import { sinkTo } from './sink.mjs'
import { textOf } from './text.mjs'

/**
 * @typedef {'debug' | 'info' | 'warn' | 'error' | 'fatal'} Level
 * @typedef {Record<string, unknown> & { error?: unknown }} Fields `error`: what was thrown
 * @typedef {{ requestId?: string, traceId?: string | undefined, method?: string, route?: string, companyId?: string, actorId?: string, job?: string, jobId?: string }} Context
 * @typedef {object} Options
 * @property {'web' | 'worker' | 'task'} process
 * @property {'auto' | 'json' | 'text'} format `auto`: text on a terminal, otherwise JSON
 * @property {'auto' | 'debug' | 'info' | 'warn' | 'error'} level `auto`: `info` in JSON, `warn` in text
 * @property {import('node:tty').WriteStream | import('node:stream').Writable} stream
 */

/**
 * Errors that were written, by how loudly: two lines of the same bug tell no more than one.
 * @type {WeakMap<object, number>}
 */
const seen = new WeakMap()
/** @type {readonly Level[]} */
const LOUDNESS = ['debug', 'info', 'warn', 'error', 'fatal']

/**
 * Errors that are no bug of ours: a line without a stack, and nobody is woken by it.
 * @satisfies {Record<string, [Level, string]>}
 */
const NO_BUGS = {
  outage: /** @type {[Level, string]} */ (['warn', 'the database cannot be worked with']),
  unreadable: /** @type {[Level, string]} */ (['info', 'what was sent could not be read']),
}

function makeLog() {
  /** @type {AsyncLocalStorage<Context>} */
  const contexts = new AsyncLocalStorage()
  let writer = writerOf({ process: 'task', format: 'text', level: 'auto', stream: process.stderr })
  /** @type {(error: unknown, context: Context) => 'bug' | keyof typeof NO_BUGS} */
  let judge = () => 'bug'

  const write = (/** @type {Level} */ level, /** @type {string} */ message, /** @type {object} */ fields) =>
    writer[level]({ ...contexts.getStore(), ...fields }, scrub(message))
  // Those left out were of many: the sum is nobody's.
  const isNews = burstFilter((level, message, suppressed) =>
    contexts.exit(() => write(level, message, { suppressed })),
  )

  const count = (/** @type {Level} */ level) => {
    if (level !== 'debug' && level !== 'info') metrics.line(level)
  }

  function say(/** @type {Level} */ level, /** @type {string} */ message, /** @type {Fields} */ fields = {}) {
    const { error, ...rest } = fields
    if (error === undefined) {
      count(level)
      if (level === 'debug' || level === 'info' || isNews(level, message, message))
        write(level, message, cleanFields(rest))
      return
    }
    const judged = level === 'error' ? judge(error, contexts.getStore() ?? {}) : 'bug'
    const [as, text] = judged === 'bug' ? /** @type {const} */ ([level, message]) : NO_BUGS[judged]
    if (typeof error === 'object' && error !== null) {
      const loud = LOUDNESS.indexOf(as)
      if ((seen.get(error) ?? -1) >= loud) return
      // What is not written has told nobody.
      if (writer.isLevelEnabled(as)) seen.set(error, loud)
    }
    count(as)
    const err = cleanError(error, judged === 'bug')
    if (isNews(as, text, judged === 'bug' ? `${text} ${placeOf(err)}` : text))
      write(as, text, { ...cleanFields(rest), err })
  }

  return {
    /** @param {string} message @param {Fields} [fields] */
    debug: (message, fields) => say('debug', message, fields),
    /** @param {string} message @param {Fields} [fields] */
    info: (message, fields) => say('info', message, fields),
    /** @param {string} message @param {Fields} [fields] */
    warn: (message, fields) => say('warn', message, fields),
    /** Of an error that was logged before nothing is said again. @param {string} message @param {Fields} [fields] */
    error: (message, fields) => say('error', message, fields),
    /** The process ends by it. @param {string} message @param {Fields} [fields] */
    fatal: (message, fields) => say('fatal', message, fields),
    /** Called once, by the process that owns the log. @param {Options} options */
    open(options) {
      writer = writerOf(options)
    },
    /** Which errors are nobody's bug. @param {typeof judge} by */
    judgeBy(by) {
      judge = by
    },
    /** Runs `work` with what each of its lines says; `note` adds to it. @template T @param {Context} context @param {() => T} work @returns {T} */
    within: (context, work) => contexts.run(context, work),
    /** Adds to what the lines of the work under way say. @param {Context} more */
    note(more) {
      const context = contexts.getStore()
      if (context) Object.assign(context, more)
    },
  }
}

/** The first place of our own, or else the first, from where an error came: bursts of one bug are told by it. */
const placeOf = (/** @type {{ type: string, stack?: string }} */ { type, stack = '' }) => {
  const frames = stack.split('\n').filter((line) => /^\s*at /.test(line))
  return `${type} ${frames.find((line) => !/node_modules|node:/.test(line)) ?? frames[0] ?? ''}`
}

/** @param {Options} options */
function writerOf({ process: kind, format, level, stream }) {
  const isText = format === 'text' || (format === 'auto' && 'isTTY' in stream && stream.isTTY === true)
  const write = sinkTo(stream)
  return pino(
    {
      level: level === 'auto' ? (isText ? 'warn' : 'info') : level,
      base: { process: kind, pid: process.pid, host: hostname() },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // lib/infra/log/clean.mjs has done it.
      serializers: { err: (value) => value },
    },
    { write: isText ? (line) => write(textOf(line)) : write },
  )
}

/** @typedef {ReturnType<typeof makeLog>} Log */

const shared = /** @type {{ switchboardLog?: Log }} */ (globalThis)
shared.switchboardLog ??= makeLog()
export const log = shared.switchboardLog

/**
 * What libraries print goes into the log: Next's own errors, with the request they belong to. Where an error is among
 * it, it is that error's one line.
 */
export function adoptConsole() {
  for (const [method, level] of /** @type {const} */ ([
    ['debug', 'debug'],
    ['log', 'info'],
    ['info', 'info'],
    ['warn', 'warn'],
    ['error', 'error'],
    ['trace', 'debug'],
  ]))
    console[method] = (...all) => {
      const error = all.find((each) => types.isNativeError(each))
      const text = all
        .filter((each) => each !== error)
        .map((each) => (typeof each === 'string' ? each : typeof each))
        .join(' ')
        // Next's signs in front of a line, and their colours.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins a colour.
        .replace(/\u001b\[[\d;]*m|[⨯⚠▲✓○»]/g, '')
        .trim()
      log[level](text || 'a request failed', error === undefined ? {} : { error })
    }
}
