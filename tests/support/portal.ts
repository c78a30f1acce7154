import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { buildFolder } from '@/bin/lib/builds.mjs'
import { freePort } from '@/bin/lib/free-port.mjs'
import { buildPages, pagesPrint } from '@/bin/lib/prepare.mjs'
import { run } from '@/bin/lib/run.mjs'
import { asRuntime, copyTemplate } from './cluster'
import { TEST_KEY } from './key'

/** Builds of the tests, apart from those of a portal in the same folder. */
export const BUILDS = '.next-test'
/** The build under test. */
export const DIST = buildFolder(BUILDS, pagesPrint())

/** What every web process of the portal under test is told. */
export const settings = (port: number, database: string) => ({
  PORT: String(port),
  HOST: '127.0.0.1',
  PORTAL_URL: `http://localhost:${port}`,
  DATABASE_URL: asRuntime(database),
  DEMO: '1',
  AUTH_SECRET: TEST_KEY,
  DATA_KEY: TEST_KEY,
  NODE_ENV: 'production' as const,
  NEXT_DIST_DIR: DIST,
  NEXT_TELEMETRY_DISABLED: '1',
  SMTP_URL: '',
  SMPP_URL: '',
  OIDC_INSIDE: '1',
  LOG_FORMAT: 'text',
  LOG_LEVEL: 'warn',
})

/** `said` is all that it has printed so far. */
export type Running = {
  url: string
  pid: number
  said(): string
  /** The longest that its event loop was held since it was last asked, ms; needs `loop-probe.mjs` among the flags. */
  longestHold(): Promise<number>
  /** Tells it something that one of its flags listens for. */
  ask(what: string): void
  /** Resolves with its exit code, or what killed it. */
  ended(): Promise<number | string>
  stop(): Promise<void>
}

/** Starts one more web process on a database that is prepared already; `other` settings go before the usual ones. */
export async function startPortal(
  database: string,
  other: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<Running> {
  const env = { ...settings(await freePort(), database), ...other }
  const server = spawn(process.execPath, [...flags, 'bin/serve.mjs'], {
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  for (const [stream, ours] of [
    [server.stdout!, process.stdout],
    [server.stderr!, process.stderr],
  ] as const)
    stream.on('data', (text) => {
      said += text
      if (env.LOG_LEVEL !== 'debug') ours.write(text)
    })
  await new Promise((resolve, reject) => {
    server.once('message', ({ failed }: { failed?: string }) =>
      failed ? reject(new Error(failed)) : resolve(null),
    )
    server.once('exit', (code) => reject(new Error(`the portal ended with ${code}\n${said}`)))
  })
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }
  const longestHold = () =>
    new Promise<number>((resolve) => {
      const hear = ({ longestHold: ms }: { longestHold?: number }) => {
        if (ms === undefined) return
        server.off('message', hear)
        resolve(ms)
      }
      server.on('message', hear)
      server.send({ ask: 'longestHold' })
    })
  const ask = (what: string) => void server.send({ ask: what })
  const ended = () =>
    new Promise<number | string>((resolve) =>
      server.once('exit', (code, signal) => resolve(signal ?? code ?? -1)),
    )
  const url = `http://localhost:${env.PORT}`
  return { url, pid: server.pid!, said: () => said, longestHold, ask, ended, stop }
}

/** A prepared database with the cast, apart from everybody else's. */
export async function preparedDatabase(adminUrl: string): Promise<string> {
  const database = await copyTemplate(adminUrl, `portal_${randomUUID().slice(0, 8)}`)
  const env = settings(await freePort(), database)
  await run(process.execPath, ['--import', 'tsx', 'bin/tasks/prepare.ts'], {
    env: { ...env, DATABASE_OWNER_URL: database },
  })
  return database
}

/** Builds the portal apart from any that runs, and serves it for the whole run to as many as test at once. */
export default async function setup(project: TestProject) {
  await buildPages(BUILDS)
  const { adminUrl } = project.getProvidedContext()
  const atOnce = project.config.maxWorkers ?? project.vitest.config.maxWorkers
  const served = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const database = await preparedDatabase(adminUrl)
      const portal = await startPortal(database)
      return { database, portal }
    }),
  )
  project.provide(
    'portals',
    served.map(({ database, portal }) => ({ url: portal.url, database })),
  )
  return async () => {
    await Promise.all(served.map(({ portal }) => portal.stop()))
  }
}
