import type pg from 'pg'
import type { Table } from './catalogue'

/** What a row may not hold together, or must (CHECKs), by table: SQL in which $1 is the company. */
const FITTING: Record<string, Record<string, string>> = {
  approval_request: { deadline: `now() + interval '1 day'` },
  assignment: { functions: `'{company_offer:edit}'`, ground: `'case'`, valid_to: `now() + interval '1 day'` },
  delivery_attempt: { accepted: 'true', state: `'sent'` },
  device_cookie: { subscription_id: 'NULL' },
  grant: { function: `'bill:see'`, template_id: 'NULL', centre_id: 'NULL', line_id: 'NULL' },
  line_move: { created: 'false' },
  refund: { state: `'requested'` },
  rights_change: { number: '1000000', undoes_id: 'NULL' },
  second_factor: { kind: `'app'`, sealed_seed: `'\\x01'`, confirmed_at: 'now()' },
  session: { subscription_id: 'NULL', viewing_user_id: 'NULL' },
  suspension: { ended_at: 'now()' },
  substitution: {
    substitute_id: '(SELECT id FROM "user" WHERE company_id = $1 ORDER BY id OFFSET 1 LIMIT 1)',
    valid_to: `now() + interval '1 day'`,
  },
}

type Column = { name: string; type: string; kind: string; needed: boolean; label: string | null }

/** Makes up a row of a company’s in a table in which it has none, as the catalogue says what fits: nothing calculates with it. */
export async function aRowOf(id: string, table: Table, client: pg.Client): Promise<void> {
  const { rows } = await client.query<Column>(
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, y.typcategory AS kind,
       a.attnotnull AND NOT a.atthasdef AS needed,
       (SELECT enumlabel FROM pg_enum WHERE enumtypid = a.atttypid ORDER BY enumsortorder LIMIT 1) AS label
     FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
     WHERE a.attrelid = to_regclass(format('%I', $1::text)) AND a.attname = ANY($2)`,
    [table.name, table.writable],
  )
  const given = FITTING[table.name] ?? {}
  const values = rows.flatMap((column) => {
    const value = given[column.name] ?? (referred(column, table) || (column.needed ? madeUp(column) : null))
    return value ? [[`"${column.name}"`, value] as const] : []
  })
  await client.query('BEGIN')
  await client.query(`ALTER TABLE "${table.name}" DISABLE TRIGGER USER`)
  await client.query({
    text: `INSERT INTO "${table.name}" (${values.map(([name]) => name)}) SELECT ${values.map(([, value]) => value)}
      FROM (SELECT $1::uuid) one`,
    values: [id],
  })
  await client.query(`ALTER TABLE "${table.name}" ENABLE TRIGGER USER`)
  await client.query('COMMIT')
}

function referred({ name }: Column, { name: table, references }: Table): string | null {
  if (name === 'company_id') return '$1'
  const reference = references.find(({ columns, to }) => to !== table && columns.includes(name))
  return reference
    ? `(SELECT "${reference.toColumns[reference.columns.indexOf(name)]}" FROM "${reference.to}" WHERE company_id = $1 LIMIT 1)`
    : null
}

function madeUp({ type, kind, label }: Column): string {
  if (label) return `'${label}'`
  if (kind === 'A') return `'{}'`
  if (kind === 'N') return '1'
  if (kind === 'B') return 'true'
  if (kind === 'D') return 'now()'
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'jsonb') return `'{}'`
  if (type === 'bytea') return `decode(md5(random()::text), 'hex')`
  if (type === 'character(3)') return `'HUF'`
  return 'gen_random_uuid()::text'
}
