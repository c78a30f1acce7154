import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '@/lib/audit/verify'
import { connect } from '@/lib/infra/db'
import { asRuntime } from '../support/cluster'
import { here } from '../support/here'
import { Visitor } from '../support/visitor'

// As somebody who holds the address that the running portal was given.
let portal: pg.Client
beforeAll(async () => {
  portal = new pg.Client({ connectionString: asRuntime(here().database) })
  await portal.connect()
  const ada = await new Visitor().openAs('admin@acme')
  expect((await ada.get('/audit')).status).toBe(200)
})
afterAll(() => portal.end())

describe('the portal’s own role', () => {
  test('is the one that the portal works as, and owns nothing', async () => {
    const { rows } = await portal.query(`
      SELECT count(*)::int AS connections, (SELECT count(*)::int FROM pg_class c WHERE c.relowner = current_user::regrole) AS owned,
        (SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS more
      FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND application_name = 'switchboard'`)
    expect(rows[0].connections).toBeGreaterThan(0)
    expect(rows[0]).toMatchObject({ owned: 0, more: false })
  })

  test.each([
    'UPDATE audit_entry SET action = action',
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    'TRUNCATE company CASCADE',
    'DROP TABLE audit_entry',
    'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
    'ALTER TABLE audit_entry ADD COLUMN x int',
    'DROP TRIGGER audit_chain ON audit_entry',
    `CREATE TRIGGER t BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION message_told()`,
    'CREATE RULE r AS ON INSERT TO audit_entry DO INSTEAD NOTHING',
    `CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    `CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT current_timestamp'`,
    'CREATE TABLE public.mine (x int)',
    'INSERT INTO audit_head (company_id, seq, hash) VALUES (gen_random_uuid(), 1, $$\\x00$$)',
    `UPDATE audit_head SET hash = '\\x00'`,
    'DELETE FROM audit_head',
    // The owner's function on a table of one's own would move the head of any company.
    'CREATE TEMP TABLE t (LIKE audit_entry); CREATE TRIGGER c BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION audit_chain()',
    'UPDATE _prisma_migrations SET finished_at = NULL',
    `SET session_replication_role = 'replica'`,
    'SET ROLE switchboard',
    'SET SESSION AUTHORIZATION switchboard',
    'GRANT ALL ON audit_entry TO PUBLIC',
    'ALTER ROLE switchboard_runtime SUPERUSER',
    `COPY (SELECT 1) TO PROGRAM 'true'`,
    'REASSIGN OWNED BY switchboard TO switchboard_runtime',
    'ALTER DEFAULT PRIVILEGES FOR ROLE switchboard GRANT ALL ON TABLES TO PUBLIC',
  ])('%s is refused', async (sql) => {
    // Some of it PostgreSQL only warns of and does not do; then nothing may have changed.
    const before = await stateOf()
    await portal.query(sql).then(
      ({ command }) => expect(command).toBe('GRANT'),
      (error: { code: string }) => expect(error.code).toMatch(/^(42501|42P17|42883)$/),
    )
    expect(await stateOf()).toEqual(before)
  })

  test('what it adds is chained by the owner’s trigger, whatever it says of its place', async () => {
    const { rows } = await portal.query(`
      INSERT INTO audit_entry (company_id, seq, at, actor_kind, actor_name, action, object_kind, object_name, prev_hash, hash)
      SELECT id, 1, now(), 'system', 'forger', 'x.y', 'z', 'z', '\\x00', '\\x00' FROM company WHERE slug = 'globex'
      RETURNING seq, hash, prev_hash`)
    expect(Number(rows[0].seq)).toBeGreaterThan(1)
    expect(rows[0].hash).toHaveLength(32)
    expect(await problems()).toEqual([])
  })
})

/** What the audit is made of, as far as the role can see it. */
async function stateOf() {
  const { rows } = await portal.query(`
    SELECT (SELECT count(*) FROM audit_entry) AS entries, (SELECT count(*) FROM company) AS companies,
      (SELECT array_agg(tgname || tgenabled::text ORDER BY 1) FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass) AS triggers,
      (SELECT relacl::text FROM pg_class WHERE oid = 'audit_entry'::regclass) AS rights, current_user::text AS who,
      (SELECT string_agg(md5(prosrc), ',' ORDER BY proname) FROM pg_proc WHERE proname LIKE 'audit%') AS functions,
      (SELECT md5(string_agg(hash::text, ',' ORDER BY company_id)) FROM audit_head) AS heads`)
  return rows[0]
}

async function problems(): Promise<string[]> {
  const at = connect(asRuntime(here().database), 2)
  const found: string[] = []
  for await (const { problem } of verifyAudit(at.db)) if (problem) found.push(problem)
  await at.close()
  return found
}
