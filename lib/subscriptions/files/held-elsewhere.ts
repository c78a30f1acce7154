import type { Prisma, Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/intake/file-kind'

/**
 * Staged rows (`given`: with row, ident and iccid) whose number, reference or SIM is that of a line, or of delivered codes, of
 * a company other than these. A number is one line's over the whole portal: whoever may take it from others has to ask when
 * nobody else can any more.
 */
export async function heldElsewhere(
  tx: Raw,
  given: Prisma.Sql,
  companies: readonly string[],
): Promise<RowProblem[]> {
  const found = await tx.$queryRaw<{ row: number; field: string }[]>`
    SELECT g.row, 'number' AS field FROM ${given} g JOIN subscription s ON s.ident = g.ident
    WHERE s.status <> 'terminated' AND s.company_id <> ALL(${[...companies]}::uuid[])
    UNION SELECT g.row, 'iccid' FROM ${given} g JOIN subscription s ON s.iccid = g.iccid
    WHERE s.status <> 'terminated' AND s.company_id <> ALL(${[...companies]}::uuid[])
    UNION SELECT g.row, 'iccid' FROM ${given} g JOIN sim_secret c ON c.iccid = g.iccid
    WHERE c.company_id <> ALL(${[...companies]}::uuid[]) ORDER BY 1 LIMIT 100000`
  return found.map(({ row, field }) => ({ row, field, code: 'subscriptions.held_elsewhere' }))
}
