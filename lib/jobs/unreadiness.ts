import { type Context, context } from '@/lib/infra/context'
import { databaseTrouble, type Trouble, within } from '@/lib/infra/database-health'
import { Prisma } from '@/lib/infra/db'
import { log } from '@/lib/infra/log/log.mjs'
import { migrationNames } from '@/lib/infra/migration-turn'
import { LEASE } from './leases'

const RUNS = Prisma.sql`EXISTS (
  SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = ${LEASE}::int::oid AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`

/** Whether any process runs as a worker of this database. */
export async function workerRuns(at: Context): Promise<boolean> {
  const [found] = await at.sql.$queryRaw<{ runs: boolean }[]>`SELECT ${RUNS} AS runs`
  return found!.runs
}

type Unready = Trouble | 'stopping' | 'migrations' | 'worker'

/** What is not there, or not granted yet: of a database that no start of this version has prepared (PostgreSQL, appendix A). */
const UNPREPARED = new Set(['42P01', '3F000', '42501'])
const isStopping = () => (globalThis as { switchboardStopping?: boolean }).switchboardStopping === true

/**
 * What keeps a portal from its whole work, or null: it is stopping, the database, a schema that is not this version's, nobody who
 * sends.
 */
export async function unreadiness(
  at: Context = context(),
  trouble: () => Promise<Trouble | null> = databaseTrouble,
): Promise<Unready | null> {
  if (isStopping()) return 'stopping'
  const problem = await trouble()
  return problem ?? within(lacking(at), 'away')
}

/** They are files of this version: none comes while it runs. */
let needed: string[] | undefined

async function lacking(at: Context): Promise<Unready | null> {
  try {
    needed ??= migrationNames()
    const [found] = await at.sql.$queryRaw<{ applied: number; sends: boolean }[]>`
      SELECT (SELECT count(DISTINCT migration_name)::int FROM _prisma_migrations
          WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND migration_name = ANY(${needed}::text[])) AS applied,
        ${RUNS} AS sends`
    if (found?.applied !== needed.length) return 'migrations'
    return found.sends ? null : 'worker'
  } catch (error) {
    if (UNPREPARED.has((error as { code?: string }).code ?? '')) return 'migrations'
    log.error('whether this process is ready could not be found out', { error })
    return 'away'
  }
}
