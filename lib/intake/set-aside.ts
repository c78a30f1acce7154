import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { RefusalCode } from '@/lib/words/refuse'
import type { SetAsideRow } from './misfits'

/** What earlier files of a kind said that is still set aside. */
export async function openUnits(db: Raw, kind: string): Promise<ReadonlySet<string>> {
  const open = await db.$queryRaw<{ unit: string }[]>`
    SELECT DISTINCT unit FROM set_aside_row WHERE kind = ${kind} AND unit IS NOT NULL`
  return new Set(open.map(({ unit }) => unit))
}

type Judged = {
  hash: Uint8Array
  kind: string
  at: Date
  rows: SetAsideRow[]
  /** Units of earlier files about which this one says something. */
  seen: ReadonlySet<string>
}

/**
 * Lists the rows that are set aside of a file that is taken, in place of what was listed of the same file, or about the same
 * units, before. Resolves with how many of those are mended: no row of this file is set aside instead of them.
 */
export async function recordSetAside(tx: Raw, { hash, kind, at, rows, seen }: Judged): Promise<number> {
  const before = await tx.$queryRaw<{ row: number; unit: string | null; same: boolean }[]>`
    DELETE FROM set_aside_row WHERE kind = ${kind} AND (hash = ${hash} OR unit = ANY(${[...seen]}::text[]))
    RETURNING row, unit, hash = ${hash} AS same`
  const of = <Key extends keyof SetAsideRow>(key: Key) => rows.map((row) => row[key])
  await tx.$executeRaw`
    INSERT INTO set_aside_row (id, hash, kind, row, unit, code, field, along, at)
    SELECT gen_random_uuid(), ${hash}, ${kind}, *, ${at} FROM unnest(${of('row')}::int[], ${of('unit')}::text[],
      ${of('code')}::text[], ${of('field')}::text[], ${of('along')}::int[])`
  const still = { rows: new Set(of('row')), units: new Set(of('unit')) }
  return before.filter(
    ({ row, unit, same }) => !(same && still.rows.has(row)) && !(unit !== null && still.units.has(unit)),
  ).length
}

/** A row that is set aside, as the operator sees it. */
export type ListedRow = {
  /** Of its file: SHA-256 in hexadecimal, and its name. */
  sha256: string
  file: string
  kind: string
  at: Date
  row: number
  field: string | null
  code: RefusalCode
  /** What it is about; null: it does not say. */
  unit: string | null
  /** How many other rows were not taken because of it. */
  along: number
}

/**
 * Rows of deliveries that are set aside, the newest file first, and how many there are in all. Only the operator's own tasks
 * ask, hence no actor.
 */
export async function listSetAside(
  context: Context,
  most = 1_000,
): Promise<{ rows: ListedRow[]; total: number }> {
  const rows = await context.sql.$queryRaw<ListedRow[]>`
    SELECT encode(s.hash, 'hex') AS sha256, f.name AS file, s.kind, s.at, s.row, s.field, s.code, s.unit, s.along
    FROM set_aside_row s JOIN intake_file f ON f.hash = s.hash ORDER BY s.at DESC, s.hash, s.row LIMIT ${most}`
  return { rows, total: await context.db.setAsideRow.count() }
}

/** Takes rows of one file off the list: `file` is how its SHA-256 begins; `row`: one row only. Resolves with what is gone. */
export function removeSetAside(
  tx: Raw,
  { file, row }: { file: string; row: number | null },
): Promise<{ row: number; name: string; sha256: string }[]> {
  const one = row === null ? Prisma.sql`TRUE` : Prisma.sql`s.row = ${row}`
  return tx.$queryRaw`
    DELETE FROM set_aside_row s USING intake_file f
    WHERE f.hash = s.hash AND starts_with(encode(s.hash, 'hex'), ${file.toLowerCase()}) AND ${one}
    RETURNING s.row, f.name, encode(s.hash, 'hex') AS sha256`
}
