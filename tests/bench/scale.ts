// npm run bench:scale: whether lists, searches and imports stay as fast at 100,000 lines as at 1,000 (goals 5
// and 7 of performance.md), in one run. One connection; the use cases themselves, against a real database.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { connect } from '@/lib/infra/db'
import { importFile } from '@/lib/infra/import-file'
import { migrate } from '@/lib/infra/migrate'
import { fileSource } from '@/lib/infra/records'
import type { World } from '@/lib/infra/world'
import { newId } from '@/lib/kernel/id'
import { readKeyring } from '@/lib/kernel/keyring'
import { systemRandom } from '@/lib/kernel/token'
import { MARKETS } from '@/lib/market/market'
import type { Actor } from '@/lib/rights/actor'
import { LINE_FILE } from '@/lib/subscriptions/line-file'
import { listLines } from '@/lib/subscriptions/list-lines'
import { getLine, listLineFilters } from '@/lib/subscriptions/queries'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { type Goal, printTable } from './lib/table'

const url = process.env.BENCH_DATABASE!
await migrate(url)
const world: World = {
  ...connect(url, 4),
  clock: () => new Date(),
  random: systemRandom,
  keys: readKeyring('a-key-for-the-bench-which-is-long-enough'),
  market: MARKETS.hu,
  portal: new URL('http://localhost:3000'),
  smsBudget: { company: 1, total: 1 },
}
const SIZES = { small: 1_000, large: 100_000 }
const folder = mkdtempSync(join(tmpdir(), 'switchboard-scale-'))
const NAMES = ['Kővári Ödön', 'Nagy Éva', 'Szűcs Dániel', 'Fekete Kleopátra', 'Őri Éva', 'Lang Mia']

/** Numbers of the large company begin with 20, those of the small one with 30. */
const numberOf = (slug: string, n: number) =>
  `+36${slug === 'large' ? 20 : 30}${String(1_000_000 + n * 7).slice(-7)}`
function fileOf(slug: string, count: number): string {
  const rows = Array.from({ length: count }, (_, n) =>
    [
      slug,
      numberOf(slug, n),
      NAMES[n % NAMES.length],
      'Business L',
      `${slug}-${n % 20}`,
      `C${n % (count / 50)}`,
      `893630${String(n).padStart(13, '0')}`,
    ].join(','),
  )
  const path = join(folder, `${slug}.csv`)
  writeFileSync(path, `company,number,holder,tariff,billingAccount,costCentre,iccid\n${rows.join('\n')}\n`)
  return path
}

async function company(slug: string): Promise<Actor> {
  const now = world.clock()
  const { id } = await world.db.company.create({
    data: { slug, name: slug, createdAt: now },
    select: { id: true },
  })
  return {
    subject: {
      kind: 'user',
      id: newId(),
      companyId: id,
      companyKind: 'customer',
      active: true,
      mainAdministrator: true,
      grants: [],
    },
    name: `admin@${slug}`,
    fullName: 'Admin',
    company: { id, slug, name: slug, smsAtSignIn: true },
    session: { id: newId(), provenAt: now, expiresAt: now, factors: [] },
    address: null,
    requestId: null,
    now,
  }
}

/** The same rows by one bare statement a chunk, into a table with the same columns and no more. */
async function bare(count: number): Promise<number> {
  await world.sql
    .$executeRaw`CREATE TABLE bare (id uuid PRIMARY KEY, company_id uuid, msisdn text, holder text, tariff text, account text, centre text, iccid text)`
  const began = performance.now()
  for (let from = 0; from < count; from += 2_000) {
    const rows = Array.from({ length: 2_000 }, (_, n) => from + n)
    await world.sql.$executeRaw`
      INSERT INTO bare SELECT * FROM unnest(${rows.map(() => newId())}::uuid[], ${rows.map(() => newId())}::uuid[],
        ${rows.map((n) => numberOf('large', n))}::text[], ${rows.map((n) => NAMES[n % 6]!)}::text[], ${rows.map(() => 'Business L')}::text[],
        ${rows.map((n) => `a${n % 20}`)}::text[], ${rows.map((n) => `C${n % 200}`)}::text[], ${rows.map((n) => `893630${n}`)}::text[])`
  }
  return performance.now() - began
}

const goals: Goal[] = []
const actors = { small: await company('small'), large: await company('large') }
await importFile(fileSource(fileOf('small', SIZES.small)), LINE_FILE, world)
const baseline = await bare(SIZES.large)
const path = fileOf('large', SIZES.large)
global.gc?.()
const memory = process.memoryUsage().rss
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
let highest = 0
const watch = setInterval(() => {
  highest = Math.max(highest, process.memoryUsage().rss)
}, 50)
const began = performance.now()
await importFile(fileSource(path), LINE_FILE, world)
const took = performance.now() - began
delay.disable()
clearInterval(watch)
goals.push({
  goal: '7',
  what: 'import of 100,000 lines ÷ bare unnest insert',
  ratio: took / baseline,
  most: 4,
  note: `${(took / 1_000).toFixed(1)} s`,
})
goals.push({ goal: '7', what: 'longest block of the event loop, ms', ratio: delay.max / 1e6, most: 100 })
goals.push({ goal: '7', what: 'memory growth, MB', ratio: (highest - memory) / 2 ** 20, most: 300 })
await world.sql.$executeRaw`VACUUM ANALYZE subscription`

const list = (actor: Actor, asked: Record<string, string>) =>
  listLines(actor, listLinesInput.parse(asked), world)
/** A cursor somewhere in the list. */
async function deep(slug: string, part: number): Promise<string> {
  const msisdn = numberOf(slug, Math.floor(SIZES[slug as keyof typeof SIZES] * part))
  const line = await world.db.subscription.findFirstOrThrow({ where: { msisdn }, select: { id: true } })
  return Buffer.from(JSON.stringify([msisdn, line.id])).toString('base64url')
}
const samples = new Map<
  string,
  { perSecond: number; p50: number; p95: number; p99: number; count: number }[]
>()
async function measure(
  name: string,
  count: number,
  work: (n: number) => Promise<unknown>,
): Promise<{ p50: number; p95: number; p99: number }> {
  for (let n = 0; n < 20; n++) await work(n)
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const start = performance.now()
    await work(n)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.floor(times.length * part)]!
  const sample = { perSecond: 1_000 / at(0.5), p50: at(0.5), p95: at(0.95), p99: at(0.99), count }
  samples.set(name, [sample])
  return sample
}

type Work = (actor: Actor, slug: 'small' | 'large') => Promise<(n: number) => Promise<unknown>>
const filters = {
  small: await listLineFilters(actors.small, world),
  large: await listLineFilters(actors.large, world),
}
const WORKS: Record<string, Work> = {
  'first page': async (actor) => () => list(actor, {}),
  'page in the middle': async (actor, slug) => {
    const after = await deep(slug, 0.5)
    return () => list(actor, { after })
  },
  'page near the end': async (actor, slug) => {
    const after = await deep(slug, 0.94)
    return () => list(actor, { after })
  },
  'by cost centre': async (actor, slug) => (n) => {
    const { centres } = filters[slug]
    return list(actor, { centre: centres[n % centres.length]!.id })
  },
  'whole number': async (actor, slug) => (n) => list(actor, { q: numberOf(slug, (n * 37) % SIZES[slug]) }),
  'a line’s page': async (actor) => {
    const found = await world.db.subscription.findMany({
      where: { companyId: actor.company.id },
      take: 200,
      select: { id: true },
    })
    return (n) => getLine(actor, found[n % found.length]!.id, world)
  },
}
for (const [name, make] of Object.entries(WORKS)) {
  const small = await measure(`${name}, small`, 200, await make(actors.small, 'small'))
  const large = await measure(`${name}, large`, 200, await make(actors.large, 'large'))
  goals.push({ goal: '5', what: `${name}: 100,000 ÷ 1,000 lines`, ratio: large.p50 / small.p50, most: 1.1 })
  goals.push({ goal: '5', what: `${name}: p95 at 100,000, ms`, ratio: large.p95, most: 150 })
}
const fragment = (n: number) => {
  const text = numberOf('large', (n * 163) % SIZES.large).slice(3)
  return text.slice(n % 4, (n % 4) + 4 + (n % 3))
}
const search = await measure('search, fragments', 600, (n) => list(actors.large, { q: fragment(n) }))
goals.push({ goal: '5', what: 'search over 600 fragments: p99, ms', ratio: search.p99, most: 10 })
printTable(samples, [], goals)
await world.db.$disconnect()
rmSync(folder, { recursive: true, force: true })
process.exit(0)
