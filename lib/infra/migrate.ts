import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { HostsPool, openClient } from './database-hosts'
import { log } from './log/log.mjs'
import {
  FailedMigration,
  lockCompany,
  MIGRATING,
  MIGRATIONS,
  migrationNames,
  scriptOf,
  unlessHeld,
  WAITS,
  type Waits,
  waitShortly,
} from './migration-turn'
import { ONLINE, runOnline } from './online-migration'
import { auditWeakness, grantRuntime, roleAt } from './runtime-role'

const NO_FILTER = { externalTables: [], externalEnums: [] }

type Engine = import('@prisma/schema-engine-wasm/schema_engine_bg').SchemaEngine

// The engine's bindings hold one WebAssembly instance in module state: it is loaded once a process, however many module graphs
// of ours there are in it.
const shared = globalThis as {
  switchboardEngine?: Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')>
}

async function loadEngine() {
  const loaded = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const here = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(readFileSync(join(here, '../schema_engine_bg.wasm')), {
    './schema_engine_bg.js': loaded as never,
  })
  // The engine hands over its last words here before it dies.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => log.error(message) },
  })
  loaded.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return loaded
}

/**
 * Runs `work` with Prisma's schema engine in WebAssembly: `migrate deploy` without a downloaded binary.
 * The engine keeps a lock in its connections, so they are closed with it.
 */
export async function withSchemaEngine<T>(url: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  shared.switchboardEngine ??= loadEngine()
  const { SchemaEngine } = await shared.switchboardEngine
  const pool = new HostsPool({ url, max: 2, application_name: MIGRATING, onConnect: waitShortly })
  const failures: FailedMigration[] = []
  const adapter = bindMigrationAwareSqlAdapterFactory(
    wholeScripts(pool, (failed) => void failures.push(failed)),
  )
  try {
    return await work(await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter))
  } catch (error) {
    // The engine tells neither the script nor all that PostgreSQL said of it.
    throw failures.at(-1) ?? error
  } finally {
    await pool.end()
  }
}

/**
 * The adapter cuts scripts at every semicolon, also inside functions. Sent whole, PostgreSQL does the
 * parsing, and a migration is applied entirely or not at all, unless it says that it runs online. That it was applied is
 * written down with it: of one that was killed, or lost its connection, nothing is left but its beginning.
 */
function wholeScripts(pool: pg.Pool, onFailure: (failed: FailedMigration) => void): PrismaPg {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () =>
    Object.assign(await connect(), {
      executeScript: async (script: string) => {
        try {
          await (script.startsWith(ONLINE) ? runWith(pool, script) : pool.query(`${script}\n;${WRITE_DOWN}`))
        } catch (error) {
          const failed =
            error instanceof FailedMigration ? error : new FailedMigration(script, error as pg.DatabaseError)
          onFailure(failed)
          throw failed.error
        }
      },
    })
  return factory
}

async function runWith(pool: pg.Pool, script: string): Promise<void> {
  const client = await pool.connect()
  try {
    await runOnline(script, client)
    await client.query(WRITE_DOWN)
  } finally {
    client.release()
  }
}

const WRITE_DOWN = `
  DO $$ BEGIN
    IF to_regclass('_prisma_migrations') IS NOT NULL THEN
      UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;
    END IF;
  END $$`

/** The migrations on disk, oldest first, as the engine wants them. */
export const migrationsOnDisk = () => ({
  baseDir: MIGRATIONS,
  lockfile: {
    path: 'migration_lock.toml',
    content: readFileSync(join(MIGRATIONS, 'migration_lock.toml'), 'utf8'),
  },
  shadowDbInitScript: '',
  migrationDirectories: migrationNames().map((name) => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok' as const, value: scriptOf(name) },
    },
  })),
})

/**
 * Brings a database to the present schema, ours and the job queue's, as the role of `ownerUrl`, and grants the role of
 * `runtimeUrl` what the portal does with it. Safe on a database in use and from several processes at once. Resolves
 * with the names of the migrations applied, and with what lets the portal's role change the audit all the same, or null.
 * @throws UnfitDatabase with a sentence when it cannot be done now; what was not applied is by the next start
 */
export async function migrate(
  ownerUrl: string,
  runtimeUrl = ownerUrl,
  { waits = WAITS }: { waits?: Waits } = {},
): Promise<{ applied: string[]; weakness: string | null }> {
  const owner = await openClient(ownerUrl, { application_name: MIGRATING })
  try {
    await lockCompany(owner, waits.turn)
    const grant = async () => {
      const { role, ownsAudit } = await roleAt(runtimeUrl)
      if (!ownsAudit) await unlessHeld(owner, waits, () => grantRuntime(owner, role))
    }
    const applied = await unlessHeld(owner, waits, () => apply(ownerUrl)).catch(async (error) => {
      // What was applied before it is there: whoever serves meanwhile needs it. Why it failed is the news, not what fails now.
      await grant().catch(() => undefined)
      throw error
    })
    await grant()
    return { applied, weakness: await auditWeakness(runtimeUrl) }
  } finally {
    await owner.end()
  }
}

async function apply(ownerUrl: string): Promise<string[]> {
  const { appliedMigrationNames } = await withSchemaEngine(ownerUrl, (engine) =>
    engine.applyMigrations({ migrationsList: migrationsOnDisk(), filters: NO_FILTER }),
  )
  const pgPool = new HostsPool({ url: ownerUrl, max: 2, application_name: MIGRATING, onConnect: waitShortly })
  await runMigrations({ pgPool }).finally(() => pgPool.end())
  return appliedMigrationNames
}
