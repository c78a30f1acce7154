import { isLoopback } from './network.mjs'

/** By these a proxy says that it passed something on, whatever is in them. */
const PASSED_ON = [
  'forwarded',
  'via',
  'x-forwarded-server',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
]

/**
 * Whether a request says that it came through a proxy or from another machine, or was sent to a name that is not this
 * machine's. X-Forwarded-For is not judged here: Next adds one to every request.
 * @param {import('node:http').IncomingHttpHeaders} headers as they were received
 */
export function saysPassedOn(headers) {
  const { 'x-real-ip': address, 'x-forwarded-host': host } = headers
  return (
    PASSED_ON.some((name) => headers[name] !== undefined) ||
    (address !== undefined && !isLoopback(String(address))) ||
    (host !== undefined && !isLoopbackName(hostName(String(host))))
  )
}

/**
 * Whether the doors of demo mode (one-click sign-in, the mailbox with everybody's codes) open to a request: to one for a
 * loopback host that also comes from this machine, or for a host that the operator has named. A name alone is not
 * enough for loopback: whoever reaches the port from elsewhere can claim `Host: localhost`.
 * @param {{ host: string | null, address: string | null, forwardedFor: string | null, passedOn: boolean }} request where
 * it says it comes from, and to which host it was sent
 * @param {readonly string[]} named
 */
export function opensDemo({ host, address, forwardedFor, passedOn }, named) {
  const name = hostName(host ?? '')
  if (named.includes(name)) return true
  // A proxy that we were not told of still says who came to it; claiming to be more distant gains nobody anything.
  const from = [address ?? '', ...(forwardedFor?.split(',') ?? [])]
  return !passedOn && isLoopbackName(name) && from.every(isLoopback)
}

/** The host of a Host field without its port, in lower case. */
const hostName = (host) =>
  host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')

/** RFC 6761, 6.3: `localhost` and everything below it never leave the machine. */
const isLoopbackName = (name) => /^(.+\.)?localhost$/.test(name) || isLoopback(name)
