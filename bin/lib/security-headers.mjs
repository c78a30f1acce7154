const YEARS = 63_072_000
/** What HSTS says on https, by the setting of that name. */
const STRICT_TRANSPORT = {
  host: `max-age=${YEARS}`,
  subdomains: `max-age=${YEARS}; includeSubDomains`,
  // Not silence: browsers keep what they were told until they are told otherwise (RFC 6797, 6.1.1).
  off: 'max-age=0',
}
const NOTHING = "default-src 'none'; frame-ancestors 'none'"

/**
 * The headers that every answer has (ASVS 5.0, V3.4).
 * @param {{ secure: boolean, hsts: 'host' | 'subdomains' | 'off', dev: boolean }} settings
 */
export function securityHeaders({ secure, hsts, dev }) {
  const fixed = Object.entries({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(secure && { 'Strict-Transport-Security': STRICT_TRANSPORT[hsts] }),
  })
  return {
    fixed,
    /** The policy of a page with a nonce, or (none) of what is no page: nothing in it may ever run. */
    policy(nonce) {
      if (!nonce) return NOTHING
      const script = `'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`
      return (
        `default-src 'self'; script-src ${script}; style-src 'self'${dev ? " 'unsafe-inline'" : ` 'nonce-${nonce}'`}; ` +
        `img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; ` +
        `form-action 'self'; frame-ancestors 'none'${secure ? '; upgrade-insecure-requests' : ''}`
      )
    },
  }
}
