// The web process: Next behind a thin node:http server that does what must be done before Next and
// cheaper than in its proxy: whether a request may come in at all (lib/door.mjs), the security headers with their
// nonce, whose address this is, and stopping in order.
import { createHmac, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import next from 'next'
import { adoptConsole, log } from '../lib/infra/log/log.mjs'
import { endUncaught, hearRejections } from '../lib/infra/log/uncaught.mjs'
import { serveMetrics } from '../lib/infra/metrics/server.mjs'
import { readSettings } from '../lib/infra/settings.mjs'
import { saysPassedOn } from '../lib/kernel/demo-request.mjs'
import { noteAccess } from './lib/access.mjs'
import { admission } from './lib/admission.mjs'
import { withBody } from './lib/body.mjs'
import { markRunning } from './lib/builds.mjs'
import { clientAddress, proxyWatch } from './lib/client-address.mjs'
import { keepFair } from './lib/connections.mjs'
import { door } from './lib/door.mjs'
import { inOneGo } from './lib/in-one-go.mjs'
import { actionsOf, answerWith, askFor, keptForms } from './lib/kept-forms.mjs'
import { answerHonestly } from './lib/outage.mjs'
import { requestIds } from './lib/request-ids.mjs'
import { routeClass } from './lib/route-class.mjs'
import { saidOnce } from './lib/said-once.mjs'
import { securityHeaders } from './lib/security-headers.mjs'
import { whenOver } from './lib/when-over.mjs'

const dev = process.argv.includes('--dev')
const { values, problems } = readSettings(process.env)
if (problems.length > 0) throw new Error(problems.join('\n'))
const { PORT: port, HOST: hostname, TRUSTED_PROXIES: proxies } = values
log.open({ process: 'web', format: values.LOG_FORMAT, level: values.LOG_LEVEL, stream: process.stdout })
// Next's development server draws on the terminal.
if (!dev) adoptConsole()
const secure = values.PORTAL_URL?.protocol === 'https:'
const portalHost = values.PORTAL_URL?.host ?? `localhost:${port}`
/** So long a form may take to arrive. */
const within = values.FORM_SECONDS * 1000
const headers = securityHeaders({ secure, dev, hsts: values.HSTS })

/** Header fields and the request line together, in bytes: room for a cookie and a list's address. */
const LARGEST_HEAD = 16_384
const LONGEST_HEAD = 15_000
/** Who takes none of an answer for so long is gone. */
const LONGEST_SILENCE = 120_000

let stopNow = (code) => process.exit(code)
// Whatever it was at may be half done: nobody is served by what is left, and whoever supervises it starts it anew.
endUncaught('the web process ends by an error that nobody caught', () => stopNow(1))
hearRejections('a promise was rejected and nobody looked at it')

// Values that an action of a page's own closes over travel sealed. Ids are made with a key that is no secret (lib/prepare.mjs).
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = createHmac('sha256', values.AUTH_SECRET ?? randomBytes(32))
  .update('values of actions')
  .digest('base64')
const unmark = dev ? () => undefined : markRunning(process.env.NEXT_DIST_DIR)
process.on('exit', unmark)

const app = next({
  dev,
  hostname,
  port,
  turbopack: true,
  // Next listens for upgrades by itself; only its development server has anything to upgrade to.
  ...(!dev && { httpServer: new EventEmitter() }),
})
/** What keeps this process from working on its database, or null; told by instrumentation.ts. */
const begun = new Promise((resolve) => {
  globalThis.switchboardBegun = resolve
})
await app.prepare()
const handle = app.getRequestHandler()

const cookieName = (name) => (secure ? `__Host-${name}` : name)
const { admit, memberOf } = admission({
  names: { session: cookieName('session'), device: cookieName('device') },
  find: async (cookies) => globalThis.switchboardOwnerOf(cookies),
})
const memberNow = (request) => memberOf(request.headers.cookie, clientAddress(request, proxies))

/** How many pages are being made that are not sign-ins: what the hashing gate looks at. */
const load = { others: 0 }
globalThis.switchboardLoad = load

/** What became of requests that failed and were not a bug, by their keys; filled by instrumentation.ts. */
const failures = new Map()
globalThis.switchboardFailures = failures

/** Bodies that a handler reads itself, by the keys of their requests; taken by lib/web/body.ts. */
const deliveries = new Map()
globalThis.switchboardDeliveries = deliveries

/** Forms whose page is shown instead of sending them, by the keys of their requests; read by lib/web/kept-form.ts. */
const keptOf = new Map()
globalThis.switchboardKeptForms = keptOf
const judgeSaid = saidOnce({ names: { done: cookieName('done'), answer: cookieName('answer') }, secure })
const keep = keptForms({ actions: dev ? null : actionsOf(process.env.NEXT_DIST_DIR), memberOf: memberNow })

const lookOutForProxies = proxyWatch(proxies, (sentence) => log.warn(sentence))

/**
 * Hands a request on that may come in. What it says about itself in our own headers' names is overwritten. `begin`
 * has the body of a delivery sent, and returns it; `bytes`: a body that is here already.
 */
function pass(address, kind, request, response, begin, bytes) {
  const { key, partOf } = known.get(response)
  for (const [name, value] of headers.fixed) response.setHeader(name, value)
  const policy = headers.policy(kind.document ? randomBytes(16).toString('base64') : null)
  response.setHeader('Content-Security-Policy', policy)
  lookOutForProxies(request)
  // HTTP/1.0 may leave it out, as some health checks do.
  request.headers.host ??= portalHost
  Object.assign(request.headers, {
    // Next reads the nonce for its own scripts from this request header.
    'content-security-policy': policy,
    'x-client-address': clientAddress(request, proxies),
    'x-client-passed-on': saysPassedOn(request.headers) ? 'yes' : 'no',
    'x-request-path': address.target,
    // Next compares the origin of actions with this before it looks at Host.
    'x-forwarded-host': request.headers.host,
  })
  answerHonestly(request, response, () => failures.get(key))
  inOneGo(response)
  // Where the page of a form leads is asked for, and not sent the form (RFC 9110, 15.4.4).
  if (request.method === 'POST' && kind.document) answerWith(response, 307, 303)
  // Scripts of a page that breaks read there which request it was (components/shell/broken-page.tsx).
  if (kind.document) response.setHeader('Server-Timing', `request;desc="${request.headers['x-request-id']}"`)
  if (kind.document) judgeSaid(address, request, response, { id: key, partOf })
  const isOther = !/^\/(sign-in|recover|_next\/)/.test(address.path)
  if (isOther) load.others += 1
  whenOver(request, response, () => {
    if (isOther) load.others -= 1
    failures.delete(key)
    deliveries.delete(key)
  })
  const go = async () => {
    const instead = bytes && kind.document ? await keep(request, address.target, bytes) : null
    if (instead) {
      keptOf.set(key, instead.kept)
      // Whoever sent it may have gone while it was asked who is signed in.
      whenOver(request, response, () => keptOf.delete(key))
      answerWith(response, 200, instead.status)
      return handle(askFor(request, instead.page), response)
    }
    if (!kind.streamed) return handle(request, response)
    deliveries.set(key, { begin })
    // What it brings may take long to process; lib/web/body.ts watches the sender.
    request.socket.setTimeout(0)
    // Next would read it all into memory as fast as it comes.
    return handle(withBody(request, Buffer.alloc(0)), response)
  }
  return admit(address, kind, request, response, go, { id: key, partOf })
}

const enter = door({ within, dev, pass, memberOf: memberNow })
/** Ids, key and trace of each request under way, by its answer. */
const known = new WeakMap()
const ids = requestIds({ proxies })

const serve = (expected) => (request, response) => {
  const { id, key, partOf, traceId } = ids.begin(request.headers)
  known.set(response, { key, partOf })
  const [path] = (request.url ?? '').split('?', 1)
  const context = { requestId: id, traceId, method: request.method, route: routeClass(path) }
  response.setHeader('X-Request-Id', id)
  log.within(context, () => {
    noteAccess(request, response, context, { path, partOf, over: () => ids.end(key) })
    return enter(request, response, expected).catch((error) => {
      log.error('a request failed before it was handed on', { error })
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
}

const server = createServer(
  {
    headersTimeout: Math.min(LONGEST_HEAD, within),
    // Each body has its own (lib/door.mjs, lib/web/body.ts); a delivery may take its time.
    requestTimeout: 0,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: LARGEST_HEAD,
  },
  serve(false),
)
server.on('checkContinue', serve(true))
server.timeout = LONGEST_SILENCE
keepFair(server, { proxies })

let stopping = false
async function stop(code = 0) {
  if (stopping) return
  stopping = true
  // Who waits for what came of a delivery is answered with where to ask.
  globalThis.switchboardStopping = true
  setTimeout(() => process.exit(1), 15_000).unref()
  server.closeIdleConnections()
  await new Promise((done) => {
    server.close(done)
    setTimeout(() => server.closeAllConnections(), 5_000).unref()
  })
  await (await globalThis.switchboardWorker)?.stop()
  await globalThis.switchboardConnection?.close()
  process.exit(code)
}
stopNow = stop
process.on('SIGTERM', () => stop())
process.on('SIGINT', () => stop())
// The launcher is gone: do not outlive it.
process.on('disconnect', () => stop())

/** Ends with one sentence, which the launcher shows; without one it stands in the log. */
function fail(sentence) {
  if (process.send) return process.send({ failed: sentence }, () => stop(1))
  log.fatal(sentence)
  stop(1)
}
/** So long a port that is taken may still be let go of by the portal that was there before, in ms. */
const LETTING_GO = 3_000
const listen = () => server.listen(port, hostname, () => process.send?.({ listening: port }))
server.on('error', (error) => {
  if (error.code !== 'EADDRINUSE') return fail(error.message)
  if (performance.now() < begunAt + LETTING_GO) return setTimeout(listen, 200)
  fail(`Port ${port} is taken: set PORT to another one.`)
})
serveMetrics({ port: values.METRICS_PORT, host: values.METRICS_HOST })
const problem = await begun
const begunAt = performance.now()
if (problem) fail(problem)
else listen()
