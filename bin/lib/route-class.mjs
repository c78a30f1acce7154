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

/** @param {string} path @returns {string} */
export function routeClass(path) {
  if (path === '/') return 'start'
  const place = PLACES.find(([pattern]) => pattern.test(path))
  if (place) return place[1]
  const first = path.slice(1).split('/', 1)[0]
  return PAGES.has(first) ? first : 'other'
}
