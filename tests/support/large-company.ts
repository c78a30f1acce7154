import pg from 'pg'
import { grantableIn } from '@/lib/rights/catalogue'

const PEOPLE = 10_000
const LINES = 4_900
/** As many rights as one person holds at most. */
export const HELD = 4_000
/** Eve and ten more hold so much; the ten over the cost centre too that lines are moved to. */
const FULL = `(u.login = 'eve' OR u.login ~ '^p999[0-9]$')`

export type Large = {
  people: string[]
  lines: { id: string; ident: string }[]
  /** Who holds as much as is allowed, by a role of everything, which all others hold as well. */
  full: string
  role: string
}

/** Makes Acme as large as companies get: people with rights, lines, and some who hold as much as is allowed. */
export async function growAcme(database: string): Promise<Large> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  const ids = async (text: string, values: unknown[] = []) =>
    (await client.query<{ id: string }>(text, values)).rows.map(({ id }) => id)
  const [acme] = await ids(`SELECT id FROM company WHERE slug = 'acme'`)
  await client.query(`
    INSERT INTO subscription (id, company_id, msisdn, created_at)
    SELECT gen_random_uuid(), '${acme}', '+3620' || lpad((6000000 + n)::text, 7, '0'), now()
    FROM generate_series(1, ${LINES}) n`)
  const [role] = await ids(
    `INSERT INTO rights_template (id, company_id, name, functions, asks, created_at)
    VALUES (gen_random_uuid(), '${acme}', 'Everything', $1, ARRAY['line:edit'], now()) RETURNING id`,
    [grantableIn('customer')],
  )
  await client.query(`
    UPDATE "grant" g SET ended_at = now() FROM "user" u
    WHERE u.id = g.user_id AND u.company_id = '${acme}' AND u.login = 'eve' AND g.ended_at IS NULL`)
  // What follows is well made; to check each row of it would take most of the time.
  await client.query(`SET session_replication_role = replica`)
  const people = await ids(`
    INSERT INTO "user" (id, company_id, login, name, email, mobile, created_at)
    SELECT gen_random_uuid(), '${acme}', 'p' || n, 'Person ' || lpad(n::text, 5, '0'), 'p' || n || '@acme.example',
      '+3670' || lpad((5000000 + n)::text, 7, '0'), now()
    FROM generate_series(1, ${PEOPLE}) n RETURNING id`)
  const [centre] = await ids(`
    INSERT INTO cost_centre (id, company_id, code, name)
    VALUES (gen_random_uuid(), '${acme}', 'BIG', 'Big') RETURNING id`)
  const give = (columns: string, values: string, to: string) =>
    client.query(`
      INSERT INTO "grant" (id, company_id, user_id, valid_from, ${columns})
      SELECT gen_random_uuid(), u.company_id, u.id, now() - interval '1 day', ${values}
      FROM "user" u ${to} AND u.company_id = '${acme}'`)
  await give('template', `'fleet_manager'`, `WHERE u.login ~ '^p[0-9]+$'`)
  await give('template_id', `'${role}'`, `WHERE u.login ~ '^p[0-9]+$' AND NOT ${FULL}`)
  await give(
    'template_id, line_id',
    `'${role}', l.id`,
    `CROSS JOIN (SELECT id FROM subscription WHERE company_id = '${acme}' AND msisdn LIKE '+36206%'
      ORDER BY msisdn LIMIT ${HELD - 4}) l WHERE ${FULL}`,
  )
  await give('template_id, centre_id', `'${role}', '${centre}'`, `WHERE ${FULL}`)
  await client.query(`
    INSERT INTO approval_request (id, company_id, by_id, function, kind, input, subject, asked_at, deadline)
    SELECT gen_random_uuid(), '${acme}', id, 'bill:view', 'right', '{"place":"company"}', 'Acme', now(), now() + interval '1 day'
    FROM "user" WHERE login ~ '^p[1-9][0-9]?[0-9]?$' AND company_id = '${acme}'`)
  await client.query(`SET session_replication_role = DEFAULT`)
  await client.query('ANALYZE')
  const { rows: lines } = await client.query<{ id: string; ident: string }>(
    `SELECT id, ident FROM subscription WHERE msisdn LIKE '+36206%' ORDER BY ident`,
  )
  const [full] = await ids(`SELECT id FROM "user" WHERE login = 'eve' AND company_id = '${acme}'`)
  await client.end()
  return { people, lines, full: full!, role: role! }
}
