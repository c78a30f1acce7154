// Every setting of the portal, once: its name, what it has to be, and what holds where it is unset. Plain JavaScript
// without packages, since the launchers read it before anything is installed; lib/infra/env.ts reads it inside the
// portal, bin/serve.mjs in front of it. docs/operations.md lists the same names (a house test compares).
import {
  anchors,
  choice,
  databaseUrl,
  flag,
  host,
  hosts,
  keys,
  mailSender,
  number,
  origin,
  ranges,
  serviceUrl,
  smsSender,
  text,
} from './setting-kinds.mjs'

export const SETTINGS = {
  PORT: { ...number(1, 65_535, 3000), unset: '3000' },
  HOST: { ...host, unset: '127.0.0.1' },
  /** How people reach the portal: in mails, and as the origin that codes are bound to. */
  PORTAL_URL: { ...origin, unset: null },
  /** The role that the portal runs as. */
  DATABASE_URL: { ...databaseUrl, unset: null },
  /** The role that owns the tables: for migrations only, at the start. */
  DATABASE_OWNER_URL: { ...databaseUrl, unset: null },
  DATA_DIR: { ...text('a folder'), unset: '.data' },
  AUTH_SECRET: { ...keys(1), unset: null },
  DATA_KEY: { ...keys(10), unset: null },
  SMTP_URL: { ...serviceUrl(['smtp', 'smtps'], 'smtp://user:password@mail.example:587'), unset: null },
  SMPP_URL: { ...serviceUrl(['smpp', 'smpps'], 'smpp://systemid:password@centre.example:2775'), unset: null },
  /** How the message centre writes a message's id in its answer, and then in the receipt (lib/channels/sms/receipt-ids.ts). */
  SMPP_RECEIPT_IDS: { ...choice(['auto', 'same', 'hex-decimal', 'decimal-hex']), unset: 'auto' },
  /** How the end of a one-time code is said to the message centre (lib/channels/sms/validity.ts). */
  SMPP_VALIDITY: { ...choice(['relative', 'absolute', 'none']), unset: 'relative' },
  /** The operator's CAMARA gateway: SIM Swap and Number Recycling. */
  CAMARA_URL: {
    ...serviceUrl(['https', 'http'], 'https://user:password@gateway.example/camara'),
    unset: null,
  },
  /** For so many hours a changed SIM asks for a second proof. */
  SIM_CHANGED_HOURS: { ...number(1, 2_400, 72), unset: '72' },
  /** Companies' providers of single sign-on may be at private addresses, and without TLS. */
  OIDC_INSIDE: { ...flag, unset: '0' },
  MAIL_FROM: { ...mailSender, unset: null },
  SMS_FROM: { ...smsSender, unset: null },
  MARKET: { ...choice(['hu', 'rs', 'ru']), unset: 'hu' },
  /** Addresses of mobile carriers and other large shared networks. */
  CARRIER_NETWORKS: { ...ranges, unset: '' },
  DEMO: { ...flag, unset: '0' },
  /** Hosts besides loopback ones for whose requests the doors of demo mode open. */
  DEMO_HOSTS: { ...hosts, unset: '' },
  /** So many per cent of a delivered file's rows may be set aside where they do not fit; 0: it is taken whole or not at all. */
  IMPORT_SET_ASIDE: { ...number(0, 100, 0), unset: '0' },
  /** So many gigabytes may deliveries take up that were received over HTTP and wait to be processed; those of one key half. */
  IMPORT_WAITING_GB: { ...number(1, 100_000, 8), unset: '8' },
  /** For so many whole months before the present one itemised usage is kept; unset: for good. */
  USAGE_MONTHS: { ...number(3, 600, 24), unset: null },
  /** Which Node the product runs on: the one that comes along where it is newer, or the machine's own (bin/lib/runtime.mjs). */
  RUNTIME: { ...choice(['bundled', 'own']), unset: 'bundled' },
  WORKER: { ...choice(['in', 'out']), unset: 'in' },
  /** Where the heads of the audit are kept outside the database. */
  AUDIT_ANCHOR: { ...anchors, unset: '' },
  /** How many proxies of the operator's stand in front: that many entries of X-Forwarded-For are believed. */
  TRUSTED_PROXIES: { ...number(0, 10, 1), unset: '0' },
  /** What Strict-Transport-Security says on https. */
  HSTS: { ...choice(['host', 'subdomains', 'off']), unset: 'host' },
  /** So many seconds a form may take to arrive. */
  FORM_SECONDS: { ...number(1, 600, 30), unset: '30' },
  /** How lines of the log are written, and from which level on (lib/infra/log). */
  LOG_FORMAT: { ...choice(['auto', 'json', 'text']), unset: 'auto' },
  LOG_LEVEL: { ...choice(['auto', 'debug', 'info', 'warn', 'error']), unset: 'auto' },
  /** Where each process serves its figures (lib/infra/metrics); without a port it does not. */
  METRICS_PORT: { ...number(1, 65_535, 9_464), unset: null },
  METRICS_HOST: { ...host, unset: '127.0.0.1' },
  /** Connections of one process to the database. */
  DATABASE_POOL: { ...number(2, 200, 10), unset: '10' },
  /** One-time codes a company, and the whole portal, may have sent in an hour. */
  SMS_BUDGET_COMPANY: { ...number(1, 100_000_000, 2_000), unset: '2000' },
  SMS_BUDGET_TOTAL: { ...number(1, 100_000_000, 100_000), unset: '100000' },
}

/**
 * Reads all settings. A problem is one sentence that names the setting, what is wrong with it and what it may be; the
 * values of secrets are not repeated. A warning is about a name that is nearly one of ours.
 * @param {Record<string, string | undefined>} source usually the process's environment
 */
export function readSettings(source) {
  const problems = []
  const values = {}
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const given = source[name] || setting.unset
    const { value, problem } =
      given === null || given === '' ? emptyOf(setting) : readOne(name, setting, given)
    if (problem) problems.push(problem)
    else values[name] = value
  }
  return { values: /** @type {Values} */ (values), problems, warnings: nearMisses(Object.keys(source)) }
}

/** @typedef {{ [Name in keyof typeof SETTINGS]: Exclude<ReturnType<(typeof SETTINGS)[Name]['read']>, undefined> | ((typeof SETTINGS)[Name]['unset'] extends null ? undefined : never) }} Values */

const emptyOf = (setting) => ({ value: setting.unset === null ? undefined : setting.read('') })

function readOne(name, setting, given) {
  if (/^\s|\s$|^(["']).*\1$/s.test(given))
    return { problem: `${name} has blanks or quotes around its value: remove them.` }
  const value = setting.read(given)
  if (value !== undefined) return { value }
  const shown = setting.secret ? '' : ` is "${given.slice(0, 80)}":`
  return { problem: `${name}${shown} ${setting.secret ? 'must' : 'it must'} be ${setting.wants}.` }
}

/** Names in the environment that are none of ours and so near to one that they were meant to be it. */
function nearMisses(names) {
  const known = Object.keys(SETTINGS).filter((name) => name.length >= 6)
  return names
    .filter((name) => !(name in SETTINGS))
    .flatMap((name) => {
      const meant = known.find((each) => isNear(name.toUpperCase(), each))
      return meant ? [`${name} is no setting of Switchboard: did you mean ${meant}?`] : []
    })
}

/** Whether one becomes the other by at most two letters more, less or changed (Levenshtein). */
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 2) return false
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (letter === other ? 0 : 1)))
    row = next
  }
  return row[b.length] <= 2
}
