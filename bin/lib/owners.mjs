// Whose a request is: somebody who is signed in, a browser that somebody has signed in with before, or a stranger. It is
// asked before the request waits for its turn, so that strangers, however many, wait among themselves.
import { createHash } from 'node:crypto'
import { customerOf, networkOf } from '../../lib/kernel/network.mjs'
import { turns } from './turns.mjs'

/**
 * @typedef {object} Owner
 * @property {'member' | 'known' | 'stranger'} tier
 * @property {string[]} path company and user; of strangers their network and what one customer has of it
 */

/** So many cookies are remembered with whose they are. */
const MOST_COOKIES = 20_000
/** Cookies looked up at once: made-up ones use few connections to the database, however many networks send them. */
const LOOKUPS = {
  most: 2,
  waiting: 1_000,
  shares: [
    { most: 2, waiting: 200 },
    { most: 1, waiting: 40 },
  ],
}
/** What holds as a cookie of ours; anything else need not be looked up. */
const COOKIE = /^[\w.~-]{43,2000}$/

/** Too many cookies are looked up already. */
class Crowded extends Error {}

/** Whose share of what is scarce an address without a name has. */
export const networkPath = (address) => [networkOf(address) ?? 'unknown', customerOf(address) ?? '']

/**
 * @param {object} options
 * @param {{ session: string, device: string }} options.names of the two cookies
 * @param {(cookies: { session?: string, device?: string }) => Promise<Owner | null>} options.find looks cookies up
 */
export function owners({ names, find }) {
  const lookups = turns(LOOKUPS)
  /** Owners by the hash of their cookie, the one used longest ago first. */
  const known = new Map()

  function remember(cookie, owner) {
    const key = hash(cookie)
    known.delete(key)
    known.set(key, owner)
    if (known.size > MOST_COOKIES) known.delete(known.keys().next().value)
  }

  function remembered(cookie) {
    const owner = cookie && known.get(hash(cookie))
    if (owner) remember(cookie, owner)
    return owner
  }

  /** @throws {Crowded} */
  const lookUp = (cookies, address) =>
    new Promise((resolve, reject) => {
      const drop = () => reject(new Crowded())
      const look = (end) => find(cookies).then(resolve, reject).finally(end)
      if (!lookups.take(networkPath(address), look, drop)) drop()
    })

  return {
    /**
     * Whose a request is. When too many are looked up already, whoever is not remembered is a stranger for now.
     * @param {string | undefined} header its `Cookie`
     * @param {string} address whose network it comes from
     * @returns {Promise<Owner & { cookie?: string }>} and the cookie of a session that `remember` may say it is of
     */
    async ownerOf(header, address) {
      const { session, device } = cookiesOf(header, names)
      const member = remembered(session)
      if (member) return member
      const browser = remembered(device)
      if (browser && !session) return browser
      const stranger = { tier: 'stranger', path: networkPath(address) }
      if (!session && !device) return stranger
      // What cannot be asked now is no worse than what is not known.
      const found = await lookUp({ session, device }, address).catch(() => null)
      if (found) remember(found.tier === 'member' ? session : device, found)
      return found ?? { ...(browser ?? stranger), cookie: session }
    },
    /**
     * Company and user whose session a request has at this moment, or null. Asked anew each time.
     * @throws {Error} when it cannot be asked now
     */
    async memberOf(header, address) {
      const { session } = cookiesOf(header, names)
      const found = session ? await lookUp({ session }, address) : null
      return found?.path ?? null
    },
    remember,
  }
}

/** Kept by its hash: a list of sessions is not to lie in memory. */
const hash = (cookie) => createHash('sha256').update(cookie).digest('base64')

function cookiesOf(header, names) {
  const found = {}
  for (const each of header?.split(';') ?? []) {
    const at = each.indexOf('=')
    const [name, value] = [each.slice(0, at).trim(), each.slice(at + 1).trim()]
    for (const [kind, its] of Object.entries(names))
      if (name === its && COOKIE.test(value)) found[kind] = value
  }
  return found
}
