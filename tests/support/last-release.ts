import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The commit of the last release: its processes may run beside ours while an upgrade is under way. */
export const LAST_RELEASE = '04282fe20957659a5208d13bb14316d9614665bd'

const RUNNER = ['migrate.ts', 'migration-turn.ts', 'online-migration.ts', 'log', 'metrics'].map(
  (name) => `lib/infra/${name}`,
)

/** Whether the history has it; a copy without history, or with its newest commits only, does not. */
export const hasLastRelease = (): boolean => {
  try {
    execFileSync('git', ['cat-file', '-e', `${LAST_RELEASE}^{commit}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export type Release = {
  /** Runs a program of Node in it. Resolves with its exit code and all that it said. */
  node(args: string[], env?: Record<string, string>): Promise<{ code: number | null; said: string }>
  /** Replaces its migrations by ours, with what applies them. */
  upgradeSchema(): void
  remove(): void
}

/** The last release's code, in a folder of its own, with our packages and the database client of its own schema. */
export async function lastRelease(): Promise<Release> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-release-'))
  const archive = execFileSync('git', ['archive', '--format=tar', LAST_RELEASE], { maxBuffer: 2 ** 28 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  const node: Release['node'] = (args, env = {}) =>
    new Promise((resolve) => {
      const { VITEST: _, ...inherited } = process.env
      const child = spawn(process.execPath, args, { cwd: folder, env: { ...inherited, ...env } })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text) => {
          said += text
        })
      child.on('exit', (code) => resolve({ code, said }))
    })
  const generated = await node(['node_modules/prisma/build/index.js', 'generate'])
  if (generated.code !== 0) throw new Error(generated.said)
  return {
    node,
    upgradeSchema() {
      rmSync(join(folder, 'prisma/migrations'), { recursive: true })
      for (const part of ['prisma/migrations', ...RUNNER])
        cpSync(part, join(folder, part), { recursive: true })
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
