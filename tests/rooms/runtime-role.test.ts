import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { migrate } from '@/lib/infra/migrate'
import { auditWeakness } from '@/lib/infra/runtime-role'

// A database as an operator's DBA makes it (docs/operations.md, "Two roles"), with roles of its own.
const id = randomUUID().slice(0, 8)
const [base, owner, portal] = [`dba_${id}`, `dba_${id}_owner`, `dba_${id}_portal`]
const as = (username: string) =>
  Object.assign(new URL(inject('adminUrl')), { username, password: 'x', pathname: base }).href
let dba: pg.Client
let inside: pg.Client

beforeAll(async () => {
  dba = new pg.Client({ connectionString: inject('adminUrl') })
  await dba.connect()
  for (const role of [owner, portal]) await dba.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`)
  await dba.query(`CREATE DATABASE ${base} OWNER ${portal}`)
  inside = new pg.Client({ connectionString: inject('adminUrl').replace(/postgres$/, base) })
  await inside.connect()
})
afterAll(async () => {
  await inside.end()
  await dba.query(`DROP DATABASE ${base} WITH (FORCE)`)
  await dba.query(`DROP ROLE ${owner}, ${portal}`)
  await dba.end()
})

describe('a database of an operator’s own', () => {
  test('works with one role that owns it, and says what that one could do', async () => {
    expect((await migrate(as(portal))).weakness).toMatch(/^owns its tables/)
  })

  test('is handed over to an owner; the portal then works as a role that cannot touch the audit', async () => {
    await inside.query(`REASSIGN OWNED BY ${portal} TO ${owner}`)
    await dba.query(`ALTER DATABASE ${base} OWNER TO ${owner}`)
    expect(await migrate(as(owner), as(portal))).toEqual({ applied: [], weakness: null })
    const client = new pg.Client({ connectionString: as(portal) })
    await client.connect()
    await client.query(`SELECT graphile_worker.add_job('none', '{}')`)
    await client.query('UPDATE company SET name = name')
    await expect(client.query('DELETE FROM audit_entry')).rejects.toThrow('permission denied')
    await expect(client.query('DROP TABLE audit_entry')).rejects.toThrow('must be owner')
    await client.end()
  })

  test('takes money between a migration and its grants, too', async () => {
    await inside.query(`REVOKE ALL ON payment_reference FROM ${portal}`)
    const client = new pg.Client({ connectionString: as(portal) })
    await client.connect()
    await client.query(`
      WITH firm AS (
        INSERT INTO company (id, slug, name, created_at) VALUES (gen_random_uuid(), 'money', 'Money', now()) RETURNING id)
      INSERT INTO payment (id, company_id, reference, for_bill, amount, currency, state, started_at)
      SELECT gen_random_uuid(), id, 'T-1', '', 1, 'HUF', 'open', now() FROM firm`)
    await client.end()
    const { rows } = await inside.query('SELECT reference FROM payment_reference')
    expect(rows).toEqual([{ reference: 'T-1' }])
    expect((await migrate(as(owner), as(portal))).weakness).toBeNull()
  })

  test.each([
    [`GRANT ${owner} TO ${portal}`, `REVOKE ${owner} FROM ${portal}`, 'owns its tables'],
    [`ALTER ROLE ${portal} CREATEROLE`, `ALTER ROLE ${portal} NOCREATEROLE`, 'may make roles'],
    [`ALTER ROLE ${portal} SUPERUSER`, `ALTER ROLE ${portal} NOSUPERUSER`, 'is a superuser'],
    [
      `ALTER DATABASE ${base} OWNER TO ${portal}`,
      `ALTER DATABASE ${base} OWNER TO ${owner}`,
      'owns the schema',
    ],
    [
      `GRANT CREATE ON SCHEMA public TO ${portal}`,
      `REVOKE CREATE ON SCHEMA public FROM ${portal}`,
      'may create',
    ],
    [
      `GRANT pg_write_all_data TO ${portal}`,
      `REVOKE pg_write_all_data FROM ${portal}`,
      'may change its rows',
    ],
    [
      `GRANT pg_execute_server_program TO ${portal}`,
      `REVOKE pg_execute_server_program FROM ${portal}`,
      'may write',
    ],
  ])('%s is told at the start', async (given, taken, problem) => {
    await inside.query(given)
    expect(await auditWeakness(as(portal))).toContain(problem)
    await inside.query(taken)
    expect(await auditWeakness(as(portal))).toBeNull()
  })

  test('what was granted on the audit besides is taken back with every migration', async () => {
    await inside.query(
      `GRANT ALL ON audit_entry, audit_head TO ${portal}; GRANT UPDATE ON audit_head TO PUBLIC`,
    )
    expect(await auditWeakness(as(portal))).toContain('may change its rows')
    expect((await migrate(as(owner), as(portal))).weakness).toBeNull()
  })
})
