import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { verifyAudit } from '@/lib/audit/verify'
import { connect } from '@/lib/infra/db'
import { migrate } from '@/lib/infra/migrate'
import { dispatch } from '@/lib/jobs/dispatch'
import { readKeyring } from '@/lib/kernel/keyring'
import { systemRandom } from '@/lib/kernel/token'
import { MARKETS } from '@/lib/market/market'
import { asRuntime } from '../support/cluster'
import { TEST_KEY } from '../support/key'
import { hasLastRelease, LAST_RELEASE, lastRelease, type Release } from '../support/last-release'
import { providers } from '../support/providers'

const here = hasLastRelease()
if (!here)
  console.warn(
    `Skipped: this clone’s history lacks the last release (${LAST_RELEASE}); git fetch --unshallow brings it.`,
  )
let release: Release
beforeAll(async () => {
  if (here) release = await lastRelease()
}, 120_000)
afterAll(() => release?.remove())

/** A database in which there is nothing yet. */
async function emptyDatabase(): Promise<string> {
  const admin = new pg.Client({ connectionString: inject('adminUrl') })
  await admin.connect()
  const name = `release_${randomUUID().replaceAll('-', '')}`
  await admin.query(`CREATE DATABASE "${name}"`)
  await admin.end()
  return inject('adminUrl').replace(/postgres$/, name)
}

/** How many rows each table has that may not lose any; the migrations themselves are one of those that gain. */
async function rowsIn(url: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string; n: number }>(
    `SELECT relname AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', relname), true, true, '')))[1]::text::int AS n
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> '_prisma_migrations'`,
  )
  await client.end()
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]))
}

/** What everybody does every day, what arrives every night, and what is paid, sent by itself and reviewed. */
const EVERYDAY = ['users', 'lines', 'import', 'payments', 'schedules', 'rights-people']

test.runIf(here)('this version understands a database and messages of the last release', async () => {
  const ownerUrl = await emptyDatabase()
  const url = asRuntime(ownerUrl)
  const prepared = await release.node(['--import', 'tsx', 'bin/tasks/prepare.ts'], {
    ...{ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, DEMO: '1', NODE_ENV: 'production' },
    ...{ AUTH_SECRET: TEST_KEY, DATA_KEY: TEST_KEY, PORTAL_URL: 'http://localhost:3000', PORT: '3000' },
  })
  expect(prepared.code, prepared.said).toBe(0)
  // Two new processes start at once: nothing is lost, and each row that lacked it says whose it is.
  const before = await rowsIn(ownerUrl)
  await Promise.all([migrate(ownerUrl, url), migrate(ownerUrl, url)])
  expect(await rowsIn(ownerUrl)).toMatchObject(before)
  const context = {
    ...connect(url, 4),
    ...{ clock: () => new Date(), random: systemRandom, keys: readKeyring(TEST_KEY), market: MARKETS.hu },
    ...{
      portal: new URL('http://localhost:3000'),
      carriers: [],
      smsBudget: { company: 1_000, total: 1_000 },
    },
  }
  const messages = await context.db.message.findMany({ where: { state: 'initial' }, orderBy: { id: 'asc' } })
  expect(messages.length).toBeGreaterThan(0)
  const { ends, mails } = providers()
  for (const { id } of messages) await dispatch(id, context, ends)
  const left = await context.db.message.findMany({ where: { state: { in: ['initial', 'in_progress'] } } })
  expect(left.map(({ kind, note }) => [kind, note])).toEqual([])
  expect(mails.length).toBeGreaterThan(0)
  for await (const { problem, companyId } of verifyAudit(context.db)) expect(problem, companyId).toBeNull()
  await context.close()
})

test.runIf(here)(
  'the last release works on the schema of this version, as beside it during an upgrade',
  async () => {
    release.upgradeSchema()
    const files = EVERYDAY.map((name) => `tests/rooms/${name}.test.ts`)
    const { code, said } = await release.node([
      ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'rooms', '--maxWorkers=1', ...files],
    ])
    expect(code, said.slice(-20_000)).toBe(0)
    expect(said).toMatch(new RegExp(`Test Files .*${EVERYDAY.length} passed`))
  },
  600_000,
)
