// Whose turn it is at the door: pages and actions are made a few at once, by company and user in turns, so that
// what one of them sends waits for their own and not for everybody's (docs/decisions/026). Whoever is signed in does not
// wait with strangers.
import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { KINDS } from './kinds.mjs'
import { networkPath, owners } from './owners.mjs'
import { refuse } from './refuse.mjs'
import { turns } from './turns.mjs'
import { whenOver } from './when-over.mjs'

/**
 * Pages of a process, of all who are signed in (or not), of a company and of a user that are made at once. There is one
 * event loop: more at once only makes each of them later. A user who is not alone has one at a time: two would make
 * everybody else's three times as long.
 */
const PAGES = {
  most: 8,
  waiting: 2_000,
  shares: [
    { most: 7, waiting: 1_000 },
    { most: 4, waiting: 500 },
    { most: 3, crowded: 1, waiting: 120 },
  ],
}
/** Steps of signing in: enough at once to keep the cores hashing, no more. A storm of them slows sign-ins and nobody else. */
const STEPS_AT_ONCE = 4 * availableParallelism()
const STEPS = {
  most: STEPS_AT_ONCE,
  waiting: 2_000,
  shares: [
    { most: STEPS_AT_ONCE - 1, waiting: 1_000 },
    { most: STEPS_AT_ONCE / 2, waiting: 700 },
    { most: STEPS_AT_ONCE / 2, waiting: 500 },
  ],
}
/** Deliveries, by network, until they are received: each waits unread until its key is known. */
const DELIVERIES = {
  most: 16,
  waiting: 256,
  shares: [
    { most: 12, waiting: 128 },
    { most: 8, waiting: 64 },
  ],
}
/** What takes longer waits for something else than the event loop; the database has shares of its own. In ms. */
const LONGEST_TURN = 2_000
const LONGEST_STEP = 60_000

/** Files and payments take no turns. */
const FREE = new Set([KINDS.asset, KINDS.event])
/** What load balancers ask. */
const ALIVE = /^\/api\/(health|ready)$/

const TOO_MUCH = [429, 'too_many', { 'Retry-After': '5' }]
const OTHERS = [503, 'others', { 'Retry-After': '30' }]

/**
 * @param {Parameters<typeof owners>[0]} options
 * @returns `admit(address, kind, request, response, go, ids)`: calls `go` when it is the request's turn, or answers that
 * it is too much; `memberOf`: whose session a request has (owners.mjs)
 */
export function admission({ names, find }) {
  const [pages, steps, deliveries] = [turns(PAGES), turns(STEPS), turns(DELIVERIES)]
  /** Actions under way, by the ids that only they know. */
  const actions = new Set()
  const requests = new AsyncLocalStorage()
  // Read by lib/infra/request.ts and lib/kernel/slices.ts.
  globalThis.switchboardRequests = requests
  const { ownerOf, memberOf, remember } = owners({
    names,
    // All of them have one share of the database's connections.
    find: (cookies) => requests.run(requestContext({ path: ['portal', 'cookies'] }), () => find(cookies)),
  })

  /** @param {{ id: string, partOf?: string }} ids the request's, and that of the one it says to be a part of */
  async function admit(address, kind, request, response, go, { id, partOf }) {
    if (FREE.has(kind) || ALIVE.test(address.path)) return go()
    const from = request.headers['x-client-address'] ?? ''
    if (kind === KINDS.delivery)
      return inTurn(deliveries, networkPath(from), OTHERS, request, response, (end) => {
        whenOver(request, response, end)
        // What waits for its answer then holds nobody's turn.
        request.once('end', end)
        return go()
      })
    const owner = await ownerOf(request.headers.cookie, from)
    const path = [owner.tier, ...owner.path]
    if (kind === KINDS.step) {
      pages.note(path)
      return inTurn(steps, path, TOO_MUCH, request, response, (end) =>
        endsWith(response, end, LONGEST_STEP, go),
      )
    }
    const context = requestContext({
      method: request.method,
      path: owner.path,
      remember: (member) => owner.cookie && remember(owner.cookie, member),
    })
    const answer = () => {
      whenOver(request, response, () => {
        if (request.method !== 'POST' && !response.writableEnded) context.abandon()
        context.finish()
      })
      return requests.run(context, async () => go())
    }
    // Next asks for the page that an action leads to by itself, in the action's name. Once, it has the action's turn: one
    // more would wait until that ends.
    if (actions.delete(partOf)) return answer()
    return inTurn(pages, path, TOO_MUCH, request, response, (end) =>
      endsWith(response, end, LONGEST_TURN, (endTurn) => {
        context.endTurn = endTurn
        if (request.method === 'POST') {
          actions.add(id)
          whenOver(request, response, () => actions.delete(id))
        }
        return answer()
      }),
    )
  }
  return { admit, memberOf }
}

/**
 * Calls `go` when it is the turn of a path, or answers with `refusal`. Resolves when the request has been served, or has
 * gone; rejects with what `go` does.
 */
function inTurn(queue, path, refusal, request, response, go) {
  return new Promise((resolve, reject) => {
    const drop = () => {
      refuse(request, response, ...refusal)
      resolve()
    }
    const begin = async (end) => {
      try {
        resolve(await go(end))
      } catch (error) {
        reject(error)
      }
    }
    const leave = queue.take(path, begin, drop)
    if (!leave) return drop()
    whenOver(request, response, () => {
      leave()
      resolve()
    })
  })
}

/**
 * A turn that ends when all of its answer is written, not when all is read: who reads slowly keeps nobody else waiting.
 * At the latest after `longest` ms.
 */
function endsWith(response, end, longest, go) {
  const timer = setTimeout(end, longest)
  const endTurn = () => {
    clearTimeout(timer)
    end()
  }
  const { end: write } = response
  response.end = function (...all) {
    endTurn()
    return write.apply(this, all)
  }
  return go(endTurn)
}

/** What the portal knows of a request under way, beside what it was sent. */
function requestContext({ method, path, remember = () => undefined }) {
  const [abandoned, over] = [new Set(), new Set()]
  const callAll = (works) => {
    for (const work of works) work()
    works.clear()
  }
  let isOver = false
  return {
    method,
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
      remember({ tier: 'member', path: this.path })
    },
    /** Calls `work` when nobody waits for the answer any more. Returns how to take that back. */
    onAbandon(work) {
      abandoned.add(work)
      return () => abandoned.delete(work)
    },
    abandon() {
      this.gone = true
      callAll(abandoned)
    },
    /** Calls `work` when the request is over; at once if it is. Returns how to take that back. */
    onOver(work) {
      if (isOver) work()
      else over.add(work)
      return () => over.delete(work)
    },
    finish() {
      isOver = true
      callAll(over)
    },
  }
}
