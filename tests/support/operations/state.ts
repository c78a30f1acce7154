import pg from 'pg'
import type { TestContext } from '../context'

/** What stands in the database, as digests of its tables. */
export type State = Record<string, string>

/** What tests of operations ask of the database itself, as the owner of its tables. */
export type Ledger = Awaited<ReturnType<typeof openLedger>>

/** What every operation leaves behind is looked up here, and what it is that fails when it is told to. */
export async function openLedger(context: TestContext) {
  const owner = new pg.Client({ connectionString: context.ownerUrl })
  await owner.connect()
  await owner.query(`
    CREATE SCHEMA probe;
    CREATE TABLE probe.failing ();
    CREATE FUNCTION probe.fail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
      IF EXISTS (SELECT 1 FROM probe.failing) THEN
        RAISE EXCEPTION 'the audit fails';
      END IF;
      RETURN NEW; END $$;
    CREATE TRIGGER zz_fail AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION probe.fail();`)
  const tables = await owner.query<{ name: string }>(`
    SELECT format('%I', c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition`)
  const digests = tables.rows.map(
    ({ name }) => `SELECT '${name}' AS name, count(*) || ' ' ||
      coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest
      FROM ${name} t WHERE $1::text IS NULL OR t::text LIKE $1`,
  )
  // Asked hundreds of times: planned once.
  const query = { name: 'state', text: digests.join(' UNION ALL ') }

  const column = async (text: string, values: unknown[] = []): Promise<string[]> =>
    (await owner.query<{ value: string }>(text, values)).rows.map(({ value }) => value)

  /** All of it, or only the rows that name a company. */
  async function state(companyId?: string): Promise<State> {
    const values = [companyId ? `%${companyId}%` : null]
    const { rows } = await owner.query<{ name: string; digest: string }>({ ...query, values })
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
  }
  return {
    state,
    /** Facts and messages so far, of all companies; each with what tells it apart. */
    facts: () => column(`SELECT action || ' ' || company_id || ' ' || seq AS value FROM audit_entry`),
    messages: () => column(`SELECT kind || ' ' || id AS value FROM message`),
    /** Does something while no fact can be written. */
    async failing<T>(work: () => Promise<T>): Promise<T> {
      await owner.query('INSERT INTO probe.failing DEFAULT VALUES')
      try {
        return await work()
      } finally {
        await owner.query('DELETE FROM probe.failing')
      }
    },
    /** Does something while somebody is suspended, as if they never had been. */
    async suspended<T>(userId: string, work: () => Promise<T>): Promise<T> {
      await owner.query(
        `INSERT INTO suspension (id, company_id, user_id, by_id, since)
         SELECT gen_random_uuid(), company_id, id, id, now() FROM "user" WHERE id = $1`,
        [userId],
      )
      try {
        return await work()
      } finally {
        await owner.query('DELETE FROM suspension WHERE user_id = $1 AND ended_at IS NULL', [userId])
      }
    },
    isLine: async (id: string) =>
      (await owner.query('SELECT 1 FROM subscription WHERE id = $1', [id])).rowCount === 1,
    close: () => owner.end(),
  }
}
