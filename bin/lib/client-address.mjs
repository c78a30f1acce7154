import { parseAddress } from '../../lib/kernel/network.mjs'

const FORWARDED = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-proto']

/**
 * Whose address a request comes from. Each proxy appends who came to it to X-Forwarded-For; as many entries as
 * proxies are ours are believed, counted from the end. One that cannot be read counts as its proxy's: a network of
 * everybody without an address would be shared by all of them.
 * @param {import('node:http').IncomingMessage} request
 * @param {number} proxies how many of ours stand in front
 */
export function clientAddress({ headers, socket }, proxies) {
  const chain = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const claimed = proxies > 0 ? parseAddress(chain.at(-proxies)) : null
  return (claimed ?? parseAddress(socket.remoteAddress))?.toString() ?? ''
}

/**
 * Looks out for a proxy in front of a portal that was not told of it, and says so once: without its word all
 * visitors would have the proxy's address and share one count of wrong passwords.
 * @param {number} proxies
 * @param {(sentence: string) => void} say
 */
export function proxyWatch(proxies, say) {
  let said = proxies > 0
  return ({ headers, socket }) => {
    // A request that Next sends to itself carries what we wrote on the one before.
    if (said || headers['x-client-address'] !== undefined) return
    const found = FORWARDED.find((name) => headers[name] !== undefined)
    if (!found) return
    said = true
    say(
      `A request from ${socket.remoteAddress} came with ${found}, but TRUSTED_PROXIES is 0. If a proxy of yours stands in ` +
        `front, set TRUSTED_PROXIES to how many do and restart: until then everybody behind it counts as one network, ` +
        `and wrong passwords of one lock out all. If none does, somebody made the header up and it was ignored.`,
    )
  }
}
