import { Prisma, type Raw } from '@/lib/infra/db'
import { HOUR } from '@/lib/kernel/clock'

/** `companyId`: null is everybody's budget; `percentage`: the level that is reached. */
type Reached = { companyId: string | null; percentage: number; sent: number; budget: number }

/**
 * Resolves with this hour's SMS budgets, a company's and everybody's, that have newly reached one of these levels (in per cent,
 * ascending). What is found is marked in the same statement: of two workers one finds it.
 */
export async function markReached(
  tx: Raw,
  { company, total }: { company: number; total: number },
  levels: readonly number[],
  now: Date,
): Promise<Reached[]> {
  const hour = new Date(Math.floor(now.getTime() / HOUR) * HOUR)
  const level = (sent: Prisma.Sql, budget: number) =>
    Prisma.sql`CASE ${Prisma.join(
      levels
        .toReversed()
        .map((each) => Prisma.sql`WHEN ${sent} >= ${Math.ceil((budget * each) / 100)} THEN ${each}::int`),
      ' ',
    )} ELSE 0 END`
  return tx.$queryRaw<Reached[]>`
    WITH everybody AS (
      SELECT sum(sent)::int AS sent FROM sms_budget WHERE hour = ${hour} AND key LIKE 'total:%'),
    marked AS (
      INSERT INTO sms_budget AS b (key, hour, sent, told)
      SELECT 'everybody', ${hour}, 0, ${level(Prisma.sql`sent`, total)} FROM everybody
      WHERE ${level(Prisma.sql`sent`, total)} > 0
      ON CONFLICT (key, hour) DO UPDATE SET told = excluded.told WHERE b.told < excluded.told
      RETURNING told),
    companies AS (
      UPDATE sms_budget SET told = ${level(Prisma.sql`sent`, company)}
      WHERE hour = ${hour} AND key LIKE 'company:%' AND told < ${level(Prisma.sql`sent`, company)}
      RETURNING substr(key, 9)::uuid AS company_id, told, sent)
    SELECT NULL::uuid AS "companyId", told AS percentage, (SELECT sent FROM everybody) AS sent, ${total}::int AS budget
    FROM marked
    UNION ALL SELECT company_id, told, sent, ${company}::int FROM companies`
}
