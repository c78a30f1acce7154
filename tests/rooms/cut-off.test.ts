import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from '@/lib/infra/migrate'
import { MIGRATING, migrationNames, scriptOf } from '@/lib/infra/migration-turn'
import { ONLINE } from '@/lib/infra/online-migration'
import { aRowOf } from '../support/a-row-in-each'
import { applyUpTo } from '../support/apply-up-to'
import { readCatalogue } from '../support/catalogue'
import { asRuntime, TEMPLATE } from '../support/cluster'
import { TEST_KEY } from '../support/key'

// A start that is killed between two steps of an online migration: the next one goes on.

let ownerUrl: string
let client: pg.Client
const opened: pg.Client[] = []
const open = async (url: string) => {
  const one = new pg.Client({ connectionString: url })
  await one.connect()
  opened.push(one)
  return one
}
beforeAll(async () => {
  const name = `cut_off_${randomUUID().slice(0, 8)}`
  const admin = await open(inject('adminUrl'))
  await admin.query(`CREATE DATABASE "${name}"`)
  ownerUrl = inject('adminUrl').replace(/postgres$/, name)
  client = await open(ownerUrl)
})
afterAll(async () => {
  await Promise.all(opened.map((one) => one.end()))
})

/** Everything before the first online migration: a database of the version before. */
const applyEarlier = () => {
  const names = migrationNames()
  return applyUpTo(ownerUrl, names[names.findIndex((name) => scriptOf(name).startsWith(ONLINE)) - 1]!)
}

/** Rows that do not say whose they are yet. */
const FILLED = ['usage_record', 'status_change', 'credential', 'right_use']
async function someRows(): Promise<string> {
  const id = randomUUID()
  await client.query(
    `INSERT INTO company (id, slug, name, created_at) VALUES ($1, 'cut-off', 'Cut Off', now())`,
    [id],
  )
  await client.query(
    `INSERT INTO "user" (id, company_id, login, name, email, mobile, created_at)
     VALUES (gen_random_uuid(), $1, 'ada', 'Ada', 'ada@cut.example', '+36201234567', now())`,
    [id],
  )
  await client.query(
    `INSERT INTO subscription (id, company_id, msisdn, created_at) VALUES (gen_random_uuid(), $1, '+36201234567', now())`,
    [id],
  )
  const tables = new Map((await readCatalogue(client)).map((table) => [table.name, table]))
  for (const name of FILLED) await aRowOf(id, tables.get(name)!, client)
  await client.query('UPDATE usage_record SET subscription_id = (SELECT id FROM subscription)')
  return id
}

/** What a start does first, as its launcher does it. */
const start = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'bin/tasks/prepare.ts'], {
    env: {
      ...{ ...process.env, DATABASE_URL: asRuntime(ownerUrl), DATABASE_OWNER_URL: ownerUrl, DEMO: '0' },
      ...{ AUTH_SECRET: TEST_KEY, DATA_KEY: TEST_KEY, PORTAL_URL: 'http://localhost:3000', PORT: '3000' },
      ...{ SMTP_URL: 'smtp://127.0.0.1:9', SMPP_URL: 'smpp://a:b@127.0.0.1:9' },
    },
    stdio: 'ignore',
  })

/** Where each start is killed: what another transaction does that it has to wait for, and what it waits with. */
const CUTS: { name: string; hold: string; at: string; end?: string }[] = [
  {
    name: 'among its columns',
    hold: 'BEGIN; LOCK TABLE bucket IN ACCESS SHARE MODE',
    at: 'ALTER TABLE "bucket" ADD COLUMN%',
  },
  {
    // An index that is built beside everything else waits for whoever has looked already: all is filled by then.
    name: 'in an index, of which an invalid one is left',
    hold: 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT',
    at: 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "bill_company_id_id_key"%',
  },
  {
    name: 'in the next migration',
    hold: 'BEGIN; LOCK TABLE delivery_attempt IN ACCESS SHARE MODE',
    at: 'ALTER TABLE "delivery_attempt" ADD COLUMN%',
  },
  {
    // Somebody is making a table of that name: only its new name waits for it.
    name: 'in the middle of usage becoming the first of its parts',
    hold: 'BEGIN; CREATE TABLE usage_record_first ()',
    at: 'DO $$%LOCK TABLE usage_record IN ACCESS EXCLUSIVE MODE%',
    end: 'ROLLBACK',
  },
]

/** Resolves with the indexes that are left half built. */
async function cutOff({ hold, at, end = 'COMMIT' }: (typeof CUTS)[number]): Promise<string[]> {
  const holder = await open(ownerUrl)
  await holder.query(hold)
  const starting = start()
  const ended = once(starting, 'exit')
  const asks = `SELECT FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database() AND query LIKE $2`
  const among = (more = '') =>
    client.query(asks + more, [MIGRATING, `%${at}`]).then(({ rowCount }) => rowCount)
  await expect.poll(() => among(` AND wait_event_type = 'Lock'`), { timeout: 90_000, interval: 50 }).toBe(1)
  starting.kill('SIGKILL')
  expect((await ended)[1]).toBe('SIGKILL')
  // PostgreSQL has to notice that nobody is there any more, or it would do the step to its end.
  await expect.poll(() => among(), { timeout: 20_000, interval: 50 }).toBe(0)
  await holder.query(end)
  return halfBuilt()
}

const halfBuilt = async () => {
  const { rows } = await client.query<{ name: string }>(
    'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid',
  )
  return rows.map(({ name }) => name)
}

test('a start that is killed between two steps of an online migration is gone on with by the next one', async () => {
  await applyEarlier()
  const company = await someRows()
  const left = []
  for (const cut of CUTS) left.push(await cutOff(cut))
  expect(left).toEqual([[], ['bill_company_id_id_key'], [], []])
  const { applied } = await migrate(ownerUrl, asRuntime(ownerUrl))
  expect(applied.length).toBeGreaterThan(0)
  for (const table of FILLED)
    expect((await client.query(`SELECT company_id FROM ${table}`)).rows, table).toEqual([
      { company_id: company },
    ])
  // Not a key less or more than where nothing was cut off.
  const whole = await open(inject('adminUrl').replace(/postgres$/, TEMPLATE))
  expect(await readCatalogue(client)).toEqual(await readCatalogue(whole))
  expect(await halfBuilt()).toEqual([])
  const { rows } = await client.query(
    `SELECT migration_name AS name, count(*) FILTER (WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL)::int AS n
     FROM _prisma_migrations GROUP BY 1 HAVING count(*) FILTER (WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) <> 1`,
  )
  expect(rows).toEqual([])
  expect((await migrate(ownerUrl, asRuntime(ownerUrl))).applied).toEqual([])
})
