import ipaddr from 'ipaddr.js'

/** A range of addresses (CIDR). */
export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>

/**
 * The network an address is in, which is what one customer of an access provider usually has: the first
 * three parts of an IPv4 address (/24), the first three groups of an IPv6 address (/48). Null for what is
 * no address.
 */
export function networkOf(address: string | null): string | null {
  if (!address || !ipaddr.isValid(address)) return null
  const read = ipaddr.process(address)
  if (read.kind() === 'ipv4') return read.toString().split('.').slice(0, 3).join('.')
  return read.toNormalizedString().split(':').slice(0, 3).join(':')
}

/** Whether an address is in one of some ranges. */
export function isWithin(address: string, ranges: readonly AddressRange[]): boolean {
  if (ranges.length === 0 || !ipaddr.isValid(address)) return false
  const read = ipaddr.process(address)
  return ranges.some((range) => range[0].kind() === read.kind() && read.match(range))
}

/** Reads ranges of addresses, as `10.20.0.0/16` or `2001:db8::/32`. @throws Error for what is none. */
export const readRanges = (texts: readonly string[]): AddressRange[] =>
  texts.map((text) => ipaddr.parseCIDR(text))
