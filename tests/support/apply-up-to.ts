import { migrationsOnDisk, withSchemaEngine } from '@/lib/infra/migrate'

/** Brings an empty database to where a migration left it: what came later is not there yet. */
export const applyUpTo = (ownerUrl: string, name: string) => {
  const list = migrationsOnDisk()
  const migrationDirectories = list.migrationDirectories.filter(({ path }) => path <= name)
  return withSchemaEngine(ownerUrl, (engine) =>
    engine.applyMigrations({
      migrationsList: { ...list, migrationDirectories },
      filters: { externalTables: [], externalEnums: [] },
    }),
  )
}
