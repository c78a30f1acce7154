import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { claim } from '../support/claim.mjs'

const PREFIX = 'switchboard-mutants-'
export type Outcome = { code: number | null; late: boolean; output: string; report: Report | null }
export type Report = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

/** A copy of the project in which faults are put into the code; the project itself is never touched. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), PREFIX))
  private running: ChildProcess | null = null
  private removed = false

  constructor(private readonly adminUrl: string) {
    writeFileSync(join(this.folder, 'owner'), String(process.pid))
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
    for (const file of listed.split('\n').filter(Boolean)) this.copy(file)
    cpSync('lib/infra/generated', join(this.folder, 'lib/infra/generated'), { recursive: true })
    for (const packages of ['node_modules', 'bin/runtime/node_modules'])
      symlinkSync(join(process.cwd(), packages), join(this.folder, packages))
  }

  copy(file: string) {
    if (this.removed) return
    const text = readFileSync(file, { encoding: null, flag: 'r' })
    mkdirSync(dirname(join(this.folder, file)), { recursive: true })
    writeFileSync(join(this.folder, file), text)
  }

  write(file: string, text: string) {
    writeFileSync(join(this.folder, file), text)
  }

  /** Runs files of tests until one fails, at most so many ms. */
  async test(
    files: readonly string[],
    longest: number,
    env: Record<string, string> = {},
    more = ['--bail=1'],
  ) {
    const report = join(this.folder, 'report.json')
    rmSync(report, { force: true })
    const child = spawn(
      process.execPath,
      [
        ...[
          'node_modules/vitest/vitest.mjs',
          'run',
          '--config',
          'tests/mutants/vitest.config.ts',
          '--root',
          '.',
        ],
        ...['--reporter=json', `--outputFile=${report}`, ...more, ...files],
      ],
      {
        cwd: this.folder,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env, TEST_CLUSTER: this.adminUrl },
      },
    )
    this.running = child
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.stop()
    }, longest)
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
    clearTimeout(timer)
    this.running = null
    return { code, late, output, report: read(report) } satisfies Outcome
  }

  /** Ends what runs, with everything that it has begun. */
  stop() {
    try {
      if (this.running?.pid) process.kill(-this.running.pid, 'SIGKILL')
    } catch {
      // It has just ended.
    }
  }

  remove() {
    this.removed = true
    this.stop()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function read(report: string): Report | null {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return null
  }
}

/** Removes what runs that were killed have left behind. */
export function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX)))
    if (claim(join(tmpdir(), name))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
}
