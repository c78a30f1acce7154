import type pg from 'pg'

/** Tables of the portal that are no customer's, each with why. A company is moved without them. */
export const NOT_A_CUSTOMERS: Record<string, string> = {
  _prisma_migrations: 'which migrations this database has',
  api_key: 'what the operator’s systems prove themselves with',
  channel_state: 'how a worker stands with a provider',
  company: 'the company itself: its id is the key of all else',
  data_key: 'which keys of DATA_KEY this database needs',
  demo_database: 'that this database is for demo mode',
  intake_delivery: 'a file of the operator’s, of many companies',
  intake_file: 'a file of the operator’s, of many companies',
  intake_part: 'a file of the operator’s, of many companies',
  mailbox_item: 'what the demo’s own providers received',
  network_use: 'what came from a network, by whomever',
  recalculation: 'how far this database is recalculated',
  set_aside_row: 'a row of a file of the operator’s; it may name no company',
  sign_in: 'an attempt by somebody who is not known yet; over within a day',
  sms_budget: 'a counter of the last hours, also of all companies together',
  throttle: 'a counter of failures, also of accounts that do not exist',
  unmatched_receipt: 'a receipt of nobody knows which message',
}

/** Tables in which a row may be nobody's, with why. */
export const MAY_BE_NOBODYS: Record<string, string> = {
  message: 'about somebody who may not exist',
  delivery: 'of a message about somebody who may not exist',
  delivery_attempt: 'of a message about somebody who may not exist',
  unmatched_payment: 'money of which nobody knows whose it is',
}

export type Key = { name: string; columns: string[] }
export type Reference = Key & { to: string; toColumns: string[]; isProven: boolean }
export type Table = {
  name: string
  columns: string[]
  /** What a row may be written with: all but what the database generates. */
  writable: string[]
  /** Of company_id; null: there is none. */
  company: 'always' | 'maybe' | null
  primaryKey: string[]
  /** Whole, valid unique indexes without expressions, the primary key’s among them. */
  keys: Key[]
  references: Reference[]
}

/** The portal’s own tables as the database has them. */
export async function readCatalogue(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    WITH tables AS (SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition)
    SELECT t.relname AS name,
      (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped) AS columns,
      (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS writable,
      (SELECT CASE WHEN attnotnull THEN 'always' ELSE 'maybe' END FROM pg_attribute WHERE attrelid = t.oid AND attname = 'company_id') AS company,
      (SELECT ${names('i.indrelid', 'i.indkey::int2[]')} FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary) AS "primaryKey",
      (SELECT coalesce(json_agg(json_build_object('name', i.indexrelid::regclass::text, 'columns', ${names('i.indrelid', 'i.indkey::int2[]')}) ORDER BY i.indexrelid::regclass::text), '[]')
        FROM pg_index i WHERE i.indrelid = t.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL) AS keys,
      (SELECT coalesce(json_agg(json_build_object('name', c.conname, 'columns', ${names('c.conrelid', 'c.conkey')},
          'to', f.relname, 'toColumns', ${names('c.confrelid', 'c.confkey')}, 'isProven', c.convalidated) ORDER BY c.conname), '[]')
        FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid WHERE c.conrelid = t.oid AND c.contype = 'f') AS references
    FROM tables t ORDER BY t.relname`)
  return rows
}

const names = (table: string, numbers: string) =>
  `(SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(${numbers}) WITH ORDINALITY k (number, place)
    JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.number)`

/** Tables in an order in which a row comes after those that it refers to. A table may refer to itself. */
export function byReferences(tables: Table[]): Table[] {
  const left = new Map(tables.map((table) => [table.name, table]))
  const sorted: Table[] = []
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ name, references }) =>
      references.every(({ to }) => to === name || !left.has(to)),
    )
    if (ready.length === 0) throw new Error(`Tables refer to each other in a circle: ${[...left.keys()]}`)
    for (const table of ready) left.delete(table.name)
    sorted.push(...ready)
  }
  return sorted
}
