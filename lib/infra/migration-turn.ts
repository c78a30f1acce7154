import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { UnfitDatabase } from './unfit-database'

/** How the connections of a migration are known. */
export const MIGRATING = 'switchboard migration'
/** Two processes that start at once take turns (any number will do; it is only ever used here). */
const MIGRATION_LOCK = 7_240_001

export type Waits = {
  /** For another start that is bringing the database up to date, ms. */
  turn: number
  /** So often what others hold is tried again, and so long between, ms. */
  tries: number
  pause: number
}
export const WAITS: Waits = { turn: 5 * 60_000, tries: 12, pause: 5_000 }

/** So long a statement waits for a lock, ms: whoever comes after it waits as well, the pages of a portal in use too. */
export const LOCK = 2_000
export const HELD = '55P03'
export const DEADLOCK = '40P01'

/** A migration that PostgreSQL refused; nothing of it was applied, or of an online one what stands before `from`. */
export class FailedMigration extends Error {
  constructor(
    readonly script: string,
    readonly error: pg.DatabaseError,
    readonly from: number | null = null,
  ) {
    super(error.message)
  }
}

/** Of a process that is killed PostgreSQL notices it within a second, and goes no further. */
export async function waitShortly(client: pg.ClientBase): Promise<void> {
  await client.query(`SET lock_timeout = ${LOCK}`)
  await client.query('SET client_connection_check_interval = 1000').catch(() => undefined)
}

/**
 * Waits until no other process brings this database up to date, and takes back what one that was killed had begun: each
 * migration is applied whole or not at all, and what is applied is written down with it.
 */
export async function lockCompany(owner: pg.Client, longest: number): Promise<void> {
  const waited = performance.now() + longest
  // Asked again and again: a statement that waits would be waited for by an index that is built beside everything else.
  while (!(await isMyTurn(owner))) {
    if (performance.now() > waited)
      throw new UnfitDatabase(
        `Another process has been bringing this database up to date for ${Math.round(longest / 1000)} seconds: start again when it is done.`,
      )
    await delay(100)
  }
  await waitShortly(owner)
  const until = performance.now() + 10 * LOCK
  while (performance.now() < until && (await othersAtIt(owner))) await delay(100)
  await takeBack(owner)
}

async function isMyTurn(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query('SELECT pg_try_advisory_lock($1) AS free', [MIGRATION_LOCK])
  return rows[0].free
}

/** Whether statements of a migration are still under way whose process is gone. */
async function othersAtIt(owner: pg.Client): Promise<boolean> {
  const { rowCount } = await owner.query(
    `SELECT FROM pg_stat_activity a WHERE a.application_name = $1 AND a.datname = current_database() AND a.state = 'active'
       AND a.pid <> pg_backend_pid() AND a.wait_event IS DISTINCT FROM 'advisory'`,
    [MIGRATING],
  )
  return rowCount !== 0
}

/**
 * Does a part of a migration; while others hold what it needs, again and again for a while. An online migration has done so
 * itself.
 */
export async function unlessHeld<T>(owner: pg.Client, waits: Waits, work: () => Promise<T>): Promise<T> {
  for (let left = waits.tries; ; left--) {
    try {
      return await work()
    } catch (error) {
      const failed = error instanceof FailedMigration ? error : null
      const { code } = failed?.error ?? (error as pg.DatabaseError)
      await owner.query('ROLLBACK')
      await takeBack(owner)
      if (code !== HELD && code !== DEADLOCK) throw failed ? new UnfitDatabase(refusalOf(failed)) : error
      if (left <= 1 || isOnline(failed)) throw new UnfitDatabase(await heldBy(owner))
      await delay(waits.pause)
    }
  }
}

const isOnline = (failed: FailedMigration | null) => typeof failed?.from === 'number'

/** What was begun and is not finished is free to be done again. */
async function takeBack(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`)
  if (!rows[0].there) return
  await owner.query(
    'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  )
}

/** What PostgreSQL says of a migration: which one, where in it, and why. */
function refusalOf({ script, error, from }: FailedMigration): string {
  const name = migrationNames().find((each) => scriptOf(each) === script) ?? 'of the job queue'
  const at = (from ?? 0) + Number(error.position ?? 0)
  const line = at ? ` (line ${script.slice(0, at).split('\n').length})` : ''
  const left = from === null ? 'nothing of it applied' : 'what it had not done yet is done by the next start'
  const more = [error.detail, error.hint].filter(Boolean).join(' ')
  return `The migration ${name} was refused, and ${left}${line}: ${error.message}.${more && ` ${more}`} (SQLSTATE ${error.code})`
}

export const MIGRATIONS = resolve('prisma/migrations')
export const scriptOf = (name: string): string =>
  readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8')

/** All that this version has, oldest first. */
export const migrationNames = (): string[] =>
  readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

/** Who keeps a migration from being applied: whatever has been open longest. */
async function heldBy(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ pid: number; name: string; seconds: number }>(
    `SELECT pid, application_name AS name, extract(epoch FROM now() - xact_start)::int AS seconds FROM pg_stat_activity
     WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 1`,
  )
  const [who] = rows
  const other = who
    ? `The transaction that has been open longest, for ${who.seconds} seconds, is that of process ${who.pid}${who.name && ` (${who.name})`}. `
    : ''
  return `Others hold a table that a migration changes, so it was not applied. ${other}Start again when they have let go.`
}
