import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { auditWeakness, grantRuntime, roleAt } from './runtime-role'

const FOLDER = resolve('prisma/migrations')
/** Two processes that start at once take turns (any number will do; it is only ever used here). */
const MIGRATION_LOCK = 7_240_001
const NO_FILTER = { externalTables: [], externalEnums: [] }

type Engine = import('@prisma/schema-engine-wasm/schema_engine_bg').SchemaEngine

let bindings: Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')> | undefined

/** The engine's bindings hold one WebAssembly instance in module state: it is loaded once a process. */
async function loadEngine() {
  const loaded = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const here = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(readFileSync(join(here, '../schema_engine_bg.wasm')), {
    './schema_engine_bg.js': loaded as never,
  })
  // The engine hands over its last words here before it dies.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
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
  bindings ??= loadEngine()
  const { SchemaEngine } = await bindings
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(pool))
  try {
    return await work(await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter))
  } finally {
    await pool.end()
  }
}

/**
 * The adapter cuts scripts at every semicolon, also inside functions. Sent whole, PostgreSQL does the
 * parsing, and a migration is applied entirely or not at all.
 */
function wholeScripts(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () =>
    Object.assign(await connect(), {
      executeScript: (script: string) => pool.query(script).then(() => undefined),
    })
  return factory
}

/** The migrations on disk, oldest first, as the engine wants them. */
export const migrationsOnDisk = () => ({
  baseDir: FOLDER,
  lockfile: {
    path: 'migration_lock.toml',
    content: readFileSync(join(FOLDER, 'migration_lock.toml'), 'utf8'),
  },
  shadowDbInitScript: '',
  migrationDirectories: readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8') },
      },
    })),
})

/**
 * Brings a database to the present schema, ours and the job queue's, as the role of `ownerUrl`, and grants the role of
 * `runtimeUrl` what the portal does with it. Safe on a database in use and from several processes at once. Resolves
 * with the names of the migrations applied, and with what lets the portal's role change the audit all the same, or null.
 */
export async function migrate(
  ownerUrl: string,
  runtimeUrl = ownerUrl,
): Promise<{ applied: string[]; weakness: string | null }> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const { appliedMigrationNames: applied } = await withSchemaEngine(ownerUrl, (engine) =>
      engine.applyMigrations({ migrationsList: migrationsOnDisk(), filters: NO_FILTER }),
    )
    await runMigrations({ connectionString: ownerUrl })
    const { role, ownsAudit } = await roleAt(runtimeUrl)
    if (!ownsAudit) await grantRuntime(owner, role)
    return { applied, weakness: await auditWeakness(runtimeUrl) }
  } finally {
    await owner.end()
  }
}
