/** As in a request line: no blanks, no controls, nothing but US-ASCII (RFC 9112, 3.2). */
const SENT = /^\/[!-~]*$/
/** By this parameter Next's router asks for a page's data instead of the page. */
const ROUTER_DATA = /^_rsc(?:=|$)/
/** Nobody who has signed in wants back there. */
const WAY_IN = /^\/(?:sign-in|recover)(?:[/?]|$)/
/** For whatever resolves it: it must not leave it. */
const NOWHERE = 'http://portal.invalid'

/**
 * A path of this portal with its query, to come back to: as it was asked for (`+`, `,`, `:` and `~` included), without what
 * the router adds. Null: anything that a browser could read as another host (WHATWG URL: `//`, `\`, and paths that resolve
 * to such), and the way in itself.
 */
export function returnPath(text: string | null | undefined): string | null {
  if (!text || !SENT.test(text) || text.includes('\\') || !URL.canParse(text, NOWHERE)) return null
  const { origin, pathname, search } = new URL(text, NOWHERE)
  if (origin !== NOWHERE || pathname.startsWith('//') || WAY_IN.test(pathname)) return null
  const query = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !ROUTER_DATA.test(part))
  return pathname + (query.length > 0 ? `?${query.join('&')}` : '')
}

/** The address of a way in that leads back to a path. */
export const withReturn = (wayIn: string, path: string | null | undefined): string => {
  const back = returnPath(path)
  return back && back !== '/overview' ? `${wayIn}?returnTo=${encodeURIComponent(back)}` : wayIn
}
