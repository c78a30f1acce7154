/**
 * The network an address is in, which is what one customer of an access provider usually has: the first
 * three parts of an IPv4 address (/24), the first three groups of an IPv6 address (/48). Null for what is
 * no address.
 */
export function networkOf(address: string | null): string | null {
  if (!address) return null
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(address)
  if (v4) return v4[1]!
  const [groups = []] = [address.split(':')]
  return groups.length > 2 ? groups.slice(0, 3).join(':') : null
}
