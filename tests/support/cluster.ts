import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '@/bin/lib/postgres.mjs'
import { migrate } from '@/lib/infra/migrate'
import { claim } from './claim.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the tests' own cluster from which others can be made. */
    adminUrl: string
  }
}

export const TEMPLATE = 'switchboard_template'
const PREFIX = 'switchboard-test-'
/** The cluster lives as long as the run: it need not survive a power cut. */
const FAST = [
  '-c fsync=off',
  '-c synchronous_commit=off',
  '-c full_page_writes=off',
  '-c max_connections=200',
]

// Vitest sets each project up in a module graph of its own; they share one cluster.
const shared = globalThis as {
  switchboardCluster?: ReturnType<typeof startCluster>
  switchboardProjects?: number
}

/** Starts a real PostgreSQL for this run, with a migrated template that every test database is a copy of. */
export default async function setup(project: TestProject) {
  shared.switchboardCluster ??= startCluster()
  shared.switchboardProjects = (shared.switchboardProjects ?? 0) + 1
  const { adminUrl, stop } = await shared.switchboardCluster
  project.provide('adminUrl', adminUrl)
  return async () => {
    shared.switchboardProjects! -= 1
    if (shared.switchboardProjects === 0) await stop()
  }
}

/** Also for runs of tests that follow one another on one cluster: they get its address as TEST_CLUSTER. */
export async function startCluster() {
  if (process.env.TEST_CLUSTER) return { adminUrl: process.env.TEST_CLUSTER, stop: async () => undefined }
  await sweep()
  const folder = mkdtempSync(join(tmpdir(), PREFIX))
  writeFileSync(join(folder, 'owner'), String(process.pid))
  const cluster = await startPostgres(folder, { database: TEMPLATE, flags: FAST })
  await setPassword(cluster.ownerUrl)
  await migrate(cluster.ownerUrl, asRuntime(cluster.ownerUrl))
  return {
    adminUrl: cluster.ownerUrl.replace(TEMPLATE, 'postgres'),
    async stop() {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const RUNTIME = { role: 'switchboard_runtime', password: 'runtime' }

/** One password for the portal's own role in every cluster of tests: so an address tells both. */
async function setPassword(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`ALTER ROLE ${RUNTIME.role} PASSWORD '${RUNTIME.password}'`)
  await client.end()
}

/** The address of a test database for the role that the portal works as; given is the owner's. */
export const asRuntime = (url: string): string =>
  Object.assign(new URL(url), { username: RUNTIME.role, password: RUNTIME.password }).href

/** Removes what earlier runs that were killed have left behind. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    if (!claim(folder)) continue
    await startPostgres(folder, { database: TEMPLATE })
      .then((left) => left.stop())
      .catch(() => undefined)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Makes a database from the template. Resolves with its address. */
export async function copyTemplate(adminUrl: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    // Two copies of one template at once are refused; they take turns.
    await admin.query('SELECT pg_advisory_lock(7240003)')
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE}"`)
  } finally {
    await admin.end()
  }
  return adminUrl.replace(/postgres$/, name)
}
