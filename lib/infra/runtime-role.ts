import type pg from 'pg'
import { openClient } from './database-hosts'

/** Tables that the portal's role adds to and never changes: what happened, and which migrations were applied. */
const APPEND_ONLY = ['public.audit_entry']
/** Tables that it only reads; triggers of the owner's keep the heads. */
const READ_ONLY = ['public.audit_head', 'public._prisma_migrations', 'graphile_worker.migrations']
/** It works as the owner: put on a table of one's own, it would move the heads. The trigger it stands in needs no leave. */
const OWNERS_ONLY = 'public.audit_chain()'
const SCHEMAS = 'public, graphile_worker'

/** Who a connection to `url` is, and whether they own the audit or may become who does. */
export async function roleAt(url: string): Promise<{ role: string; ownsAudit: boolean }> {
  return asked(
    url,
    `SELECT current_user AS role, EXISTS (
       SELECT 1 FROM pg_class c WHERE c.oid = to_regclass('public.audit_entry')
         AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS "ownsAudit"`,
  )
}

/**
 * What lets the role of `url` get around the audit although it does not own it, in a few words, or null: what a DBA has given
 * it besides, which a role of the portal's cannot take back.
 */
export async function auditWeakness(url: string): Promise<string | null> {
  const { weakness } = await asked<{ weakness: string | null }>(
    url,
    `SELECT CASE
       WHEN r.rolsuper THEN 'is a superuser'
       WHEN r.rolcreaterole THEN 'may make roles, and give itself any'
       WHEN pg_has_role(current_user, e.relowner, 'MEMBER') THEN 'owns its tables, or may become who does'
       WHEN pg_has_role(current_user, n.nspowner, 'MEMBER') THEN 'owns the schema public, or the database'
       WHEN has_schema_privilege(current_user, n.oid, 'CREATE') THEN 'may create things in the schema public'
       WHEN has_table_privilege(current_user, e.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
         OR has_table_privilege(current_user, 'public.audit_head', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
         THEN 'may change its rows'
       WHEN pg_has_role(current_user, 'pg_write_server_files', 'MEMBER')
         OR pg_has_role(current_user, 'pg_execute_server_program', 'MEMBER') THEN 'may write files of the database server'
     END AS weakness
     FROM pg_class e JOIN pg_namespace n ON n.oid = e.relnamespace, pg_roles r
     WHERE e.oid = 'public.audit_entry'::regclass AND r.rolname = current_user`,
  )
  return weakness
}

async function asked<Row>(url: string, query: string): Promise<Row> {
  const client = await openClient(url)
  try {
    return (await client.query(query)).rows[0]
  } finally {
    await client.end()
  }
}

/**
 * Grants a role what the portal does, and no more: it reads and writes rows, appends to the audit, and owns nothing, so it
 * can neither change what stands there nor switch the triggers off. `owner` is a connection of whoever owns the tables.
 * Asked after every migration, since new tables come with none of it.
 */
export async function grantRuntime(owner: pg.Client, role: string): Promise<void> {
  const name = owner.escapeIdentifier(role)
  // The job queue closes its tables by row to everybody but their owner.
  const { rows } = await owner.query<{ table: string; policy: boolean }>(
    `SELECT c.oid::regclass::text AS table, EXISTS (
       SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'switchboard_runtime') AS policy
     FROM pg_class c WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relrowsecurity`,
  )
  // A part of a table is written through the table alone, past none of its triggers.
  const parts = await owner.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relispartition AND relkind = 'r'`,
  )
  const closed = parts.rows.map((part) => part.name)
  await owner.query(`
    BEGIN;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA ${SCHEMAS} TO ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMAS} TO ${name};
    REVOKE ALL ON ${[...APPEND_ONLY, ...READ_ONLY]} FROM ${name}, PUBLIC;
    ${closed.length > 0 ? `REVOKE ALL ON ${closed} FROM ${name}, PUBLIC;` : ''}
    GRANT SELECT, INSERT ON ${APPEND_ONLY} TO ${name};
    GRANT SELECT ON ${READ_ONLY} TO ${name};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${SCHEMAS} TO ${name};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMAS} TO ${name};
    REVOKE ALL ON FUNCTION ${OWNERS_ONLY} FROM ${name}, PUBLIC;
    ${rows
      .map(({ table, policy }) =>
        policy
          ? `ALTER POLICY switchboard_runtime ON ${table} TO ${name};`
          : `CREATE POLICY switchboard_runtime ON ${table} TO ${name} USING (true) WITH CHECK (true);`,
      )
      .join('\n')}
    COMMIT`)
}
