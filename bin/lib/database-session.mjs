import { setTimeout as delay } from 'node:timers/promises'
import { keep } from './keeper.mjs'
import { runPostmaster } from './postmaster.mjs'
import { isAlive } from './processes.mjs'
import { run } from './run.mjs'
import { Problem } from './say.mjs'

/** Advisory locks in the database `postgres` of an embedded cluster; used for nothing else. */
const CLASS = 7_240_004
/** Held by the one process that runs the portal on it. */
const PORTAL = 1
/** Held, shared, by everybody who uses it. */
const USERS = 2
/**
 * So long a start waits for another portal on the same folder, in ms: for one that is stopping until it has, for one that
 * was killed until PostgreSQL has noticed, for any other one in case it is just losing what started it.
 */
const WAITING = { stopping: 60_000, gone: 10_000, running: 2_000 }

/**
 * The session that this process has with an embedded database as long as it uses it.
 * @param {{ dataDir: string, dir: string, log: string, program: string, pg_ctl: string, flags: string[], password: string, who: { uid?: number, gid?: number } }} cluster
 */
export function databaseSession(cluster) {
  let client
  let port
  let keeper
  let isClaimed = false
  let isClosing = false
  /** That it is started again after it died alone. */
  let restart = Promise.resolve()

  async function connect(at) {
    const { default: pg } = await import('pg')
    const found = new pg.Client({
      host: '127.0.0.1',
      port: at,
      user: 'switchboard',
      password: cluster.password,
      database: 'postgres',
      connectionTimeoutMillis: 3_000,
      application_name: `switchboard ${process.pid}`,
    })
    found.on('error', () => undefined)
    await found.connect()
    try {
      await found.query('SELECT pg_advisory_lock_shared($1, $2)', [CLASS, USERS])
    } catch (error) {
      await found.end().catch(() => undefined)
      throw error
    }
    return found
  }

  const locked = async (lock) => {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1, $2) AS got', [CLASS, lock])
    return rows[0].got
  }
  /** The process that runs the portal on it and how that is, or undefined. */
  async function holder() {
    const { rows } = await client.query(
      `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE l.locktype = 'advisory' AND l.classid = $1 AND l.objid = $2 AND l.granted AND a.pid <> pg_backend_pid()`,
      [CLASS, PORTAL],
    )
    const [, pid, stopping] = /^switchboard (\d+)( stopping)?$/.exec(rows[0]?.name ?? '') ?? []
    return pid && { pid, state: stopping ? 'stopping' : isAlive(Number(pid)) ? 'running' : 'gone' }
  }

  async function open() {
    for (;;) {
      const found = await runPostmaster({ ...cluster, port, connect, isOver: () => isClosing })
      client = found.client
      port = found.port
      try {
        if ((await holder())?.state === 'running') return port
        // The keeper of whoever was killed just now may be stopping it.
        keeper?.disarm()
        keeper = keep(cluster)
        if (found.adopted) await delay(100)
        await client.query('SELECT 1')
        return port
      } catch {
        client.end().catch(() => undefined)
      }
    }
  }

  async function claim() {
    const begun = performance.now()
    for (;;) {
      try {
        if (await locked(PORTAL)) break
        const other = await holder()
        if (other && performance.now() > begun + WAITING[other.state]) throw new Problem(runsAlready(other))
        await delay(50)
      } catch (error) {
        if (error instanceof Problem) throw error
        // The keeper of the other one has stopped it.
        await open()
      }
    }
    keeper ??= keep(cluster)
    isClaimed = true
    client.once('end', () => {
      restart = again()
    })
  }
  const runsAlready = ({ pid }) =>
    `Switchboard already runs on ${cluster.dataDir} (process ${pid}). Stop it, or set DATA_DIR and PORT for a second one.`

  /** It died, or threw everybody out: it is started again where it was, since that is where everybody looks for it. */
  async function again() {
    if (isClosing) return
    console.warn('\n  PostgreSQL has ended by itself and is started again.\n')
    try {
      await open()
      await claim()
    } catch (error) {
      if (isClosing) return
      console.error(`\n${error.message}`)
      process.kill(process.pid, 'SIGTERM')
    }
  }

  /** Says to whoever waits for it that this portal is ending. */
  async function leave() {
    isClosing = true
    await client.query(`SET application_name = 'switchboard ${process.pid} stopping'`).catch(() => undefined)
  }

  async function close() {
    isClosing = true
    await restart
    const isLast = await client
      .query('SELECT pg_advisory_unlock_shared($1, $2)', [CLASS, USERS])
      .then(() => locked(USERS))
      // Nobody can be asked: it is stopping, or gone.
      .catch(() => isClaimed)
    keeper?.disarm()
    if (isLast)
      await run(cluster.pg_ctl, ['stop', '-w', '-s', '-m', 'fast', '-D', cluster.dir], {
        ...cluster.who,
        cwd: cluster.dir,
        env: { LC_ALL: 'C.UTF-8' },
      }).catch(() => undefined)
    await client.end().catch(() => undefined)
  }

  return { open, claim, leave, close, keeper: () => keeper?.input ?? null }
}
