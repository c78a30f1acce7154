import type { Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/intake/file-kind'

/**
 * Staged rows that say just what an earlier one says, as they were written: a row that was doubled, or two instalments under
 * one reference, of which one would be lost. At most 100,000.
 */
export async function doubledPayments(tx: Raw): Promise<RowProblem[]> {
  const rows = await tx.$queryRaw<{ row: number }[]>`
    SELECT row FROM (
      SELECT row, row_number() OVER (PARTITION BY company_id, reference, account, bill, amount, paid_on, reverses ORDER BY row) AS time
      FROM staged_payment) said
    WHERE time > 1 ORDER BY row LIMIT 100000`
  return rows.map(({ row }) => ({ row, code: 'bills.payment_twice', field: 'reference' }))
}
