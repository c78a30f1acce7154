// The web process: Next behind a thin node:http server that does what must be done before Next and
// cheaper than in its proxy: the security headers with their nonce, whose address this is, how much is
// read, and stopping in order.
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { availableParallelism } from 'node:os'
import next from 'next'
import { admission } from './lib/admission.mjs'
import { turns } from './lib/turns.mjs'

const dev = process.argv.includes('--dev')
const port = Number(process.env.PORT ?? 3000)
const hostname = process.env.HOST ?? '127.0.0.1'
const secure = process.env.PORTAL_URL?.startsWith('https:')
/** How many proxies in front of us are ours: that many entries of X-Forwarded-For are believed. */
const proxies = Number(process.env.TRUSTED_PROXIES ?? 0)
const LARGEST_BODY = 5_000_000
/** A step of signing in is a name, a password or a code. */
const LARGEST_STEP = 64_000

const app = next({ dev, hostname, port, turbopack: true })
await app.prepare()
const handle = app.getRequestHandler()

function contentSecurityPolicy(nonce) {
  const script = dev ? `'nonce-${nonce}' 'strict-dynamic' 'unsafe-eval'` : `'nonce-${nonce}' 'strict-dynamic'`
  return (
    `default-src 'self'; script-src ${script}; style-src 'self'${dev ? " 'unsafe-inline'" : ` 'nonce-${nonce}'`}; ` +
    `img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; ` +
    `form-action 'self'; frame-ancestors 'none'${secure ? '; upgrade-insecure-requests' : ''}`
  )
}

/** What the operator's systems deliver is read as it comes, however long it is; its key is asked for first. */
const INTAKE = /^\/api\/intake\//
const LARGEST_DELIVERY = 4_000_000_000
const LONGEST_REQUEST = 60_000

/** A request that does not end in time is no request. */
function inTime(request) {
  if (!Number(request.headers['content-length'] ?? 0)) return
  const timer = setTimeout(() => request.complete || request.destroy(), LONGEST_REQUEST)
  request.once('close', () => clearTimeout(timer))
}

const STEP = /^\/(sign-in|sign-in\/phone|sign-in\/company|recover)\/steps\//
/** What is no page needs no nonce: nothing in it may ever run. */
const DATA =
  /^\/api\/|^\/(sign-in|sign-in\/phone|sign-in\/company|recover)\/(steps|state|go|return)(\/|\?|$)|^\/_next\/static\//
const NOTHING = "default-src 'none'; frame-ancestors 'none'"

const FIXED_HEADERS = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...(secure && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
})

function clientAddress(request) {
  const chain = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const address =
    proxies > 0 ? (chain.at(-proxies) ?? request.socket.remoteAddress) : request.socket.remoteAddress
  return (address ?? '').replace(/^::ffff:/, '').slice(0, 45)
}

const refuse = (response, status, text) =>
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    .end(`${text}\n`)

/**
 * A storm of sign-ins slows sign-ins and nobody else: enough at once to keep the cores hashing, no more; networks take
 * turns.
 */
const steps = 4 * availableParallelism()
globalThis.switchboardTurns = turns({
  most: steps,
  waiting: 2_000,
  shares: [{ most: steps, waiting: 1_000 }],
})

const admit = admission({ cookie: secure ? '__Host-session' : 'session' })

/** How many pages are being made that are not sign-ins: what the hashing gate looks at. */
const load = { others: 0 }
globalThis.switchboardLoad = load

/** Requests that failed because the database is away; filled by instrumentation.ts. */
const away = new Set()
globalThis.switchboardAway = away

/** Says 503 instead of 500 where the database is away, so that proxies and people try again. */
function answerHonestly(response, id) {
  const writeHead = response.writeHead
  response.writeHead = function (status, ...rest) {
    if (status !== 500 || !away.delete(id)) return writeHead.call(this, status, ...rest)
    this.setHeader('Retry-After', '5')
    return writeHead.call(this, 503, ...rest)
  }
  response.once('close', () => away.delete(id))
}

const server = createServer((request, response) => {
  const url = request.url ?? '/'
  // A null byte or a broken escape is in no address of ours, and further in it would only be an error.
  if (/%00|%(?![0-9a-f]{2})/i.test(url)) return refuse(response, 400, 'This address cannot be read.')
  const intake = INTAKE.test(url)
  if (request.headers['transfer-encoding'] && !intake)
    return refuse(response, 411, 'Please say how long this is.')
  const largest = STEP.test(url) ? LARGEST_STEP : intake ? LARGEST_DELIVERY : LARGEST_BODY
  if (!intake) inTime(request)
  if (Number(request.headers['content-length'] ?? 0) > largest)
    return refuse(response, 413, 'This form is too large: please shorten what you typed.')

  for (const [name, value] of FIXED_HEADERS) response.setHeader(name, value)
  const document = !DATA.test(url)
  const policy = document ? contentSecurityPolicy(randomBytes(16).toString('base64')) : NOTHING
  response.setHeader('Content-Security-Policy', policy)
  // Next reads the nonce for its own scripts from this request header.
  if (document) request.headers['content-security-policy'] = policy
  request.headers['x-client-address'] = clientAddress(request)
  const id = randomUUID()
  request.headers['x-request-id'] = id
  answerHonestly(response, id)
  request.headers['x-request-path'] = url
  if (!/^\/(sign-in|recover|_next\/)/.test(url)) {
    load.others += 1
    const { socket } = request
    // Of what was sent ahead on a connection that breaks, only the connection says that it is over.
    const over = () => {
      socket.off('close', over)
      response.off('close', over)
      load.others -= 1
    }
    response.once('close', over)
    socket.once('close', over)
  }
  admit(request, response, () => handle(request, response))
})
server.keepAliveTimeout = 65_000
// Each request has its own (inTime); a delivery may take its time.
server.requestTimeout = 0
server.headersTimeout = LONGEST_REQUEST

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), 15_000).unref()
  server.closeIdleConnections()
  await new Promise((done) => {
    server.close(done)
    setTimeout(() => server.closeAllConnections(), 5_000).unref()
  })
  await (await globalThis.switchboardWorker)?.stop()
  await globalThis.switchboardConnection?.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// The launcher is gone: do not outlive it.
process.on('disconnect', stop)

server.on('error', (error) => {
  process.send?.({
    failed: error.code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another one.` : error.message,
  })
  process.exitCode = 1
  process.disconnect?.()
})
server.listen(port, hostname, () => process.send?.({ listening: port }))
