import ipaddr from 'ipaddr.js'

/**
 * A range of addresses (CIDR).
 * @typedef {ReturnType<typeof ipaddr.parseCIDR>} AddressRange
 */

/**
 * Reads an address as sockets and proxies write it: `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:443`, `fe80::1%eth0`,
 * `::ffff:192.0.2.1`. Null for what is no address, and for numbers that only some libraries take for one (`127.1`).
 * @param {string | null | undefined} text
 */
export function parseAddress(text) {
  const written = (text ?? '').trim()
  const [, inBrackets, beforePort] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(written) ?? []
  const bare = (inBrackets ?? beforePort ?? written).replace(/%.*$/, '')
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null
  return ipaddr.process(bare)
}

/**
 * The network an address is in: the first three parts of an IPv4 address (/24), the first three groups of an IPv6
 * address (/48), which is the most that a site has (RFC 6177). Null for what is no address.
 * @param {string | null | undefined} text
 */
export const networkOf = (text) => prefix(text, 24, 48)

/**
 * What one customer of an access provider has: an IPv4 address, or an IPv6 network of 56 bits (RFC 6177). Null for what
 * is no address.
 * @param {string | null | undefined} text
 */
export const customerOf = (text) => prefix(text, 32, 56)

/** The first bits of an address, whole bytes of them, as text. */
function prefix(text, ipv4, ipv6) {
  const address = parseAddress(text)
  if (!address) return null
  const bytes = address.toByteArray()
  if (address.kind() === 'ipv4') return bytes.slice(0, ipv4 / 8).join('.')
  const kept = bytes.map((byte, n) => (n < ipv6 / 8 ? byte : 0))
  const groups = Array.from({ length: 8 }, (_, n) => ((kept[2 * n] << 8) | kept[2 * n + 1]).toString(16))
  return groups.slice(0, Math.ceil(ipv6 / 16)).join(':')
}

/**
 * Whether an address is in one of some ranges.
 * @param {string} text
 * @param {readonly AddressRange[]} ranges
 */
export function isWithin(text, ranges) {
  const address = ranges.length > 0 ? parseAddress(text) : null
  return (
    address !== null && ranges.some((range) => range[0].kind() === address.kind() && address.match(range))
  )
}

/** Whether an address is this machine's own: 127.0.0.0/8 or ::1. */
export const isLoopback = (text) => parseAddress(text)?.range() === 'loopback'

/**
 * Reads ranges of addresses, as `10.20.0.0/16` or `2001:db8::/32`.
 * @param {readonly string[]} texts
 * @returns {AddressRange[]}
 * @throws {Error} for what is none
 */
export const readRanges = (texts) => texts.map((text) => ipaddr.parseCIDR(text))
