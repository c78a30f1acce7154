import type pg from 'pg'
import { byReferences, NOT_A_CUSTOMERS, type Table } from './catalogue'

/** What the database writes itself while something else is written. */
const WRITTEN_BY_TRIGGERS = 'audit_head'
/** Written as if it happened anew: so each entry is bound to the one before it in the new database, too. */
const WRITTEN_ANEW = 'audit_entry'

/** A company’s tables, the company’s first, in an order in which nothing comes before what it refers to. */
export function tablesToMove(tables: Table[]): { moved: Table[]; left: Table[] } {
  // What belongs to something that stays is over when that is: an attempt to sign in is begun anew.
  const stays = new Set(Object.keys(NOT_A_CUSTOMERS).filter((name) => name !== 'company'))
  const ordered = byReferences(tables)
  for (const { name, references } of ordered) if (references.some(({ to }) => stays.has(to))) stays.add(name)
  const moved = ordered.filter(({ name }) => !stays.has(name))
  return { moved, left: ordered.filter(({ name }) => stays.has(name) && !(name in NOT_A_CUSTOMERS)) }
}

const keyOf = ({ name }: Table) => (name === 'company' ? 'id' : 'company_id')
const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ')

/** Copies a company with all that is its own, found by its key alone, in one transaction. Nothing of it may be there. */
export async function moveCompany(
  id: string,
  tables: Table[],
  from: pg.Client,
  to: pg.Client,
): Promise<void> {
  await from.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await to.query('BEGIN')
  for (const table of tables) {
    const { name, writable, primaryKey } = table
    if (name === WRITTEN_BY_TRIGGERS) continue
    const { rows } = await from.query<{ all: string }>(
      `SELECT coalesce(json_agg(t), '[]')::text AS all FROM (
         SELECT ${quoted(writable)} FROM "${name}" WHERE ${keyOf(table)} = $1 ORDER BY ${quoted(primaryKey)}) t`,
      [id],
    )
    if (name !== WRITTEN_ANEW) await to.query(`ALTER TABLE "${name}" DISABLE TRIGGER USER`)
    await to.query(
      `INSERT INTO "${name}" (${quoted(writable)}) SELECT ${quoted(writable)} FROM json_populate_recordset(NULL::"${name}", $1)`,
      [rows[0]!.all],
    )
    if (name !== WRITTEN_ANEW) await to.query(`ALTER TABLE "${name}" ENABLE TRIGGER USER`)
  }
  await to.query('COMMIT')
  await from.query('COMMIT')
}

/** Every row of a company in a table, all columns of it, as text. */
export async function rowsOf(id: string, table: Table, client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ row: string }>(
    `SELECT t::text AS row FROM "${table.name}" t WHERE ${keyOf(table)} = $1 ORDER BY 1`,
    [id],
  )
  return rows.map(({ row }) => row)
}
