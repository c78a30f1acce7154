import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { HOUR } from '@/lib/kernel/clock'
import { ok } from '@/lib/kernel/result'
import { LIMITS } from './limits'
import { announce } from './messages'

type Reached = { companyId: string | null; percentage: number; sent: number; budget: number }

/**
 * Looks how far this hour's SMS budgets are used, a company's and everybody's, and announces each alarm
 * level once. The worker calls it every minute, hence without an actor.
 */
export async function watchBudgets(world: World): Promise<void> {
  const now = world.clock()
  const hour = new Date(Math.floor(now.getTime() / HOUR) * HOUR)
  const { company, total } = world.smsBudget
  const level = (sent: Prisma.Sql, budget: number) =>
    Prisma.sql`CASE ${Prisma.join(
      LIMITS.budgetAlarms
        .toReversed()
        .map((each) => Prisma.sql`WHEN ${sent} >= ${Math.ceil((budget * each) / 100)} THEN ${each}::int`),
      ' ',
    )} ELSE 0 END`
  await sqlTransaction(world, async (tx) => {
    // What is told is written down in the statement that finds it: of two workers one tells.
    const reached = await tx.$queryRaw<Reached[]>`
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
    for (const { companyId, ...payload } of reached)
      await announce(
        tx,
        companyId,
        { kind: 'identity.sms_budget_reached', payload: { companyId, ...payload } },
        now,
      )
    return ok(null)
  })
}
