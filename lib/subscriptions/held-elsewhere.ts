import type { Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/infra/import-file'

type Held = { row: number; ident: string | null; iccid: string | null }

/** Rows whose number, reference or SIM is that of a line, or of delivered codes, of a company other than these. */
export async function heldElsewhere(
  tx: Raw,
  rows: readonly Held[],
  companies: readonly string[],
): Promise<RowProblem[]> {
  const found = await tx.$queryRaw<{ row: number; field: string }[]>`
    WITH given AS (
      SELECT * FROM unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ ident }) => ident)}::text[],
        ${rows.map(({ iccid }) => iccid)}::text[]) AS g (row, ident, iccid))
    SELECT g.row, 'number' AS field FROM given g JOIN subscription s ON s.ident = g.ident AND s.status <> 'terminated'
    WHERE s.company_id <> ALL(${companies}::uuid[])
    UNION SELECT g.row, 'iccid' FROM given g JOIN subscription s ON s.iccid = g.iccid AND s.status <> 'terminated'
    WHERE s.company_id <> ALL(${companies}::uuid[])
    UNION SELECT g.row, 'iccid' FROM given g JOIN sim_secret c ON c.iccid = g.iccid
    WHERE c.company_id <> ALL(${companies}::uuid[]) ORDER BY 1`
  return found.map(({ row, field }) => ({ row, field, code: 'subscriptions.held_elsewhere' }))
}
