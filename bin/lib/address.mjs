// What a request asks for, read once. Everything that judges a request (limits, headers, who may send what) looks at
// this and Next is handed this, so nothing can be judged by one address and served by another.

/** Characters of RFC 3986 that a path has as they are; no `;`, which no address of ours has and other software reads. */
const PATH = /^\/[\w.~!$&'()*+,=:@%/-]*$/
/** Printable US-ASCII without the fragment, which is never sent. */
const QUERY = /^(?:\?[!"$-~]*)?$/
const BROKEN_ESCAPE = /%(?![0-9a-f]{2})/i
/**
 * Escapes that some reader would turn into another path: controls, `#` `%` `/` `;` `?` `\`, and what needs no escape
 * (RFC 3986, 6.2.2.2), so that each path has one spelling and none is worth unescaping twice.
 */
const OTHER_PATH = /%(?:[01].|2[35d-f]|3[0-9bf]|[46][1-9a-f]|5[0-9acf]|7[0-9aef])/i
/** `.` and `..` as segments, and empty ones, are resolved by whoever reads them next. */
const TO_BE_RESOLVED = /\/(?:\.{0,2})(?=\/)|\/\.{1,2}$/
/** By these parameters Next's own proxies tell it what a dynamic segment is. */
const SEGMENT_PARAMETER = /^nxt[pi]/i

/**
 * Reads a request target (RFC 9112, 3.2). Null: it is not in origin form, or it differs from what it resolves to.
 * @param {string} target as it stands in the request line
 * @returns {{ path: string, query: string, target: string } | null} `query` with its question mark, or empty
 */
export function readAddress(target) {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? '' : target.slice(mark)
  if (!PATH.test(path) || TO_BE_RESOLVED.test(path) || !QUERY.test(query)) return null
  if (target.includes('%') && !isDecodable(path, query)) return null
  if (
    /nxt|%/i.test(query) &&
    [...new URLSearchParams(query).keys()].some((key) => SEGMENT_PARAMETER.test(key))
  )
    return null
  return { path, query, target }
}

/** A name or address with or without a port. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i
const DEFAULT_PORT = /:(?:80|443)$/

/**
 * Reads a Host field in the one spelling that browsers use in an Origin: in lower case and without the port that its scheme
 * has anyway, which some proxies add (RFC 9110, 4.2.3). Null: it is none.
 * @param {string} host
 * @returns {string | null}
 */
export const readHost = (host) => (HOST.test(host) ? host.toLowerCase().replace(DEFAULT_PORT, '') : null)

/**
 * Where an address with a slash at its end is, or null for every other: of those two spellings one is served.
 * @param {{ path: string, query: string }} address
 */
export const withoutSlash = ({ path, query }) =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) + query : null

function isDecodable(path, query) {
  if (BROKEN_ESCAPE.test(path) || BROKEN_ESCAPE.test(query)) return false
  if (OTHER_PATH.test(path) || query.includes('%00')) return false
  try {
    // Throws for what is no UTF-8, overlong forms and halves of characters included.
    return !/\p{Cc}/u.test(decodeURIComponent(path)) && decodeURIComponent(query) !== undefined
  } catch {
    return false
  }
}
