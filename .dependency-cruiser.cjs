// The drawing of docs/architecture.md, held against every import. Imports go down, or left inside the
// row; never up, never right, never in a circle.
const ROOMS = ['identity', 'company', 'subscriptions', 'grants', 'billing', 'orders', 'support']
const BOOKS = ['directory', 'inventory', 'access']
const DESK = ['approvals', 'journeys', 'operations']
const DOORS = ['files', 'jobs', 'web']
// What an operation is: known to whatever declares one, and knows the law only.
const CONTRACT = ['contract']
const SERVICES = ['audit', 'outbox', 'intake', 'channels']
const GROUND = ['kernel', 'words', 'market', 'infra']
// Inside a room: folders by what they are about, each readable alone; they look left as well.
const WALLS = {
  identity: 'limits secrets attempts sessions passwords factors number recovery sso sign-in keys',
  company: 'contacts users administrators staff settings',
  subscriptions: 'lines files moves sims',
  grants: 'people changes roles numbers substitutes reviews files',
  billing: 'allocation payments credits bills reports usage files',
}
const lib = (...names) => `^lib/(${names.join('|')})/`
const never = (name, from, to, extra = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...extra.from },
  to: { path: to, ...extra.to },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    // Floors
    never(
      'ground-stays-down',
      lib(...GROUND),
      lib('rights', ...CONTRACT, ...SERVICES, ...BOOKS, ...ROOMS, ...DESK, ...DOORS),
    ),
    never(
      'law-above-ground-only',
      lib('rights'),
      lib(...CONTRACT, ...SERVICES, ...BOOKS, ...ROOMS, ...DESK, ...DOORS, 'infra'),
    ),
    never(
      'contract-above-law-only',
      lib(...CONTRACT),
      lib(...SERVICES, ...BOOKS, ...ROOMS, ...DESK, ...DOORS),
    ),
    never('services-below-rooms', lib(...SERVICES), lib(...CONTRACT, ...BOOKS, ...ROOMS, ...DESK, ...DOORS)),
    never('services-are-strangers', '^lib/(audit|outbox|intake|channels)/', lib(...SERVICES), {
      to: { pathNot: '^lib/$1/' },
    }),
    never('books-below-rooms', lib(...BOOKS), lib(...CONTRACT, ...SERVICES, ...ROOMS, ...DESK, ...DOORS)),
    never('rooms-below-the-desk', lib(...ROOMS), lib(...DESK, 'channels', ...DOORS)),
    // What journeys change, announce and leave in the audit, the use cases of rooms do.
    never('journeys-call-rooms', lib('journeys'), lib(...SERVICES)),
    never('desk-below-doors', lib(...DESK), lib('channels', ...DOORS)),
    ...DESK.map((part, n) => never(`${part}-looks-left`, lib(part), lib(...DESK.slice(n + 1), 'nothing'))),
    ...DOORS.map((door, n) => never(`${door}-looks-left`, lib(door), lib(...DOORS.slice(n + 1), 'nothing'))),
    never('lib-not-roof', '^lib/', '^(app|components|tests)/'),
    never('components-not-roof', '^components/', '^(app|tests|prisma)/'),
    // Books and rooms: left only
    ...BOOKS.map((book, n) => never(`${book}-looks-left`, lib(book), lib(...BOOKS.slice(n + 1), 'nothing'))),
    ...ROOMS.map((room, n) => never(`${room}-looks-left`, lib(room), lib(...ROOMS.slice(n + 1), 'nothing'))),
    ...Object.entries(WALLS).flatMap(([room, names]) =>
      names
        .split(' ')
        .map((folder, n, all) =>
          never(
            `${room}-${folder}-looks-left`,
            `^lib/${room}/${folder}/`,
            `^lib/${room}/(${[...all.slice(n + 1), 'nothing'].join('|')})/`,
          ),
        ),
    ),
    never(
      'billing-orders-support-are-strangers',
      '^lib/(billing|orders|support)/',
      lib('billing', 'orders', 'support'),
      { to: { pathNot: '^lib/$1/' } },
    ),
    // Ground: kernel and words and market are pure
    never('kernel-is-pure', lib('kernel'), lib('words', 'market', 'infra')),
    never('words-know-kernel-only', lib('words'), lib('market', 'infra')),
    never('market-is-pure', lib('market'), lib('infra')),
    // Windows: all of a room or service that a component may see
    never(
      'components-see-windows',
      '^components/',
      lib(...BOOKS, ...ROOMS, ...DESK, ...SERVICES, 'infra', ...DOORS),
      {
        to: { pathNot: '^lib/[a-z]+/(schema|rules|view)[.]ts$' },
      },
    ),
    never('components-of-one-room', '^components/(?!ui/|shell/)([a-z]+)/', '^components/', {
      to: { pathNot: '^components/(ui|shell|$1)/' },
    }),
    // Who knows what
    never('only-web-knows-next', '^lib/(?!web/)', '^node_modules/(next|next-auth|react|react-dom)/'),
    never('only-db-builds-prisma', '^(app|components|lib/(?!infra/))', '^lib/infra/generated/'),
    never(
      'only-ground-and-channels-open-sockets',
      '^(app|components|lib/(?!infra/|channels/|jobs/(leases|worker)))',
      '^node_modules/(pg|smpp|nodemailer|smtp-server)/|^(net|http|https|tls|dgram)$',
      {
        to: { dependencyTypesNot: ['type-only'] },
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['lib/infra/generated/', '[.]d[.]ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
