import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { run } from '@/bin/lib/run.mjs'
import { copyTemplate } from '../support/cluster'
import { settings, startPortal } from '../support/portal'

/** Brings a database up to date as `npm start` does; resolves with 'prepared', or with what it refused with. */
const prepare = (database: string, demo: string): Promise<string> =>
  run(process.execPath, ['--import', 'tsx', 'bin/tasks/prepare.ts'], {
    env: {
      ...settings(1, database),
      DATABASE_OWNER_URL: database,
      DEMO: demo,
      // Plain http at a public name, as in the trial.
      PORTAL_URL: 'http://portal.example',
      ...(demo === '0' && { SMTP_URL: 'smtp://127.0.0.1:1', SMPP_URL: 'smpp://a:b@127.0.0.1:1' }),
    },
  }).then(
    () => 'prepared',
    (error: Error) => error.message,
  )

async function query(database: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}
const aDatabase = () => copyTemplate(inject('adminUrl'), `demo_${randomUUID().slice(0, 8)}`)
const companies = (database: string) => query(database, 'SELECT slug FROM company ORDER BY slug')
const A_CUSTOMER = `
  INSERT INTO company (id, slug, name, kind, created_at)
  VALUES (gen_random_uuid(), 'real-customer', 'Real Kft.', 'customer', now())`

test('demo mode writes nothing into a database that holds customers, and does not start on it', async () => {
  const database = await aDatabase()
  expect(await prepare(database, '0')).toBe('prepared')
  await query(database, A_CUSTOMER)
  expect(await prepare(database, '1')).toMatch(/^DEMO=1, but this database was not made for demo mode/)
  expect(await companies(database)).toEqual([{ slug: 'real-customer' }])
  // Nor does a web process that was started past the preparation.
  await expect(startPortal(database, { WORKER: 'out' })).rejects.toThrow(/^DEMO=1, but this database/)
})

test('an empty one is made for it and stays so; so does one of the cast alone, as earlier versions made it', async () => {
  const database = await aDatabase()
  expect(await prepare(database, '1')).toBe('prepared')
  await query(database, A_CUSTOMER)
  expect(await prepare(database, '1')).toBe('prepared')
  await query(database, `DELETE FROM company WHERE slug = 'real-customer'; DELETE FROM demo_database`)
  expect(await prepare(database, '1')).toBe('prepared')
  expect(await query(database, 'SELECT id FROM demo_database')).toEqual([{ id: 1 }])
})
