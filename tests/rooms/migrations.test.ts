import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { migrate, migrationsOnDisk } from '@/lib/infra/migrate'
import { UnfitDatabase } from '@/lib/infra/unfit-database'
import { asRuntime, copyTemplate } from '../support/cluster'

const QUICK = { turn: 500, tries: 2, pause: 50 }
const newest = migrationsOnDisk().migrationDirectories.at(-1)!.path

let url: string
let client: pg.Client
beforeEach(async () => {
  url = await copyTemplate(inject('adminUrl'), `migrations_${randomUUID().slice(0, 8)}`)
  client = new pg.Client({ connectionString: url })
  await client.connect()
})
afterEach(() => client.end())

const again = () => migrate(url, asRuntime(url), { waits: QUICK })
const refusal = () =>
  again().then(
    () => 'none',
    (error) => (error instanceof UnfitDatabase ? error.message : error),
  )
/** As if the newest migration had not come yet: it is applied anew, and meets `sql`, which stands in its way. */
const forgetNewest = () => client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [newest])
const rows = async () =>
  (
    await client.query(
      `SELECT finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS back FROM _prisma_migrations
       WHERE migration_name = $1 ORDER BY started_at`,
      [newest],
    )
  ).rows

test('what PostgreSQL says of a migration that it refuses is shown, and the next start tries it again', async () => {
  await forgetNewest()
  const sentence = await refusal()
  expect(sentence).toMatch(
    new RegExp(
      `^The migration ${newest} was refused, and nothing of it applied.*: .+\\. .*\\(SQLSTATE 42\\w+\\)$`,
    ),
  )
  // As it is: what stands in its way is named, not that a row has to be changed by hand.
  expect(await refusal()).toBe(sentence)
  expect((await rows()).every(({ finished, back }) => !finished && back)).toBe(true)
})

test('a start that was killed while its migration was under way keeps no other one from starting', async () => {
  for (const logs of ['', 'killed']) {
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, applied_steps_count)
       VALUES (gen_random_uuid()::text, 'x', '20991231000000_killed', $1, now(), 0)`,
      [logs],
    )
    expect(await refusal()).toBe('none')
  }
})

test('another start that is at it is waited for, and named when it takes too long', async () => {
  await client.query('SELECT pg_advisory_lock(7240001)')
  expect(await refusal()).toMatch(/^Another process has been bringing this database up to date for/)
  const [, second] = await Promise.all([
    client.query('SELECT pg_advisory_unlock(7240001)'),
    migrate(url, asRuntime(url), { waits: { ...QUICK, turn: 60_000 } }),
  ])
  expect(second.applied).toEqual([])
})

test('a table that somebody holds is waited for shortly, then told with who it is; nothing is left to be mended', async () => {
  const holder = new pg.Client({ connectionString: url, application_name: 'a report' })
  await holder.connect()
  await holder.query('BEGIN; LOCK TABLE graphile_worker._private_jobs IN ACCESS EXCLUSIVE MODE')
  const sentence = await refusal()
  expect(sentence).toMatch(
    /^Others hold a table .* process \d+ \(a report\)\. Start again when they have let go\.$/,
  )
  await holder.query('COMMIT')
  await holder.end()
  expect(await refusal()).toBe('none')
})
