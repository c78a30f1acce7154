import ipaddr from 'ipaddr.js'

/** Where a request says it comes from, and to which host it was sent. */
export type Origins = { host: string | null; address: string | null; forwardedFor: string | null }

/**
 * Whether the doors of demo mode (one-click sign-in, the mailbox with everybody's codes) open to a request: to one for a
 * loopback host that also comes from this machine, or for a host that the operator has named. A name alone is not
 * enough for loopback: whoever reaches the port from elsewhere can claim `Host: localhost`.
 */
export function opensDemo({ host, address, forwardedFor }: Origins, named: readonly string[]): boolean {
  const name = hostName(host ?? '')
  if (named.includes(name)) return true
  // A proxy that we were not told of still says who came to it; claiming to be more distant gains nobody anything.
  const from = [address ?? '', ...(forwardedFor?.split(',') ?? [])]
  return isLoopbackName(name) && from.every((each) => isLoopbackAddress(each.trim()))
}

/** The host of a Host field without its port, in lower case. */
const hostName = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')

/** RFC 6761, 6.3: `localhost` and everything below it never leave the machine. */
const isLoopbackName = (name: string): boolean => /^(.+\.)?localhost$/.test(name) || isLoopbackAddress(name)

/** 127.0.0.0/8 and ::1, in their usual spelling only. */
function isLoopbackAddress(text: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false
  return ipaddr.process(text).range() === 'loopback'
}
