// What each kind of address may be sent, in one table: tests/unit/kinds.test.ts holds it against the routes there are.

/** In bytes. What somebody signs in with, and forms of strangers. */
const SMALL = 64_000
/** A form of somebody who is signed in. */
const FORM = 256_000
/** Forms that name many people, lines or rights, and the file of rights: the largest that is read at all. */
export const LARGE_FORM = 2_000_000
const EVENT = 20_000

/**
 * @typedef {object} Kind
 * @property {'GET' | 'POST' | 'both' | 'cancel'} takes methods; HEAD goes with GET, DELETE with `cancel`
 * @property {number} stranger largest body of somebody without a session, in bytes
 * @property {number} [member] largest body of a session
 * @property {boolean} [document] its answer is a page, with scripts of ours
 * @property {boolean} [machine] brings a key or a signature instead of cookies, so other sites cannot borrow them
 * @property {boolean} [streamed] its body is as long as it likes and read by its handler, as it comes
 */
/** @type {Record<string, Kind>} */
export const KINDS = {
  asset: { takes: 'GET', stranger: 0 },
  delivery: { takes: 'POST', stranger: 0, machine: true, streamed: true },
  received: { takes: 'cancel', stranger: 0, machine: true },
  event: { takes: 'POST', stranger: EVENT, machine: true },
  step: { takes: 'POST', stranger: SMALL },
  data: { takes: 'GET', stranger: 0 },
  long: { takes: 'both', stranger: SMALL, member: LARGE_FORM, document: true },
  page: { takes: 'both', stranger: SMALL, member: FORM, document: true },
}

/** The first that fits says what an address is; the rest are pages. */
const PLACES = [
  [/^\/_next\/static\//, KINDS.asset],
  [/^\/(?:icons\/[^/]+|favicon\.ico|manifest\.webmanifest|robots\.txt)$/, KINDS.asset],
  [/^\/api\/intake\/deliveries\/[^/]+$/, KINDS.received],
  [/^\/api\/intake\/[^/]+$/, KINDS.delivery],
  [/^\/api\/payments\/webhook$/, KINDS.event],
  [/^\/api\//, KINDS.data],
  [/^\/(?:sign-in|sign-in\/phone|sign-in\/company|recover)\/steps\/[^/]+$/, KINDS.step],
  [/^\/(?:sign-in|sign-in\/phone|sign-in\/company|recover)\/(?:state|go|return)$/, KINDS.data],
  [/^\/(?:rights|approvals|lines\/change)(?:\/|$)/, KINDS.long],
]

/** @returns {Kind} */
export const kindOf = (path) => PLACES.find(([pattern]) => pattern.test(path))?.[1] ?? KINDS.page

/** Whether a method (RFC 9110, 9) is one that such an address takes. */
export const takes = (kind, method) => allowed(kind).split(', ').includes(method)

/** The `Allow` of an answer 405. */
export const allowed = ({ takes }) =>
  ({ GET: 'GET, HEAD', POST: 'POST', both: 'GET, HEAD, POST', cancel: 'GET, HEAD, DELETE' })[takes]
