import ipaddr from 'ipaddr.js'

/**
 * A range of addresses (CIDR).
 * @typedef {ReturnType<typeof ipaddr.parseCIDR>} AddressRange
 */

/** IPv4 addresses that translators and tunnels carry, on which whoever answers relies; none of them is this machine's. */
const PUBLIC = ['unicast']
const ROUTED = [...PUBLIC, 'private', 'carrierGradeNat']

/**
 * Where the IPv4 address of a client stands in an IPv6 address that was made out of it, by the range (RFC 6890) that it is
 * in: NAT64 and its like (RFC 6052, RFC 8215, RFC 7915) at the end, 6to4 (RFC 3056) behind the prefix, Teredo (RFC 4380) at
 * the end with each bit turned round.
 * @type {Record<string, { at: number, mask: number, kinds: readonly string[] } | undefined>}
 */
const MADE_OF_IPV4 = {
  rfc6052: { at: 12, mask: 0, kinds: ROUTED },
  rfc6145: { at: 12, mask: 0, kinds: ROUTED },
  '6to4': { at: 2, mask: 0, kinds: PUBLIC },
  teredo: { at: 12, mask: 0xff, kinds: PUBLIC },
}

/**
 * The IPv4 address of whoever comes from this one, else the address itself. Otherwise all of IPv4 behind one translator would
 * be one network, and who has a tunnel would be two.
 */
function withoutTranslation(address) {
  const found = address.kind() === 'ipv6' && MADE_OF_IPV4[address.range()]
  if (!found) return address
  const bytes = address.toByteArray().slice(found.at, found.at + 4)
  const ipv4 = ipaddr.fromByteArray(bytes.map((byte) => byte ^ found.mask))
  return found.kinds.includes(ipv4.range()) ? ipv4 : address
}

/**
 * Reads an address as sockets and proxies write it: `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:443`, `fe80::1%eth0`,
 * `::ffff:192.0.2.1`, `64:ff9b::192.0.2.1`. Null for what is no address, and for numbers that only some libraries take
 * for one (`127.1`).
 * @param {string | null | undefined} text
 */
export function parseAddress(text) {
  const written = (text ?? '').trim()
  const [, inBrackets, beforePort] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(written) ?? []
  const bare = (inBrackets ?? beforePort ?? written).replace(/%.*$/, '')
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null
  return withoutTranslation(ipaddr.process(bare))
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

/**
 * Whether no client is ever in a range: an IPv6 one that stands for IPv4 addresses, by which they are known here.
 * @param {string} address of the range
 */
export const standsForIpv4 = (address) => {
  const range = ipaddr.parse(address)
  return range.kind() === 'ipv6' && (range.range() === 'ipv4Mapped' || range.range() in MADE_OF_IPV4)
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
