import { defineConfig } from 'prisma/config'

// `generate` insists on a schema engine although it never runs it; any existing file will do.
// Migrations are applied by lib/infra/migrate.ts with the engine's WebAssembly build (docs/decisions/003).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
})
