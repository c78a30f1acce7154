import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { migrate, migrationsOnDisk } from '@/lib/infra/migrate'
import { FailedMigration, migrationNames, scriptOf, unlessHeld } from '@/lib/infra/migration-turn'
import { ONLINE, runOnline } from '@/lib/infra/online-migration'
import { UnfitDatabase } from '@/lib/infra/unfit-database'
import { applyUpTo } from '../support/apply-up-to'
import { asRuntime, copyTemplate } from '../support/cluster'

const QUICK = { turn: 500, tries: 2, pause: 50 }
const newest = migrationsOnDisk().migrationDirectories.findLast(
  ({ migrationFile }) => !migrationFile.content.value.startsWith(ONLINE),
)!.path

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
/** As if the newest migration that is one transaction had not come yet: it is applied anew, and meets `sql`, which stands in its way. */
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

test('a migration that was edited before its release is not applied again where it was already', async () => {
  await client.query(`UPDATE _prisma_migrations SET checksum = 'of an earlier text'`)
  expect((await again()).applied).toEqual([])
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

/** Fills a column and proves it while others write, as migrations of large tables do. */
const WHILE_IN_USE = `${ONLINE} It numbers what is there.
CREATE TABLE IF NOT EXISTS piece (name text, number int);

ALTER TABLE piece ADD COLUMN IF NOT EXISTS whole boolean;

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "piece_number" ON piece (number);

ALTER TABLE piece ALTER COLUMN whole SET DEFAULT true;`
const indexIsValid = async () =>
  (await client.query(`SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'piece_number'::regclass`))
    .rows

test('an online migration that was stopped says where, keeps what it did, and is gone on with', async () => {
  await client.query('CREATE TABLE piece (name text, number int)')
  await client.query(`INSERT INTO piece VALUES ('a', 1), ('b', 1)`)
  const failed: FailedMigration = await runOnline(WHILE_IN_USE, client).catch((error) => error)
  expect(failed).toBeInstanceOf(FailedMigration)
  expect(failed.error.code).toBe('23505')
  expect(WHILE_IN_USE.slice(failed.from!)).toMatch(/^CREATE UNIQUE INDEX CONCURRENTLY/)
  expect(await indexIsValid()).toEqual([{ valid: false }])
  await client.query(`UPDATE piece SET number = 2 WHERE name = 'b'`)
  for (let times = 2; times; times--) await runOnline(WHILE_IN_USE, client)
  expect(await indexIsValid()).toEqual([{ valid: true }])
  await client.query(`INSERT INTO piece (name, number) VALUES ('c', 3)`)
  expect((await client.query('SELECT count(*)::int AS n FROM piece WHERE whole')).rows).toEqual([{ n: 1 }])
})

test('an online migration lets whoever writes go first, and goes on when they are done', async () => {
  await client.query('CREATE TABLE piece (name text, number int)')
  const writer = new pg.Client({ connectionString: url })
  await writer.connect()
  await writer.query(`BEGIN; INSERT INTO piece VALUES ('a', 1)`)
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
  const running = runOnline(WHILE_IN_USE, client)
  const waits = async () =>
    (
      await writer.query(
        `SELECT 1 FROM pg_stat_activity WHERE pid = ${rows[0].pid} AND wait_event_type = 'Lock'`,
      )
    ).rowCount
  await expect.poll(waits).toBe(1)
  // Nobody fails for it, and it does not fail for them.
  await writer.query(`INSERT INTO piece VALUES ('b', 2); COMMIT`)
  await running
  expect(await indexIsValid()).toEqual([{ valid: true }])
  await writer.end()
})

const ONLINE_ONES = migrationNames().filter((name) => scriptOf(name).startsWith(ONLINE))
const FILLING = ONLINE_ONES.filter((name) => scriptOf(name).includes('PROCEDURE fill_company_id'))

/** A database as a migration left it: it is run again there, as after a start that was stopped, before later ones have come. */
async function databaseAt(name: string): Promise<pg.Client> {
  const database = `at_${randomUUID().slice(0, 8)}`
  await client.query(`CREATE DATABASE "${database}"`)
  const there = url.replace(/[^/]+$/, database)
  await applyUpTo(there, name)
  const at = new pg.Client({ connectionString: there })
  await at.connect()
  return at
}

test.each(ONLINE_ONES)(
  '%s has every column that is never empty proven, and scans none under a lock',
  async (name) => {
    const at = await databaseAt(name)
    const columns = [
      ...scriptOf(name).matchAll(/^ALTER TABLE "(\w+)" ALTER COLUMN "(\w+)" SET NOT NULL/gm),
    ].map(([, table, column]) => ({ table: table!, column: column! }))
    for (const { table, column } of columns)
      await at.query(`ALTER TABLE "${table}" ALTER COLUMN "${column}" DROP NOT NULL`)
    const said: string[] = []
    at.on('notice', ({ message }) => void said.push(message!))
    await at.query('SET client_min_messages = debug1')
    await runOnline(scriptOf(name), at)
    // PostgreSQL's own words where it takes the proof for granted.
    for (const { table, column } of columns)
      expect(said).toContain(
        `existing constraints on column "${table}.${column}" are sufficient to prove that it does not contain nulls`,
      )
    const { rows } = await at.query(
      `SELECT conrelid::regclass::text AS "table" FROM pg_constraint WHERE conname = 'company_id_known'`,
    )
    expect(rows).toEqual([])
    await at.end()
  },
)

/** What fills `piece` as the tables of the portal are filled: by the procedure of the migration itself. */
const fills = (name: string) => `${ONLINE}
CREATE TABLE IF NOT EXISTS piece (name text PRIMARY KEY, part uuid, company_id uuid);
CREATE OR REPLACE FUNCTION company_of_piece() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT id INTO NEW.company_id FROM company WHERE id = NEW.part;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON piece
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_piece();

${/^CREATE OR REPLACE PROCEDURE fill_company_id.*?^END \$\$;/ms.exec(scriptOf(name))![0]}

CALL fill_company_id('piece');`

/** A piece of a company and, before anybody looked whose it was, one that is `part` of something. */
async function pieces(part: string | null) {
  const company = randomUUID()
  await client.query(
    `INSERT INTO company (id, slug, name, created_at) VALUES ($1, 'pieces', 'Pieces', now())`,
    [company],
  )
  await client.query('CREATE TABLE piece (name text PRIMARY KEY, part uuid, company_id uuid)')
  await client.query(`INSERT INTO piece VALUES ('a', $1), ('b', $2)`, [company, part ?? company])
}

test.each(FILLING)(
  '%s waits for a row that somebody holds for a while, then it is said who does',
  async (name) => {
    await pieces(null)
    const holder = new pg.Client({ connectionString: url, application_name: 'a report' })
    await holder.connect()
    await client.query(fills(name).slice(0, fills(name).indexOf('\n\n')))
    await holder.query(`BEGIN; SELECT FROM piece WHERE name = 'b' FOR UPDATE`)
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    const began = performance.now()
    let times = 0
    const sentence = await unlessHeld(owner, { ...QUICK, tries: 50 }, () => {
      times += 1
      return runOnline(fills(name), client, 1_000)
    }).catch((error) => error.message)
    expect(sentence).toMatch(/^Others hold a table .* process \d+ \(a report\)\. Start again/)
    expect(times).toBe(1)
    expect(performance.now() - began).toBeGreaterThan(1_000)
    expect(performance.now() - began).toBeLessThan(10_000)
    await holder.query('COMMIT')
    await runOnline(fills(name), client, 1_000)
    expect((await client.query('SELECT FROM piece WHERE company_id = part')).rowCount).toBe(2)
    await Promise.all([holder.end(), owner.end()])
  },
)

test.each(FILLING)('%s names a row that belongs to nothing, and nothing else of it', async (name) => {
  await pieces(randomUUID())
  const failed: FailedMigration = await runOnline(fills(name), client).catch((error) => error)
  expect(failed).toBeInstanceOf(FailedMigration)
  expect(failed.error).toMatchObject({
    code: '23503',
    message: 'a row of piece belongs to nothing that is there',
    detail: 'Key (name)=(b).',
  })
})

test('an event of usage whose line is gone ends a start with its key', async () => {
  const line = randomUUID()
  const bills = FILLING[0]!
  const at = await databaseAt(migrationNames()[migrationNames().indexOf(bills) - 1]!)
  const there = Object.assign(new URL(url), { pathname: at.database }).href
  const refused = () =>
    migrate(there, asRuntime(there), { waits: QUICK }).then(
      () => 'none',
      (error) => (error instanceof UnfitDatabase ? error.message : error),
    )
  await at.query(
    `INSERT INTO usage_record (subscription_id, at, reference, kind, quantity, net) VALUES ('${line}', '2026-11-01Z', 'E-1', 'data', 1, 1)`,
  )
  expect(await refused()).toMatch(
    new RegExp(
      `^The migration ${bills} was refused, and what it had not done yet is done by the next start .*: ` +
        'a row of usage_record belongs to nothing that is there\\. ' +
        `Key \\(subscription_id, at, reference\\)=\\(${line},".+",E-1\\)\\. \\(SQLSTATE 23503\\)$`,
    ),
  )
  await at.query('DELETE FROM usage_record')
  expect(await refused()).toBe('none')
  await at.end()
})
