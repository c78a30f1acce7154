import { readHost } from './address.mjs'

/**
 * Whether what would change something comes from a page of ours. Browsers say from where (Origin; Sec-Fetch-Site,
 * which scripts cannot set); what says nothing is no browser and carries nobody's cookies.
 * Source: OWASP Cross-Site Request Forgery Prevention Cheat Sheet, "Fetch Metadata" and "Verifying Origin".
 * @param {import('node:http').IncomingHttpHeaders} headers with the host as `readHost` gives it
 */
export function isFromOwnSite({ origin, host, 'sec-fetch-site': site }) {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin === undefined) return true
  return URL.canParse(origin) && readHost(new URL(origin).host) === host
}
