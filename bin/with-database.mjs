#!/usr/bin/env node
// node bin/with-database.mjs <task.ts> [arguments]: runs a task with the portal's settings, on the
// embedded database (started for it, unless it runs) or on DATABASE_URL.
import { spawn } from 'node:child_process'
import { startPostgres } from './lib/postgres.mjs'
import { checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { watchNpm } from './lib/processes.mjs'
import { ROOT } from './lib/root.mjs'
import { productNode } from './lib/runtime.mjs'
import { fail } from './lib/say.mjs'

process.chdir(ROOT)

async function main() {
  checkNode()
  await installPackages()
  // Reading them needs a package.
  const { ownSecrets, settings } = await import('./lib/settings.mjs')
  const node = await productNode()
  await generateClient()
  // No task needs to own what it works on.
  const { embedded, DATABASE_OWNER_URL: _owner, ...environment } = settings()
  let postgres
  if (embedded) {
    postgres = await startPostgres(environment.DATA_DIR)
    const secrets = ownSecrets(environment.DATA_DIR)
    for (const name of Object.keys(secrets)) environment[name] ||= secrets[name]
    environment.DATABASE_URL = postgres.runtimeUrl
  }
  const child = spawn(node, ['--import', 'tsx', 'bin/lib/run-task.ts', ...process.argv.slice(2)], {
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc', postgres?.keeper() ?? 'ignore'],
  })
  const stop = () => child.kill('SIGTERM')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  watchNpm(stop)
  const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1)))
  await postgres?.stop()
  process.exit(code)
}

main().catch(fail)
