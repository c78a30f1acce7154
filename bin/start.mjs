#!/usr/bin/env node
// npm start: from a fresh clone to a running portal, and in seconds the next time.
import { spawn } from 'node:child_process'
import { readArguments } from './lib/arguments.mjs'
import { MEMORY } from './lib/memory.mjs'
import { startPostgres } from './lib/postgres.mjs'
import { buildPages, checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { watchNpm } from './lib/processes.mjs'
import { ROOT } from './lib/root.mjs'
import { endRuns, run } from './lib/run.mjs'
import { productNode } from './lib/runtime.mjs'
import { bold, dim, fail, Problem, step } from './lib/say.mjs'

process.chdir(ROOT)

/** So long the web process may take to end in order, in ms: a little longer than it gives itself (bin/serve.mjs). */
const ENDING = 20_000

/** Thrown where a signal ends the start before anything is served. */
class Stopped extends Error {}
/** What ends the part of the start that is under way. */
let stopNow = endRuns
let leave = () => undefined
let stopping = false
function stop() {
  if (stopping) return
  stopping = true
  console.log(dim('\n  Stopping …'))
  leave()
  stopNow()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
watchNpm(stop)

// Whoever reads what is printed may go away before us.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

/** What has to be undone, in the order of doing. */
const cleanUp = []
async function undo() {
  for (const each of cleanUp.splice(0).reverse()) await each()
}

/** Resolves as the work does, unless somebody wants everything to stop. */
async function unlessStopped(work) {
  const value = await work
  if (stopping) throw new Stopped()
  return value
}

async function main() {
  console.log(`\n${bold('Switchboard')}\n`)
  checkNode()
  const form = { usage: 'npm start, or npm run dev', options: { dev: { type: 'boolean', default: false } } }
  const { dev } = readArguments(process.argv.slice(2), form).values
  await unlessStopped(installPackages())
  // Reading them needs a package.
  const { ownSecrets, settings } = await import('./lib/settings.mjs')
  const { embedded, ...environment } = settings()
  const node = await unlessStopped(productNode({ again: true }))
  await unlessStopped(generateClient())
  if (!dev) environment.NEXT_DIST_DIR = await unlessStopped(buildPages(environment.NEXT_DIST_DIR))
  let keeper = () => null
  if (embedded) {
    const postgres = await step('Starting PostgreSQL', () => startPostgres(environment.DATA_DIR))
    cleanUp.push(postgres.stop)
    leave = postgres.leave
    await unlessStopped(postgres.claim())
    keeper = postgres.keeper
    environment.DATABASE_URL = postgres.runtimeUrl
    environment.DATABASE_OWNER_URL = postgres.ownerUrl
    const secrets = ownSecrets(environment.DATA_DIR)
    for (const name of Object.keys(secrets)) environment[name] ||= secrets[name]
  }
  const notes = await unlessStopped(
    step('Preparing the database', () =>
      run(node, ['--import', 'tsx', 'bin/tasks/prepare.ts'], {
        env: environment,
        sentence: 'The database could not be prepared.',
      }),
    ),
  )
  if (notes.trim()) console.log(`\n${notes.trim().replace(/^/gm, '  ')}`)
  // What serves people never holds the owner's password.
  const { DATABASE_OWNER_URL: _owner, ...runtime } = environment
  await serve(node, runtime, dev, keeper())
}

/**
 * @param {string} node the Node that it runs on
 * @param {import('node:stream').Writable | null} keeper the web process keeps the database, too, until it has ended in order
 */
async function serve(node, environment, dev, keeper) {
  const child = spawn(node, [...MEMORY, 'bin/serve.mjs', ...(dev ? ['--dev'] : [])], {
    env: { ...environment, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', keeper ?? 'ignore'],
    // Ctrl-C reaches us alone; we pass it on and wait, so that things end in order.
    detached: true,
  })
  stopNow = () => {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), ENDING).unref()
  }

  let failed = null
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)))
  child.on('message', (message) => {
    failed = message.failed ?? failed
    if (message.listening) greet(environment)
  })
  const end = await ended
  if (stopping) throw new Stopped()
  throw new Problem(
    failed ??
      `The server ended by itself (${typeof end === 'string' ? end : `code ${end}`}); its last words are above.`,
  )
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
  const isWanted = stopping || error instanceof Stopped
  await undo().catch(() => undefined)
  if (isWanted) process.exit(0)
  fail(error)
})
