// npm run db:migration -- <name>: writes the SQL that takes a database from the schema of the last
// commit to the schema files as they are now. What Prisma cannot say (triggers, partial indexes,
// CHECKs) is added to it by hand.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { task } from '@/bin/lib/task'
import { withSchemaEngine } from '@/lib/infra/migrate'

const FOLDER = 'prisma/schema'

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' })

export default task(
  { usage: 'npm run db:migration -- <name>', positionals: [1, 1] },
  // It needs the server only, for Prisma's engine to start.
  async ({ positionals: [given = ''] }) => {
    const name = given.toLowerCase().replace(/[^a-z0-9]+/g, '_')
    const committed = git('ls-tree', '--name-only', 'HEAD', `${FOLDER}/`)
      .split('\n')
      .filter((path) => path.endsWith('.prisma'))
      .map((path) => ({ path, content: git('show', `HEAD:${path}`) }))
    const now = readdirSync(FOLDER).map((file) => ({
      path: join(FOLDER, file),
      content: readFileSync(join(FOLDER, file), 'utf8'),
    }))

    const { stdout } = await withSchemaEngine(process.env.DATABASE_URL ?? '', (engine) =>
      engine.diff({
        from: { tag: 'schemaDatamodel', files: committed },
        to: { tag: 'schemaDatamodel', files: now },
        script: true,
        exitCode: null,
        shadowDatabaseUrl: null,
        filters: { externalTables: [], externalEnums: [] },
      } as never),
    )
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = join('prisma/migrations', `${stamp}_${name}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'migration.sql'), stdout ?? '')
    console.log(folder)
    return 0
  },
)
