import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { vi } from 'vitest'
import type { Task } from '@/bin/lib/task'
import type { TestContext } from './context'
import { environment } from './environment'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const LAUNCHED = 'node bin/with-database.mjs '

/** The scripts of bin/tasks by the npm command that runs them. */
export const TASKS = new Map(
  Object.entries(scripts)
    .filter(([, script]) => script.startsWith(`${LAUNCHED}bin/tasks/`))
    .map(([name, script]) => [name, script.slice(LAUNCHED.length)]),
)

function scriptOf(name: string): string {
  const script = TASKS.get(name)
  if (!script) throw new Error(`package.json has no task ${name}`)
  return script
}

type Ended = { code: number | null; said: string }

/** Runs an npm command of bin/tasks in this process. Resolves with its exit code and what it printed. */
export async function runTask(context: TestContext, name: string, args: readonly string[]): Promise<Ended> {
  let said = ''
  const hear = (text: unknown) => {
    said += `${text}\n`
  }
  const heard = [
    vi.spyOn(console, 'log').mockImplementation(hear),
    vi.spyOn(console, 'error').mockImplementation(hear),
    vi.spyOn(console, 'table').mockImplementation((rows) => hear(JSON.stringify(rows))),
    vi.spyOn(process.stdout, 'write').mockReturnValue(true),
  ]
  for (const [setting, value] of Object.entries(environment(context))) vi.stubEnv(setting, value)
  try {
    const { default: task } = (await import(pathToFileURL(scriptOf(name)).href)) as { default: Task }
    // What generated files are dated by, and read by; all else looks back from where the test stands.
    const at = ['demo:generate', 'import'].includes(name) ? { ...context, clock: () => new Date() } : context
    return { code: await task(args)(async () => at), said }
  } finally {
    for (const each of heard) each.mockRestore()
    vi.unstubAllEnvs()
  }
}

/** The same in a process of its own, as its launcher does. `hear` gets what it has printed so far. */
export async function spawnTask(
  context: TestContext,
  name: string,
  args: readonly string[] = [],
  hear: (said: string, stop: (signal?: NodeJS.Signals) => void) => void = () => undefined,
  settings: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/lib/run-task.ts', scriptOf(name), ...args], {
    env: { ...process.env, ...environment(context), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text
      hear(said, (signal = 'SIGTERM') => child.kill(signal))
    })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, said }
}
