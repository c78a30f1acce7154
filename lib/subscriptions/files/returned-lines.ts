import type { Prisma, Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/intake/file-kind'

/**
 * Puts lines back into service that had ended, by mistake or by a move, and are delivered as what they were: the last line of
 * that number which its company had, with the same SIM; or one that is known by the operator's own reference. Whoever has the
 * number with another SIM, or none that is known, may be somebody else, and gets a new line. Resolves with those that came back.
 */
export const bringLinesBack = (tx: Raw, now: Date): Promise<{ id: string; companyId: string }[]> =>
  tx.$queryRaw`
    WITH ended AS (
      SELECT DISTINCT ON (s.company_id, s.ident) s.id, d.status,
        s.msisdn IS NULL OR coalesce(s.iccid = d.iccid, false) AS same
      FROM delivered d JOIN subscription s ON s.ident = d.ident AND s.company_id = d.company_id AND s.status = 'terminated'
      WHERE d.status <> 'terminated' AND NOT EXISTS (
        SELECT 1 FROM subscription l WHERE l.ident = d.ident AND l.company_id = d.company_id AND l.status <> 'terminated')
      ORDER BY s.company_id, s.ident, s.terminated_at DESC, s.id),
    back AS (
      UPDATE subscription s SET status = e.status, terminated_at = NULL FROM ended e WHERE s.id = e.id AND e.same
      RETURNING s.id, s.company_id, s.status),
    noted AS (
      INSERT INTO status_change (company_id, subscription_id, at, was, status)
      SELECT company_id, id, ${now}, 'terminated', status FROM back
      ON CONFLICT (subscription_id, at) DO UPDATE SET status = excluded.status)
    SELECT id, company_id AS "companyId" FROM back`

/**
 * Staged rows that do not say how their line stands (`silent`, SQL of a row `d`) where the company has only lines of that
 * number which have ended: nothing says that one is in service again.
 */
export async function endedHere(tx: Raw, silent: Prisma.Sql): Promise<RowProblem[]> {
  const found = await tx.$queryRaw<{ row: number }[]>`
    SELECT d.row FROM delivered d WHERE ${silent} AND EXISTS (
        SELECT 1 FROM subscription s WHERE s.ident = d.ident AND s.company_id = d.company_id AND s.status = 'terminated')
      AND NOT EXISTS (
        SELECT 1 FROM subscription s WHERE s.ident = d.ident AND s.company_id = d.company_id AND s.status <> 'terminated')
    ORDER BY 1 LIMIT 100000`
  return found.map(({ row }) => ({ row, code: 'subscriptions.ended_here', field: 'status' }))
}
