import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readlinkSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { productNode } from '@/bin/lib/runtime.mjs'
import { BUILDS } from '../support/portal'
import { processesOf } from '../support/processes-of.mjs'
import { Visitor } from '../support/visitor'

const folder = mkdtempSync(join(tmpdir(), 'switchboard-starts-'))
const port = await freePort()
const HAS_PROC = existsSync('/proc/self/environ')

const ours = () => processesOf(folder)
const PROCESSES = {
  npm: /^npm /,
  launcher: /^\S*node bin\/start/,
  web: /^\S*node .*bin\/serve/,
  keeper: /^sh [\s\S]*switchboard-keeper/,
  database: /\/postgres -D/,
}
const pidsOf = (name: keyof typeof PROCESSES) =>
  ours().flatMap(({ command, pid }) => (PROCESSES[name].test(command) ? [pid] : []))
/** The only one of its name, 0 where there is none: of two nobody could say which is meant. */
function pidOf(name: keyof typeof PROCESSES): number {
  const pids = pidsOf(name)
  expect(pids.length, `${name}: ${pids}`).toBeLessThanOrEqual(1)
  return pids[0] ?? 0
}

/** The program that a process runs, whatever it was called by. */
const programOf = (name: keyof typeof PROCESSES) => readlinkSync(`/proc/${pidOf(name)}/exe`)

const guard = spawn(process.execPath, ['tests/support/processes-of.mjs', folder], {
  detached: true,
  stdio: ['pipe', 'ignore', 'ignore'],
})
afterAll(async () => {
  const ended = new Promise((resolve) => guard.on('exit', resolve))
  guard.stdin.end()
  await ended
})

type Started = { said(): string; ended: Promise<number | string>; group: number }
/** Starts the portal as a service manager does, in a group of its own. */
function start(other: Record<string, string> = {}): Started {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env
  const env = {
    PATH,
    HOME,
    TMPDIR,
    NO_COLOR: '1',
    DATA_DIR: folder,
    PORT: String(port),
    NEXT_DIST_DIR: BUILDS,
    ...other,
  }
  const child = spawn('npm', ['start'], { env: env as unknown as NodeJS.ProcessEnv, detached: true })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text
    })
  const ended = new Promise<number | string>((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ?? code ?? -1)),
  )
  return { said: () => said, ended, group: child.pid! }
}

const health = async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null)
  return answer?.status ?? 0
}
async function up(portal: Started) {
  await expect.poll(portal.said).toContain('Ctrl-C stops everything')
  expect(await health(), portal.said()).toBe(200)
}
const nothingLeft = () => expect.poll(ours).toEqual([])
const kill = (signal: NodeJS.Signals, ...pids: number[]) => {
  // Nobody is the process group of this test itself.
  expect(pids).not.toContain(0)
  for (const pid of pids)
    try {
      process.kill(pid, signal)
    } catch (error) {
      // A connection of the database, say, has ended since they were counted.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
}

/** What the test before has left running for the next one. */
let running: Started | undefined
/** After a test that failed: what it left must not be what the next one finds. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  running = undefined
  kill('SIGKILL', ...ours().map(({ pid }) => pid))
  await nothingLeft()
})

test.runIf(HAS_PROC)(
  'what dies alone of a portal that runs is there again, or takes everything with it',
  async () => {
    const portal = start()
    await up(portal)
    expect(programOf('web')).toBe(realpathSync(await productNode()))
    const [launcher, database, keeper] = [pidOf('launcher'), pidOf('database'), pidOf('keeper')]
    kill('SIGKILL', database)
    await expect.poll(() => [0, database].includes(pidOf('database'))).toBe(false)
    await expect.poll(health).toBe(200)
    kill('SIGKILL', pidOf('keeper'))
    await expect.poll(() => [0, keeper].includes(pidOf('keeper'))).toBe(false)
    expect(pidOf('launcher')).toBe(launcher)
    // Without it: another start is refused, and takes nothing away.
    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`already runs on ${folder} (process ${launcher})`)
    expect(await health()).toBe(200)
    kill('SIGKILL', pidOf('web'))
    expect(await portal.ended).toBe(1)
    expect(portal.said()).toContain('The server ended by itself (SIGKILL)')
    await nothingLeft()
  },
)

/** What ends a portal, and is followed by a start at once. The one that started goes into the next. */
const ENDS: [string, (portal: Started) => void][] = [
  ['kill -9 of the launcher', () => kill('SIGKILL', pidOf('launcher'))],
  ['kill -9 of npm', () => kill('SIGKILL', pidOf('npm'))],
  ['kill -9 of all', () => kill('SIGKILL', ...ours().map(({ pid }) => pid))],
  [
    'kill -9 of all but the database',
    () => kill('SIGKILL', ...(['npm', 'launcher', 'web'] as const).map(pidOf)),
  ],
  ['SIGTERM to npm', () => kill('SIGTERM', pidOf('npm'))],
  ['SIGTERM to the launcher', () => kill('SIGTERM', pidOf('launcher'))],
  ['SIGTERM to the group', ({ group }) => process.kill(-group, 'SIGTERM')],
  ['SIGTERM to all, as systemd sends it', () => kill('SIGTERM', ...ours().map(({ pid }) => pid))],
]

// Each by itself, so that a slow machine has time for every one of them, and one that fails is known by its name.
test.runIf(HAS_PROC).each(ENDS)('a portal starts 0.3 s after %s', async (_, end) => {
  const before = running ?? start()
  running = undefined
  await up(before)
  end(before)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const after = start()
  await up(after).catch((error) => {
    throw new Error(`${after.said()}\n${before.said()}`, { cause: error })
  })
  await before.ended
  // Whoever started the one before may have ended before it: what is meant next is the new one alone.
  for (const each of ['npm', 'launcher', 'web'] as const)
    await expect.poll(() => pidsOf(each), { message: each }).toHaveLength(1)
  running = after
})

test.runIf(HAS_PROC)('the last one leaves nothing behind', async () => {
  const last = running ?? start()
  await up(last)
  kill('SIGTERM', pidOf('npm'))
  await last.ended
  await nothingLeft()
})

test.runIf(HAS_PROC)(
  'with RUNTIME=own it runs on the Node of the machine, and somebody signs in',
  async () => {
    const portal = start({ RUNTIME: 'own' })
    await up(portal)
    expect(programOf('web')).toBe(programOf('launcher'))
    expect(portal.said()).not.toContain('comes along')
    const ada = await new Visitor(`http://localhost:${port}`).openAs('admin@acme')
    for (const page of ['/overview', '/lines', '/bills']) {
      const { status, text } = await ada.get(page)
      expect([status, text.includes('</html>')], page).toEqual([200, true])
    }
    kill('SIGTERM', pidOf('npm'))
    await portal.ended
    await nothingLeft()
  },
)

test.runIf(HAS_PROC)('stopped while it is being prepared it leaves nothing behind', async () => {
  const portal = start()
  await expect.poll(portal.said, { timeout: 60_000, interval: 20 }).toContain('Starting PostgreSQL')
  kill('SIGTERM', pidOf('launcher'))
  expect(await portal.ended).toBe(0)
  await nothingLeft()
})
