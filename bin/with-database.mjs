#!/usr/bin/env node
// node bin/with-database.mjs <task.ts> [arguments]: runs a task with the portal's settings, on the
// embedded database (started for it, unless the portal runs) or on DATABASE_URL.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { claimant } from './lib/claim.mjs'
import { ROOT, startPostgres } from './lib/postgres.mjs'
import { checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { fail } from './lib/say.mjs'
import { ownSecrets, settings } from './lib/settings.mjs'

process.chdir(ROOT)

async function main() {
  checkNode()
  await installPackages()
  await generateClient()
  // No task needs to own what it works on.
  const { embedded, DATABASE_OWNER_URL: _owner, ...environment } = settings()
  let postgres
  if (embedded) {
    mkdirSync(environment.DATA_DIR, { recursive: true })
    postgres = await startPostgres(environment.DATA_DIR)
    const secrets = ownSecrets(environment.DATA_DIR)
    for (const name of Object.keys(secrets)) environment[name] ||= secrets[name]
    environment.DATABASE_URL = postgres.runtimeUrl
  }
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'bin/lib/run-task.ts', ...process.argv.slice(2)],
    {
      env: environment,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGTERM'))
  const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1)))
  // The portal may have been started meanwhile; then the database is its.
  if (postgres && !postgres.adopted && !claimant(environment.DATA_DIR)) await postgres.stop()
  process.exit(code)
}

main().catch(fail)
