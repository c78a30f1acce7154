import { recordAudit } from '@/lib/audit/record'
import { operatorId } from '@/lib/directory/operator'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import type { RefusalCode } from '@/lib/words/refuse'
import { refuse } from '@/lib/words/refuse'

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
  world: World,
  most = 1_000,
): Promise<{ rows: ListedRow[]; total: number }> {
  const rows = await world.sql.$queryRaw<ListedRow[]>`
    SELECT encode(s.hash, 'hex') AS sha256, f.name AS file, s.kind, s.at, s.row, s.field, s.code, s.unit, s.along
    FROM set_aside_row s JOIN intake_file f ON f.hash = s.hash ORDER BY s.at DESC, s.hash, s.row LIMIT ${most}`
  return { rows, total: await world.db.setAsideRow.count() }
}

/**
 * Takes rows of one file off the list without their being mended: a row that was never meant, or that came again under
 * another number. `file` is how its SHA-256 begins; `row`: one row only. Refuses where none is listed.
 */
export function dismissSetAside(
  { file, row }: { file: string; row: number | null },
  world: World,
): Promise<Result<number>> {
  return sqlTransaction(world, async (tx) => {
    const one = row === null ? Prisma.sql`TRUE` : Prisma.sql`s.row = ${row}`
    const gone = await tx.$queryRaw<{ row: number; name: string; sha256: string }[]>`
      DELETE FROM set_aside_row s USING intake_file f
      WHERE f.hash = s.hash AND starts_with(encode(s.hash, 'hex'), ${file.toLowerCase()}) AND ${one}
      RETURNING s.row, f.name, encode(s.hash, 'hex') AS sha256`
    const [first] = gone
    if (!first) return refuse('files.none_set_aside')
    await recordAudit(tx, {
      companyId: await operatorId(tx),
      at: world.clock(),
      actor: { kind: 'system', id: null, name: 'import:aside', address: null, requestId: null },
      action: 'billing.rows_dismissed',
      object: { kind: 'file', id: null, name: first.name },
      after: { sha256: first.sha256, ...(row === null ? { rows: gone.length } : { row }) },
    })
    return ok(gone.length)
  })
}
