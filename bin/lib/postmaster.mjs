// Has a PostgreSQL run on a folder. What tells is a connection: the file postmaster.pid outlives a killed one, and names a
// process that may be another program by now, or is shutting down.
import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './free-port.mjs'
import { Problem } from './say.mjs'

/** So long it may refuse connections before the start is given up, in ms; recovery after a crash takes longer, and says so. */
const PATIENCE = 30_000
const LONGEST_RECOVERY = 15 * 60_000
/** Starting, shutting down, in recovery: cannot_connect_now. */
const NOT_NOW = '57P03'
/** What passes by itself: another one is just starting or ending on this folder, or holds the port. */
const PASSING = /lock file|shared memory|could not bind|could not create any TCP/

/**
 * Connects to the PostgreSQL of a folder, which is started where none runs.
 * @param {object} options
 * @param {string} options.dir its data
 * @param {string} options.log
 * @param {string} options.program
 * @param {string[]} options.flags
 * @param {{ uid?: number, gid?: number }} options.who
 * @param {number} [options.port] where it has to be; by default where it is, or anywhere
 * @param {(port: number) => Promise<import('pg').Client>} options.connect
 * @param {() => boolean} options.isOver nobody wants it any more
 * @returns {Promise<{ client: import('pg').Client, port: number, adopted: boolean }>} `adopted`: it ran already
 * @throws {Problem} with its own words
 */
export async function runPostmaster({ dir, log, program, flags, who, port: wanted, connect, isOver }) {
  const begun = performance.now()
  let patience = begun + PATIENCE
  let started = null
  for (;;) {
    if (isOver()) {
      started?.stop()
      throw new Problem('PostgreSQL is not wanted any more.')
    }
    const at = portOf(dir)
    const answer = at ? await connect(at).catch((error) => error) : null
    if (answer && !(answer instanceof Error)) return { client: answer, port: at, adopted: !started }
    if (answer?.code === NOT_NOW && performance.now() < begun + LONGEST_RECOVERY)
      patience = performance.now() + PATIENCE
    const words = started?.words()
    if (words !== null && words !== undefined && !PASSING.test(words)) throw failed(dir, words)
    if (performance.now() > patience) throw failed(dir, words ?? answer?.message ?? '')
    if (answer?.code !== NOT_NOW && (!started || words !== null)) {
      removeStale(dir)
      started = start({
        dir,
        log,
        program,
        who,
        args: [...flags, '-p', String(wanted ?? (await freePort()))],
      })
    }
    await delay(100)
  }
}

const failed = (dir, words) =>
  new Problem(`PostgreSQL could not be started in ${dir}. Its own words:\n${words.trim()}`)

/**
 * A child of this process and not of a helper that ends: when it dies it is gone, also where nobody else collects the dead,
 * as in a container. In a session of its own, so that Ctrl-C reaches only us. `words()`: null while it runs, then its last ones.
 */
function start({ dir, log, program, who, args }) {
  const before = existsSync(log) ? statSync(log).size : 0
  const file = openSync(log, 'a')
  const options = { ...who, cwd: dir, detached: true, stdio: ['ignore', file, file] }
  const child = spawn(program, ['-D', dir, ...args], { ...options, env: { LC_ALL: 'C.UTF-8' } })
  closeSync(file)
  child.unref()
  let last = null
  const end = (words) => {
    last = words
  }
  child.on('error', (error) => end(error.message))
  child.on('exit', () =>
    end(existsSync(log) ? readFileSync(log).subarray(before).toString() : `${dir} is no longer there.`),
  )
  // SIGINT: without waiting for its clients (PostgreSQL, 18.5).
  return { words: () => last, stop: () => child.kill('SIGINT') }
}

const linesOf = (dir) => {
  const file = join(dir, 'postmaster.pid')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}
const portOf = (dir) => Number(linesOf(dir)[3] ?? 0)

/**
 * The file of one that is gone, whose number now has another program (as after a container has been started again) or that
 * nobody has collected: PostgreSQL would believe that it runs. What still works on the folder is found by its shared memory.
 */
function removeStale(dir) {
  const pid = Number(linesOf(dir)[0] ?? 0)
  if (!pid || !existsSync('/proc/self/cwd')) return
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir)) return
  } catch (error) {
    if (error.code === 'EACCES') return
  }
  rmSync(join(dir, 'postmaster.pid'), { force: true })
}
