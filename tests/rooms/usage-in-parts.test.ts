import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { migrationNames, scriptOf } from '@/lib/infra/migration-turn'
import { runOnline } from '@/lib/infra/online-migration'
import { grantRuntime, roleAt } from '@/lib/infra/runtime-role'
import { applyUpTo } from '../support/apply-up-to'
import { asRuntime } from '../support/cluster'

// The table of usage becomes the first of its parts while the version before writes to it.

const NAME = migrationNames().find((name) => name.endsWith('_usage_by_month'))!
const before = migrationNames()[migrationNames().indexOf(NAME) - 1]!

async function openAt(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

test('whoever writes usage meanwhile goes on, with statements of before and no right more or less; nobody waits for a scan', async () => {
  const name = `parts_${randomUUID().slice(0, 8)}`
  await (await openAt(inject('adminUrl'))).query(`CREATE DATABASE "${name}"`)
  const url = inject('adminUrl').replace(/postgres$/, name)
  await applyUpTo(url, before)
  const owner = await openAt(url)
  await owner.query('CREATE SCHEMA graphile_worker')
  for (const table of ['_prisma_migrations', 'graphile_worker.migrations'])
    await owner.query(`CREATE TABLE IF NOT EXISTS ${table} ()`)
  await grantRuntime(owner, (await roleAt(asRuntime(url))).role)
  const [company, line] = [randomUUID(), randomUUID()]
  await owner.query(`
    INSERT INTO company (id, slug, name, created_at) VALUES ('${company}', 'acme', 'Acme', now());
    INSERT INTO subscription (id, company_id, msisdn, created_at) VALUES ('${line}', '${company}', '+36201234567', now());
    INSERT INTO usage_record (company_id, subscription_id, at, reference, kind, quantity, net)
      SELECT '${company}', '${line}', now() - n * interval '1 hour', 'old ' || n, 'data', 1, 1 FROM generate_series(1, 20000) n`)

  const writer = await openAt(asRuntime(url))
  let [written, longest, isOver] = [0, 0, false]
  const writing = (async () => {
    while (!isOver) {
      const began = performance.now()
      const { rowCount } = await writer.query({
        name: 'write',
        text: `INSERT INTO usage_record (subscription_id, at, reference, kind, quantity, net)
          VALUES ($1, now(), $2, 'data', 1, 1) ON CONFLICT (subscription_id, at, reference) DO NOTHING`,
        values: [line, `new ${written}`],
      })
      written += rowCount!
      await writer.query({
        name: 'change',
        text: `UPDATE usage_record SET net = 2, rerated = true WHERE subscription_id = $1 AND reference = $2`,
        values: [line, 'old 1'],
      })
      longest = Math.max(longest, performance.now() - began)
    }
  })()
  await expect.poll(() => written).toBeGreaterThan(20)
  const said: string[] = []
  owner.on('notice', ({ message }) => void said.push(message!))
  await owner.query('SET client_min_messages = debug1')
  await runOnline(scriptOf(NAME), owner)
  const byThen = written
  // Before anybody has granted anything anew.
  await expect.poll(() => written).toBeGreaterThan(byThen + 20)
  isOver = true
  await writing
  expect(said).toContain(
    'partition constraint for table "usage_record_first" is implied by existing constraints',
  )
  // As long as a lock is waited for, and no longer.
  expect(longest).toBeLessThan(3_000)
  const { rows } = await owner.query(
    `SELECT count(*)::int AS n, count(*) FILTER (WHERE company_id = '${company}')::int AS theirs,
       count(*) FILTER (WHERE rerated)::int AS rerated, min(tableoid::regclass::text) AS part FROM usage_record`,
  )
  const n = 20_000 + written
  expect(rows).toEqual([{ n, theirs: n, rerated: 1, part: 'usage_record_first' }])
  // Begun again, as after a start that was stopped before it was written down, it changes nothing.
  await runOnline(scriptOf(NAME), owner)
  expect((await owner.query('SELECT count(*)::int AS n FROM usage_record')).rows).toEqual([{ n }])
})

test('an event of far ahead, which somebody has written by hand, keeps no start from becoming one', async () => {
  const name = `parts_${randomUUID().slice(0, 8)}`
  await (await openAt(inject('adminUrl'))).query(`CREATE DATABASE "${name}"`)
  const url = inject('adminUrl').replace(/postgres$/, name)
  await applyUpTo(url, before)
  const owner = await openAt(url)
  await owner.query(`SET session_replication_role = replica;
    INSERT INTO usage_record (company_id, subscription_id, at, reference, kind, quantity, net)
      VALUES (gen_random_uuid(), gen_random_uuid(), '2071-03-05Z', 'E', 'data', 1, 1);
    RESET session_replication_role`)
  await runOnline(scriptOf(NAME), owner)
  expect((await owner.query(`SELECT until FROM months_of('usage_record')`)).rows).toEqual([
    { until: new Date('2071-05-01T00:00:00Z') },
  ])
})
