// What kind of address was asked for, as one of a few words: for the log, and for figures, whose names no stranger chooses.

/** The first part of the addresses of pages. tests/unit/route-class.test.ts holds it against the routes there are. */
const PAGES = new Set(
  'approvals audit bills dev kept lines overview profile recover reports rights settings sign-in stop users view-ended'.split(
    ' ',
  ),
)

/** The first that fits. */
const PLACES = [
  [/^\/(?:_next\/static\/|icons\/|(?:favicon\.ico|manifest\.webmanifest|robots\.txt)$)/, 'asset'],
  [/^\/api\/(?:health|ready)$/, 'health'],
  [/^\/api\/intake\//, 'intake'],
  [/^\/api\/payments\/webhook$/, 'payment-events'],
  [/^\/api\/session$/, 'session'],
  [/^\/(?:sign-in|recover)(?:\/(?:phone|company))?\/(?:steps\/[^/]+|state|go|return)$/, 'sign-in-step'],
  [
    /^\/(?:bills|lines|reports|rights)\/(?:[^/]+\/){0,3}(?:export|pdf|csv|csv-plain|xlsx|html|txt|zip)$/,
    'file',
  ],
]

/** All there are. */
export const ROUTE_CLASSES = ['start', 'other', ...PLACES.map(([, name]) => name), ...PAGES]

/** What stands in addresses of ours beside what differs. tests/unit/route-class.test.ts holds it against the routes there are. */
const WORDS = new Set(
  (
    'access api app approvals ask audit backup-codes bills change changes company components deliveries dev edit export file go ' +
    'health intake kept leave limit lines mailbox move new numbers overview passkey pay payments pdf people personas phone places ' +
    'profile ready recover reports return review rights roles rules security session settings sign-in state steps stop substitute ' +
    'usage users view view-ended webhook who csv csv-plain xlsx html txt zip'
  ).split(' '),
)
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
/** A file of a build, or one that browsers ask for by themselves. */
const FILE = /^[\w~-]{1,80}(?:\.[\w-]{1,40}){0,4}$/

/**
 * An address as it may stand in the log: what a stranger writes there, or a mail program makes of a link (`/stop%3Ft=…`), is `…`.
 * @param {string} path @param {string} route its class
 */
export const shownPath = (path, route) =>
  path
    .split('/')
    .slice(0, 12)
    .map((part) =>
      part === '' || WORDS.has(part) || ID.test(part) || (route === 'asset' && FILE.test(part)) ? part : '…',
    )
    .join('/')

/** @param {string} path @returns {string} */
export function routeClass(path) {
  if (path === '/') return 'start'
  const place = PLACES.find(([pattern]) => pattern.test(path))
  if (place) return place[1]
  const first = path.slice(1).split('/', 1)[0]
  return PAGES.has(first) ? first : 'other'
}
