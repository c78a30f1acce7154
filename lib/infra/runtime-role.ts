import pg from 'pg'

/** Tables that the portal's role adds to and never changes: what happened, and which migrations were applied. */
const APPEND_ONLY = ['public.audit_entry']
/** Tables that it only reads; triggers of the owner's keep the heads. */
const READ_ONLY = ['public.audit_head', 'public._prisma_migrations', 'graphile_worker.migrations']
const SCHEMAS = 'public, graphile_worker'

/** Who a connection to `url` is, and whether they could change the audit: they own it, or may become who does. */
export async function roleAt(url: string): Promise<{ role: string; ownsAudit: boolean }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(`
      SELECT current_user AS role, EXISTS (
        SELECT 1 FROM pg_class c WHERE c.oid = to_regclass('public.audit_entry')
          AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS "ownsAudit"`)
    return rows[0]
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
  await owner.query(`
    BEGIN;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA ${SCHEMAS} TO ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMAS} TO ${name};
    REVOKE UPDATE, DELETE ON ${APPEND_ONLY} FROM ${name};
    REVOKE INSERT, UPDATE, DELETE ON ${READ_ONLY} FROM ${name};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${SCHEMAS} TO ${name};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMAS} TO ${name};
    ${rows
      .map(({ table, policy }) =>
        policy
          ? `ALTER POLICY switchboard_runtime ON ${table} TO ${name};`
          : `CREATE POLICY switchboard_runtime ON ${table} TO ${name} USING (true) WITH CHECK (true);`,
      )
      .join('\n')}
    COMMIT`)
}
