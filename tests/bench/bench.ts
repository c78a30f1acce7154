import { createHash } from 'node:crypto'
import pg from 'pg'
import { challengeCode } from '@/lib/identity/secrets/secrets'
import { hashPassword, passwordMatches } from '@/lib/infra/password-hash'
import { readKeyring } from '@/lib/kernel/keyring'
import { firstLoad } from './lib/first-load'
import { connect, measure, median, request } from './lib/load.mjs'
import { createUsers, emailOf, fullFlow, passwordStep } from './lib/peer-client.mjs'
import { giveCode, giveName, givePassword } from './lib/portal.mjs'
import { COMPANIES, KEY, PASSWORD, PER_COMPANY, portalsOn } from './lib/portal-under-bench'
import { memory, type Server, serve } from './lib/servers'
import { type Goal, printTable } from './lib/table'

/** The peer hashes in its one thread: more at once would all end after the time that is measured. */
const AT_THE_PEER = { connections: 4 }
const ROUNDS = Number(process.argv[2] ?? 3)
const SECONDS = Number(process.argv[3] ?? 3)
const PREPARED = 400
const base = process.env.BENCH_DATABASE!
const databaseOf = (name: string) => base.replace(/\w+$/, name)

const admin = new pg.Client({ connectionString: base })
await admin.connect()
await admin.query('CREATE DATABASE peer')
const portals = await portalsOn(base)
const { start } = portals
const portal = await start()
const bare = await serve(
  ['node_modules/next/dist/bin/next', 'start', 'tests/bench/bare', '-p', '$PORT'],
  '/',
  {},
)
const peerServer = await serve(['tests/bench/lib/peer.mjs'], '/api/auth/ok', {
  DATABASE_URL: databaseOf('peer'),
})
await createUsers(64, { databaseUrl: databaseOf('peer') })

const ours = connect(portal.url)
const peer = connect(peerServer.url)
const bareNext = connect(bare.url)
const pool = new pg.Pool({ connectionString: base, max: 32 })
const keys = readKeyring(KEY)

let user = 0
/** Each sign-in is another user's, so that no limit of a number is met. */
const nextAccount = () => {
  const n = user++
  return `user${Math.floor(n / COMPANIES) % PER_COMPANY}@bench-${n % COMPANIES}`
}
async function codeFor(jar: Map<string, string>): Promise<string> {
  const token = createHash('sha256').update(jar.get('sign-in')!).digest()
  const { rows } = await pool.query({
    name: 'code',
    text: 'SELECT c.id, c.key_id AS "keyId", c.purpose, c.counter FROM challenge c JOIN sign_in s ON s.id = c.sign_in_id WHERE s.token_hash = $1',
    values: [token],
  })
  return challengeCode(keys, rows[0])
}
/** A browser that has given its user name. */
async function named(): Promise<Map<string, string>> {
  const jar = new Map<string, string>()
  await giveName(ours, jar, nextAccount())
  return jar
}
const manyNamed = () => Promise.all(Array.from({ length: PREPARED }, named))
/** Password and code; resolves with the address they lead to. */
async function prove(jar: Map<string, string>): Promise<string> {
  await givePassword(ours, jar, PASSWORD)
  return giveCode(ours, jar, await codeFor(jar))
}
/** What a browser asks for: user name, password, code, and the page they lead to. */
async function journey(): Promise<Map<string, string>> {
  const jar = await named()
  await get(ours, await prove(jar), jar)()
  return jar
}
const get = (server: ReturnType<typeof connect>, path: string, jar?: Map<string, string>) => async () => {
  const answer = await request(server, 'GET', path, jar ? { jar } : {})
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
}

const stored = await hashPassword(PASSWORD)
const jar = await journey()
type Sample = Awaited<ReturnType<typeof measure>>
const samples = new Map<string, Sample[]>()
const take = async (name: string, step: (n: number) => Promise<unknown>, options = {}) => {
  const sample = await measure(step, { seconds: SECONDS, ...options })
  samples.set(name, [...(samples.get(name) ?? []), sample])
}

process.stdout.write('  warming up\n')
const WARM = { seconds: 2 * SECONDS }
await measure(journey, { seconds: 4 * SECONDS })
const { text: list } = await request(ours, 'GET', '/users', { jar })
if ((list.match(/<tr/g) ?? []).length < 51) throw new Error('the list of users has no fifty rows')
const asMany = `/bytes?of=${Buffer.byteLength(list)}`
for (const path of ['/route', '/', asMany]) await measure(get(bareNext, path), WARM)
for (const path of ['/api/session', '/overview', '/users']) await measure(get(ours, path, jar), WARM)
await measure(flowOfOneUserAtATime(), { ...WARM, ...AT_THE_PEER })

for (let round = 1; round <= ROUNDS; round++) {
  process.stdout.write(`  round ${round} of ${ROUNDS}\n`)
  await take('hash', () => passwordMatches(stored, PASSWORD))
  const atPassword = await manyNamed()
  const once = { most: PREPARED - 32, warmup: 0 }
  await take('password', (n) => givePassword(ours, atPassword[n]!, PASSWORD), once)
  const atBoth = await manyNamed()
  await take('password + code', (n) => prove(atBoth[n]!), once)
  await take('journey', journey)
  await take('peer password', (n) => passwordStep(peer, emailOf(n % 64)), AT_THE_PEER)
  await take('peer flow', flowOfOneUserAtATime(), AT_THE_PEER)
  await take('select', () =>
    pool.query({
      name: 'point',
      text: 'SELECT id FROM company WHERE id = $1',
      values: ['00000000-0000-0000-0000-000000000000'],
    }),
  )
  await take('bare route', get(bareNext, '/route'))
  await take('session route', get(ours, '/api/session', jar))
  await take('bare page', get(bareNext, '/'))
  await take('overview', get(ours, '/overview', jar))
  await take('bare bytes', get(bareNext, asMany))
  await take('list', get(ours, '/users', jar))
  await take('calm', get(ours, '/overview', jar), { connections: 2 })
  let storming = true
  const storm = (async () => {
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (storming) await prove(await named())
      }),
    )
  })()
  const before = user
  await take('storm', get(ours, '/overview', jar), { connections: 2 })
  storming = false
  samples.set('storm sign-ins', [
    ...(samples.get('storm sign-ins') ?? []),
    { ...samples.get('storm')!.at(-1)!, perSecond: (user - before) / (SECONDS + 0.5) },
  ])
  await storm
}

/** Two flows of one user at once would take each other's code from the peer. */
function flowOfOneUserAtATime() {
  const free = Array.from({ length: 64 }, (_, n) => n)
  return async () => {
    const n = free.pop()!
    await fullFlow(peer, emailOf(n))
    free.push(n)
  }
}

const second = await start()
const fresh = connect(second.url)
for (const path of [
  '/',
  '/sign-in',
  '/recover',
  '/overview',
  '/users',
  '/users/new',
  '/audit',
  '/profile',
  '/dev/mailbox',
])
  await request(fresh, 'GET', path, { jar })
const resident = memory(second.pid)
fresh.close()
await second.stop()
const sizes: [string, number][] = [['bare Next page', await firstLoad(bare.url, '/')]]
for (const path of ['/sign-in', '/recover', '/', '/overview', '/users', '/users/new', '/audit', '/profile'])
  sizes.push([
    path,
    await firstLoad(
      portal.url,
      path,
      path.length > 1 && !/sign-in|recover/.test(path) ? new Map(jar) : new Map(),
    ),
  ])

const two = await twoProcesses()
for (const server of [portal, bare, peerServer]) await server.stop()
for (const each of [ours, peer, bareNext]) each.close()
await pool.end()
await admin.end()
await portals.close()

/** The same page from one process and from two, half the connections each. */
async function twoProcesses(): Promise<number> {
  const other: Server = await start()
  const both = [ours, connect(other.url)]
  await measure(get(both[1]!, '/overview', jar), { seconds: 3 * SECONDS })
  const one: number[] = []
  const pair: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    one.push((await measure(get(ours, '/overview', jar), { seconds: SECONDS })).perSecond)
    pair.push(
      (await measure((n: number) => get(both[n % 2]!, '/overview', jar)(), { seconds: SECONDS })).perSecond,
    )
  }
  both[1]!.close()
  await other.stop()
  return median(pair)! / median(one)!
}

const rate = (name: string) => median(samples.get(name)!.map(({ perSecond }) => perSecond))!
const p99 = (name: string) => median(samples.get(name)!.map((sample) => sample.p99))!
const floor = sizes[0]![1]
const size = (path: string) => sizes.find(([name]) => name === path)![1]
const goals: Goal[] = [
  { goal: '1', what: 'password step ÷ argon2id limit', ratio: rate('password') / rate('hash'), least: 0.7 },
  {
    goal: '1',
    what: 'password step ÷ better-auth password',
    ratio: rate('password') / rate('peer password'),
    least: 4.5,
  },
  {
    goal: '1',
    what: 'password and code ÷ better-auth two-factor flow',
    ratio: rate('password + code') / rate('peer flow'),
    least: 4,
  },
  { goal: '1', what: 'whole journey ÷ argon2id limit', ratio: rate('journey') / rate('hash'), least: 0.35 },
  { goal: '2', what: 'overview p99 in a sign-in storm ÷ calm', ratio: p99('storm') / p99('calm'), most: 4 },
  {
    goal: '2',
    what: 'sign-ins in the storm ÷ argon2id limit',
    ratio: rate('storm sign-ins') / rate('hash'),
    least: 0.35,
  },
  { goal: '3', what: 'overview ÷ bare Next page', ratio: rate('overview') / rate('bare page'), least: 0.6 },
  {
    goal: '3',
    what: 'list of fifty ÷ bare page of as many bytes',
    ratio: rate('list') / rate('bare bytes'),
    least: 0.5,
  },
  {
    goal: '3',
    what: 'session route ÷ empty Next route',
    ratio: rate('session route') / rate('bare route'),
    least: 0.65,
  },
  {
    goal: '8',
    what: 'sign-in scripts above Next’s own, kB gzipped',
    ratio: size('/sign-in') - floor,
    most: 5,
  },
  {
    goal: '8',
    what: 'largest first load of a page, kB gzipped',
    ratio: Math.max(...sizes.slice(1).map(([, kB]) => kB)),
    most: 150,
  },
  {
    goal: '9',
    what: 'first byte after the process begins, seconds',
    ratio: second.firstByteMs / 1000,
    most: 1,
  },
  { goal: '9', what: 'memory after every page was touched, MB', ratio: resident, most: 300 },
  { goal: '10', what: 'two processes ÷ one', ratio: two, least: 1.3 },
]
printTable(samples, sizes, goals)
