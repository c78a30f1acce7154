// Whose turn it is at the door: pages and actions are made a few at once, by company and user in turns, so that
// what one of them sends waits for their own and not for everybody's (docs/decisions/026).
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { KINDS } from './kinds.mjs'
import { refuse } from './refuse.mjs'
import { turns } from './turns.mjs'
import { whenOver } from './when-over.mjs'

/**
 * Pages of a process, of a company and of a user that are made at once. There is one event loop: more at once only
 * makes each of them later. A user who is not alone has one at a time: two would make everybody else's three times as
 * long.
 */
const BOUNDS = {
  most: 8,
  waiting: 2_000,
  shares: [
    { most: 4, waiting: 500 },
    { most: 3, crowded: 1, waiting: 120 },
  ],
}
/** What takes longer waits for something else than the event loop; the database has shares of its own. In ms. */
const LONGEST_TURN = 2_000
/** So many sessions are remembered with whose they are. */
const MOST_SESSIONS = 20_000

/** Files, deliveries and payments; and signing in, which has turns of its own (lib/web/turn.ts). */
const OPEN = new Set([KINDS.asset, KINDS.delivery, KINDS.event, KINDS.step])
/** What load balancers ask. */
const ALIVE = /^\/api\/(health|ready)$/

/**
 * @param {{ cookie: string }} options the name of the session's cookie
 * @returns `admit(address, kind, request, response, go)`: calls `go` when it is the request's turn, or answers that
 * it is too much
 */
export function admission({ cookie }) {
  const pages = turns(BOUNDS)
  /** Whose sessions are, by the hash of their cookie, the one used longest ago first. */
  const sessions = new Map()
  const requests = new AsyncLocalStorage()
  // Read by lib/infra/request.ts.
  globalThis.switchboardRequests = requests

  /**
   * Whose share a request has: company and user of a session that has proven to be one; else the network, so that
   * made-up sessions share what their maker has.
   */
  function pathOf(session, address) {
    const known = session && sessions.get(session)
    if (!known) return [`network ${networkOf(address)}`, '']
    sessions.delete(session)
    sessions.set(session, known)
    return known
  }

  return async function admit(address, kind, request, response, go) {
    const from = request.headers['x-client-address'] ?? ''
    if (OPEN.has(kind) || ALIVE.test(address.path)) {
      if (kind === KINDS.step) pages.note(['network', networkOf(from)])
      return go()
    }
    const session = sessionOf(request.headers.cookie, cookie)
    const context = requestContext(pathOf(session, from), (path) => {
      if (!session) return
      sessions.delete(session)
      sessions.set(session, path)
      if (sessions.size > MOST_SESSIONS) sessions.delete(sessions.keys().next().value)
    })
    // Resolves when the request has been served, or has gone; rejects with what `go` does.
    await new Promise((resolve, reject) => {
      const leave = pages.take(context.path, (end) => {
        const timer = setTimeout(end, LONGEST_TURN)
        context.endTurn = () => {
          clearTimeout(timer)
          end()
        }
        // Its end is when all is written, not when all is read: who reads slowly keeps nobody else waiting.
        const { end: write } = response
        response.end = function (...all) {
          context.endTurn()
          return write.apply(this, all)
        }
        requests.run(context, async () => go()).then(resolve, reject)
      })
      if (!leave) {
        const sentence = 'Too many of your requests wait already: please try again shortly.'
        refuse(request, response, 429, sentence, { 'Retry-After': '5' })
        return resolve()
      }
      whenOver(request, response, () => {
        leave()
        resolve()
        if (request.method === 'GET' && !response.writableEnded) context.abandon()
      })
    })
  }
}

/** What the portal knows of a request under way, beside what it was sent. */
function requestContext(path, remember) {
  const abandoned = new Set()
  return {
    /** Company and user, or the network: whose share of what is scarce it uses. */
    path,
    /** Connections to the database that it holds at this moment. */
    connections: 0,
    gone: false,
    endTurn: () => undefined,
    /** Says whose it has proven to be. */
    identify(company, user) {
      if (this.path[0] === company && this.path[1] === user) return
      this.path = [company, user]
      remember(this.path)
    },
    /** Calls `work` when nobody waits for the answer any more. Returns how to take that back. */
    onAbandon(work) {
      abandoned.add(work)
      return () => abandoned.delete(work)
    },
    abandon() {
      this.gone = true
      for (const work of abandoned) work()
      abandoned.clear()
    },
  }
}

/** Kept by its hash: a list of sessions is not to lie in memory. */
function sessionOf(cookies, name) {
  for (const each of cookies?.split(';') ?? []) {
    const at = each.indexOf('=')
    if (each.slice(0, at).trim() === name)
      return createHash('sha256')
        .update(each.slice(at + 1).trim())
        .digest('base64')
  }
  return null
}

/** An IPv4 address, or the /56 that an access provider gives to one customer (RFC 6177). */
const networkOf = (address) =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':').slice(0, -2) : address
