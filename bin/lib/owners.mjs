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

/** So many cookies of each tier are remembered with whose they are, so that none of a lower one displaces a higher. */
const MOST_COOKIES = 20_000
/** So long what was found of a cookie holds before it is looked up again, ms: sessions end. */
const AGE = 5 * 60_000
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
 * @param {(cookies: { session?: string, device?: string }) => Promise<(Owner & { entry?: string }) | null>} options.find
 * looks cookies up; `entry`: the hash of the device's token that was found, however many others its cookie holds
 * @param {() => number} [options.now] ms
 */
export function owners({ names, find, now = () => performance.now() }) {
  const lookups = turns(LOOKUPS)
  /** Owners by the hash of what is theirs, a session or one token of a device; the one used longest ago first. */
  const known = { member: new Map(), known: new Map() }

  function keep(key, { tier, path }, until = now() + AGE) {
    const table = known[tier]
    table.delete(key)
    table.set(key, { owner: { tier, path }, until })
    if (table.size > MOST_COOKIES) table.delete(table.keys().next().value)
  }
  const remember = (session, owner) => keep(hash(session), owner)

  /** What is remembered, also when it is too old to hold without being asked again. */
  function remembered(tier, keys) {
    const key = keys.find((each) => known[tier].has(each))
    if (!key) return undefined
    const { owner, until } = known[tier].get(key)
    keep(key, owner, until)
    return { owner, holds: now() < until }
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
      const member = remembered('member', session ? [hash(session)] : [])
      if (member?.holds) return member.owner
      const browser = remembered('known', tokensOf(device).map(hash))
      if (browser?.holds && !session) return browser.owner
      const stranger = { tier: 'stranger', path: networkPath(address) }
      if (!session && !device) return stranger
      const found = await lookUp({ session, device }, address).catch(() => undefined)
      // What cannot be asked now is no worse than what was known.
      if (found === undefined) return member?.owner ?? { ...(browser?.owner ?? stranger), cookie: session }
      if (found?.tier !== 'member' && member) known.member.delete(hash(session))
      if (!found) return { ...stranger, cookie: session }
      keep(found.tier === 'member' ? hash(session) : found.entry, found)
      return found.tier === 'member' ? found : { ...found, cookie: session }
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

/** The tokens of a device's cookie (lib/identity/attempts/device-cookie.ts). */
const tokensOf = (device) => device?.split('~').flatMap((entry) => entry.split('.')[1] ?? []) ?? []

/** Kept by its hash, as the database keeps it: a list of sessions is not to lie in memory. */
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
