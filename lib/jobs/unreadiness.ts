import { databaseTrouble, type Trouble } from '@/lib/infra/database-health'
import { Prisma } from '@/lib/infra/db'
import { migrationNames } from '@/lib/infra/migration-turn'
import { type World, world } from '@/lib/infra/world'
import { LEASE } from './leases'

const RUNS = Prisma.sql`EXISTS (
  SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = ${LEASE}::int::oid AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`

/** Whether any process runs as a worker of this database. */
export async function workerRuns(at: World): Promise<boolean> {
  const [found] = await at.sql.$queryRaw<{ runs: boolean }[]>`SELECT ${RUNS} AS runs`
  return found!.runs
}

/** What keeps a portal from its whole work, or null: the database, a schema that is not this version's, nobody who sends. */
export async function unreadiness(
  at: World = world(),
  trouble: () => Promise<Trouble | null> = databaseTrouble,
): Promise<Trouble | 'migrations' | 'worker' | null> {
  const problem = await trouble()
  if (problem) return problem
  try {
    const [found] = await at.sql.$queryRaw<{ applied: number; sends: boolean }[]>`
      SELECT (SELECT count(DISTINCT migration_name)::int FROM _prisma_migrations
          WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND migration_name = ANY(${migrationNames()}::text[])) AS applied,
        ${RUNS} AS sends`
    if (found?.applied !== migrationNames().length) return 'migrations'
    return found.sends ? null : 'worker'
  } catch {
    return 'away'
  }
}
