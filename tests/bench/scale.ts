// npm run bench:scale: whether lists, searches, bills and imports stay as fast at 100,000 lines, 1,200,000 bill lines
// and 5,000,000 usage records as at 1,000 lines (goals 5 and 7 of performance.md), in one run. One connection; the
// use cases themselves, against a real database. BENCH_LINES makes it smaller while something is tried.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { billSummary, listBillChanges, listBillSums } from '@/lib/billing/bills/bill-parts'
import { BILL_FILE } from '@/lib/billing/files/bill-file'
import { USAGE_FILE } from '@/lib/billing/files/usage-file'
import { getBill, getDebt, listBills } from '@/lib/billing/queries'
import { lineCosts, listUsage } from '@/lib/billing/reports/line-costs'
import { listReport, monthlyCost } from '@/lib/billing/reports/reports'
import { listBillsInput } from '@/lib/billing/schema'
import type { Context } from '@/lib/infra/context'
import { connect } from '@/lib/infra/db'
import { migrate } from '@/lib/infra/migrate'
import { fileSource } from '@/lib/infra/records'
import type { FileKind } from '@/lib/intake/file-kind'
import { importFile } from '@/lib/intake/import-file'
import { newId } from '@/lib/kernel/id'
import { readKeyring } from '@/lib/kernel/keyring'
import { systemRandom } from '@/lib/kernel/token'
import { MARKETS } from '@/lib/market/market'
import type { Actor } from '@/lib/rights/actor'
import { LINE_FILE } from '@/lib/subscriptions/files/line-file'
import { exportLines } from '@/lib/subscriptions/lines/export-lines'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { getLine, listLineFilters } from '@/lib/subscriptions/queries'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { companyFiles } from '@/prisma/seed/company/files'
import { type Measured, measureFlow, type Watch, watch } from './lib/measure'
import { measureMonths } from './lib/months'
import { measureNight } from './lib/night'
import { measureRights } from './lib/rights'
import { type Goal, printTable } from './lib/table'

const url = process.env.BENCH_DATABASE!
await migrate(url)
const context: Context & { close(): Promise<void> } = {
  ...connect(url, 4),
  clock: () => new Date(),
  random: systemRandom,
  keys: readKeyring('a-key-for-the-bench-which-is-long-enough'),
  market: MARKETS.hu,
  portal: new URL('http://localhost:3000'),
  carriers: [],
  smsBudget: { company: 1, total: 1 },
}
const SIZES = { small: 1_000, large: Number(process.env.BENCH_LINES ?? 100_000) }
type Size = keyof typeof SIZES
const folder = mkdtempSync(join(tmpdir(), 'switchboard-scale-'))
const goals: Goal[] = []
const say = (text: string) => console.error(`  ${text}`)

async function company(slug: Size): Promise<Actor> {
  const now = context.clock()
  const { id } = await context.db.company.create({
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
    by: 'job',
    proof: { at: now, factors: [] },
    address: null,
    requestId: null,
    now,
  }
}

const filesOf = (slug: Size) =>
  companyFiles({
    slug,
    market: context.market,
    seed: slug === 'large' ? 7 : 3,
    lines: SIZES[slug],
    months: 5,
    accounts: 20,
    until: context.clock(),
    usage: { months: 2, perDay: 1.42 },
  })

/** Writes a file of a made-up company before it is timed. */
function written(slug: Size, name: string): string {
  const path = join(folder, `${slug}-${name}`)
  writeFileSync(path, '')
  for (const part of filesOf(slug)[name]!()) writeFileSync(path, part, { flag: 'a' })
  return path
}

async function load(slug: Size, name: string, kind: FileKind<never>): Promise<Watch & { rows: number }> {
  const path = written(slug, name)
  global.gc?.()
  let rows = 0
  const watched = await watch(async () => {
    const imported = await importFile(fileSource(path), kind, context)
    if (imported.problems[0]) throw new Error(`${name}: ${JSON.stringify(imported.problems[0])}`)
    rows = imported.rows
  })
  rmSync(path)
  say(`${slug} ${name}: ${rows} rows in ${(watched.took / 1_000).toFixed(1)} s`)
  return { ...watched, rows }
}

/** The same rows by one bare statement a chunk, into a table with the same columns and no more. */
async function bare(count: number): Promise<number> {
  await context.sql.$executeRaw`CREATE TABLE bare (
    id uuid PRIMARY KEY, company_id uuid, kind text, msisdn text, reference text, status text, tariff text, account uuid,
    centre uuid, iccid text, holder text, email text, spending_limit bigint, created_at timestamptz)`
  const began = performance.now()
  for (let from = 0; from < count; from += 2_000) {
    const rows = Array.from({ length: 2_000 }, (_, n) => from + n)
    const ids = () => rows.map(() => newId())
    const same = (text: string | null) => rows.map(() => text)
    await context.sql.$executeRaw`
      INSERT INTO bare SELECT * FROM unnest(${ids()}::uuid[], ${ids()}::uuid[], ${same('mobile')}::text[],
        ${rows.map((n) => `+3620${String(1_000_000 + n * 7).slice(-7)}`)}::text[], ${same(null)}::text[],
        ${same('active')}::text[], ${same('Business L')}::text[], ${ids()}::uuid[], ${ids()}::uuid[],
        ${rows.map((n) => `893630${String(n).padStart(13, '0')}`)}::text[], ${rows.map((n) => `Kővári Ödön ${n}`)}::text[],
        ${same(null)}::text[], ${rows.map((n) => n * 100)}::bigint[], ${same('2025-01-01')}::timestamptz[])`
  }
  return performance.now() - began
}

const actors = { small: await company('small'), large: await company('large') }
await load('small', 'lines.csv', LINE_FILE as never)
const baseline = await bare(SIZES.large)
const loaded = await load('large', 'lines.csv', LINE_FILE as never)
goals.push({
  goal: '7',
  what: 'import of the lines ÷ bare unnest insert of the same',
  ratio: loaded.took / baseline,
  most: 4,
  note: `${(loaded.took / 1_000).toFixed(1)} s`,
})
const loads = { lines: loaded } as Record<string, Watch>
for (const slug of ['small', 'large'] as const) {
  loads.bills = await load(slug, 'bills.csv', BILL_FILE as never)
  await load(slug, 'payments.csv', (await import('@/lib/billing/files/payment-file')).PAYMENT_FILE as never)
  loads.usage = await load(slug, 'usage.csv', USAGE_FILE as never)
}
for (const [name, { blocked, grown }] of Object.entries(loads)) {
  goals.push({ goal: '7', what: `${name}: longest block of the event loop, ms`, ratio: blocked, most: 100 })
  goals.push({ goal: '7', what: `${name}: memory growth, MB`, ratio: grown, most: 300 })
}
await context.sql.$executeRaw`VACUUM ANALYZE`

const list = (actor: Actor, asked: Record<string, string>) =>
  listLines(actor, listLinesInput.parse(asked), context)
/** A cursor somewhere in the list. */
async function deep(actor: Actor, part: number): Promise<string> {
  const where = { companyId: actor.company.id }
  const skip = Math.floor((await context.db.subscription.count({ where })) * part)
  const line = await context.db.subscription.findFirstOrThrow({
    where,
    orderBy: { ident: 'asc' },
    skip,
    select: { id: true, ident: true },
  })
  return Buffer.from(JSON.stringify([line.ident, line.id])).toString('base64url')
}
const some = async (actor: Actor) =>
  context.db.subscription.findMany({
    where: { companyId: actor.company.id, kind: 'mobile', status: 'active' },
    take: 200,
    select: { id: true, ident: true },
  })
const billsOf = async (actor: Actor) =>
  (await listBills(actor, listBillsInput.parse({}), context, 200)).rows.filter(
    ({ wasNet }) => wasNet !== null,
  )

type Flow = (actor: Actor) => Promise<(n: number) => Promise<unknown>>
const FLOWS: Record<string, Flow> = {
  'lines, first page': async (actor) => () => list(actor, {}),
  'lines, in the middle': async (actor) => {
    const after = await deep(actor, 0.5)
    return () => list(actor, { after })
  },
  'lines, near the end': async (actor) => {
    const after = await deep(actor, 0.94)
    return () => list(actor, { after })
  },
  'lines by holder': async (actor) => () => list(actor, { sort: 'holder' }),
  'lines by cost': async (actor) => () => list(actor, { sort: 'cost' }),
  'lines of a cost centre': async (actor) => {
    const { centres } = await listLineFilters(actor, context)
    return (n) => list(actor, { centre: centres[n % centres.length]!.id })
  },
  'lines, whole number': async (actor) => {
    const lines = await some(actor)
    return (n) => list(actor, { q: lines[n % lines.length]!.ident })
  },
  'a line’s page': async (actor) => {
    const lines = await some(actor)
    return (n) => {
      const { id } = lines[n % lines.length]!
      return Promise.all([getLine(actor, id, context), lineCosts(actor, id, context)])
    }
  },
  'itemised usage of a line': async (actor) => {
    const lines = await some(actor)
    return (n) => listUsage(actor, lines[n % lines.length]!.id, {}, context)
  },
  'bills, first page': async (actor) => () => listBills(actor, listBillsInput.parse({}), context),
  'a bill’s page': async (actor) => {
    const bills = await billsOf(actor)
    return (n) => {
      const { id } = bills[n % bills.length]!
      return Promise.all([
        getBill(actor, id, context),
        billSummary(actor, id, context),
        listBillChanges(actor, { id }, context),
      ])
    }
  },
  'a bill by line, second page': async (actor) => {
    const bills = await billsOf(actor)
    const pages = new Map<string, string>()
    for (const { id } of bills)
      pages.set(id, (await listBillSums(actor, { id, by: 'line' }, context)).next ?? '')
    return (n) => {
      const { id } = bills[n % bills.length]!
      return listBillSums(actor, { id, by: 'line', after: pages.get(id) }, context)
    }
  },
  'a bill by cost centre': async (actor) => {
    const bills = await billsOf(actor)
    return (n) => listBillSums(actor, { id: bills[n % bills.length]!.id, by: 'centre' }, context)
  },
  overview: async (actor) => async () => {
    const [{ months }] = await Promise.all([monthlyCost(actor, context), getDebt(actor, context)])
    return listReport(actor, 'movers', months.at(-1)!.month, { limit: 5 }, context)
  },
}

const samples = new Map<string, Measured[]>()
for (const [name, flow] of Object.entries(FLOWS)) {
  const works = { small: await flow(actors.small), large: await flow(actors.large) }
  const { small, large } = await measureFlow(works, 200)
  samples.set(`${name}, small`, [small])
  samples.set(`${name}, large`, [large])
  goals.push({ goal: '5', what: `${name}: large ÷ small`, ratio: large.p50 / small.p50, most: 1.1 })
  goals.push({ goal: '5', what: `${name}: p95, ms`, ratio: large.p95, most: 150 })
}
const numbers = await some(actors.large)
const fragment = (n: number) =>
  numbers[(n * 37) % numbers.length]!.ident.slice(3 + (n % 4), 7 + (n % 4) + (n % 3))
const search = (
  await measureFlow(
    { small: async () => undefined, large: (n) => list(actors.large, { q: fragment(n) }) },
    600,
  )
).large
samples.set('search, fragments', [search])
goals.push({ goal: '5', what: 'search over 600 fragments: p99, ms', ratio: search.p99, most: 10 })

goals.push(...(await measureRights(actors, context, samples)))

for (const format of ['csv', 'xlsx'] as const) {
  const began = performance.now()
  let first = 0
  const exported = await watch(async () => {
    const asked = { ...listLinesInput.parse({}), format, locale: 'hu' } as const
    const file = await exportLines(actors.large, asked, context)
    if (!file.ok) throw new Error(file.refusal.code)
    for await (const _chunk of file.value.bytes) first ||= performance.now() - began
  })
  goals.push({ goal: '5', what: `export of all lines, ${format}: first byte, ms`, ratio: first, most: 1_000 })
  goals.push({
    goal: '5',
    what: `export of all lines, ${format}: memory growth, MB`,
    ratio: exported.grown,
    most: 100,
    note: `${(exported.took / 1_000).toFixed(1)} s`,
  })
}
goals.push(...(await measureMonths(context)))
// A night's delivery of a whole operator, one of a hundred rows spoilt in every way: nothing may be missing of the rest.
goals.push(...(await measureNight(url)))
printTable(samples, [], goals)
await context.close()
rmSync(folder, { recursive: true, force: true })
process.exit()
