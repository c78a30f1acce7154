import { MEMORY } from '@/bin/lib/memory.mjs'
import { buildPages } from '@/bin/lib/prepare.mjs'
import { run } from '@/bin/lib/run.mjs'
import { startDemoCentre } from '@/lib/channels/sms/demo-centre'
import { type Server, serve } from './servers'

export const PASSWORD = 'blue tram rides north'
export const KEY = 'a-key-for-the-bench-which-is-long-enough'
export const COMPANIES = 40
export const PER_COMPANY = 100

/** Prepares a database with companies and users, and starts portals on it in production mode. */
export async function portalsOn(database: string, extra: Record<string, string> = {}) {
  // The message centre stands outside, as an operator's does.
  const centre = await startDemoCentre(async () => undefined)
  const settings = {
    DATABASE_URL: database,
    DEMO: '1',
    AUTH_SECRET: KEY,
    DATA_KEY: KEY,
    SMS_BUDGET_COMPANY: '10000000',
    SMS_BUDGET_TOTAL: '100000000',
    NEXT_DIST_DIR: await buildPages('.next-test'),
    SMTP_URL: '',
    SMPP_URL: centre.url,
    ...extra,
  }
  const env = { ...settings, PORTAL_URL: 'http://localhost:3000' }
  const tsx = ['--import', 'tsx']
  await run(process.execPath, [...tsx, 'bin/tasks/prepare.ts'], { env })
  await run(process.execPath, [...tsx, 'tests/bench/prepare.ts', String(COMPANIES), String(PER_COMPANY)], {
    env,
  })
  return {
    start: (): Promise<Server> => serve([...MEMORY, 'bin/serve.mjs'], '/api/health', settings),
    close: () => centre.close(),
  }
}
