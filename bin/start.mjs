#!/usr/bin/env node
// npm start: from a fresh clone to a running portal, and in seconds the next time.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { readArguments } from './lib/arguments.mjs'
import { claim } from './lib/claim.mjs'
import { MEMORY } from './lib/memory.mjs'
import { ROOT, startPostgres } from './lib/postgres.mjs'
import { buildPages, checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'
import { bold, dim, fail, Problem, step } from './lib/say.mjs'
import { ownSecrets, settings } from './lib/settings.mjs'

process.chdir(ROOT)

/** What has to be undone, in the order of doing. */
const cleanUp = []
async function undo() {
  for (const each of cleanUp.splice(0).reverse()) await each()
}

async function main() {
  console.log(`\n${bold('Switchboard')}\n`)
  checkNode()
  const form = { usage: 'npm start, or npm run dev', options: { dev: { type: 'boolean', default: false } } }
  const { dev } = readArguments(process.argv.slice(2), form).values
  const { embedded, ...environment } = settings()
  if (embedded) {
    // Before anything is built: a portal that runs must keep the build it runs on.
    mkdirSync(environment.DATA_DIR, { recursive: true })
    cleanUp.push(claim(environment.DATA_DIR))
  }
  await installPackages()
  await generateClient()
  if (!dev) environment.NEXT_DIST_DIR = await buildPages()
  if (embedded) {
    const postgres = await step('Starting PostgreSQL', () => startPostgres(environment.DATA_DIR))
    cleanUp.push(postgres.stop)
    environment.DATABASE_URL = postgres.runtimeUrl
    environment.DATABASE_OWNER_URL = postgres.ownerUrl
    const secrets = ownSecrets(environment.DATA_DIR)
    for (const name of Object.keys(secrets)) environment[name] ||= secrets[name]
  }
  const notes = await step('Preparing the database', () =>
    run(process.execPath, ['--import', 'tsx', 'bin/tasks/prepare.ts'], {
      env: environment,
      sentence: 'The database could not be prepared.',
    }),
  )
  if (notes.trim()) console.log(`\n${notes.trim().replace(/^/gm, '  ')}`)
  // What serves people never holds the owner's password.
  const { DATABASE_OWNER_URL: _owner, ...runtime } = environment
  await serve(runtime, dev)
}

async function serve(environment, dev) {
  const child = spawn(process.execPath, [...MEMORY, 'bin/serve.mjs', ...(dev ? ['--dev'] : [])], {
    env: { ...environment, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C reaches us alone; we pass it on and wait, so that things end in order.
    detached: true,
  })
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    console.log(dim('\n  Stopping …'))
    child.kill('SIGTERM')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)

  let failed = null
  const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
  child.on('message', (message) => {
    failed = message.failed ?? failed
    if (message.listening) greet(environment)
  })
  const code = await ended
  await undo()
  if (failed) throw new Problem(failed)
  if (!stopping) throw new Problem(`The server ended by itself with code ${code}; its last words are above.`)
  process.exit(0)
}

function greet({ PORTAL_URL, PORT, DEMO, DEMO_HOSTS, SMTP_URL, SMPP_URL }) {
  console.log(`\n  ${bold(PORTAL_URL)}\n`)
  if (DEMO === '1') {
    // The doors of demo mode open at hosts of this machine and at those that were named.
    const { hostname } = new URL(PORTAL_URL)
    const named = DEMO_HOSTS?.split(',').some((name) => name.trim().toLowerCase() === hostname)
    const demo = named || hostname === 'localhost' ? PORTAL_URL : `http://localhost:${PORT}`
    const post = SMTP_URL ? 'the e-mail to ada@acme.example' : `${demo}/dev/mailbox`
    console.log(
      `  First: take the temporary password of ${bold('admin@acme')} from ${post},\n` +
        `  then sign in at ${PORTAL_URL}/sign-in with the code that comes by SMS${SMPP_URL ? '' : ' (it arrives in the mailbox too)'}.\n` +
        `  Only looking? ${demo}/dev/personas signs in with one click.\n`,
    )
  }
  console.log(dim('  Ctrl-C stops everything.\n'))
}

main().catch(async (error) => {
  await undo().catch(() => undefined)
  fail(error)
})
