import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { HOUR } from '@/lib/kernel/clock'

/**
 * So much of something may go out within so many milliseconds. `growth`: what a large company has besides, as SQL; asked
 * only once the rest is used up.
 */
export type Budget = { key: string; within: number; most: number; growth?: Prisma.Sql }

/**
 * Takes one from each budget, as parts of a statement: where `from` (with its WHERE) has a row and every budget had room,
 * `total` has one. Where one of them has none, nothing is taken from any: what is not sent does not count. The narrowest
 * comes first. Each row stays locked until the transaction ends, so of two processes neither takes what the other has; of
 * two that meet at the last place of a later budget, the one that is refused has counted for those before it.
 */
export function takeSql(budgets: readonly Budget[], now: Date, from: Prisma.Sql): Prisma.Sql {
  const taken = budgets.map(({ key, within, most, growth }) => ({
    key,
    began: new Date(Math.floor(now.getTime() / within) * within),
    most,
    // Of a row `b`.
    limit: growth
      ? Prisma.sql`CASE WHEN b.sent < ${most}::int THEN ${most}::int ELSE ${most}::int + (${growth}) END`
      : Prisma.sql`${most}::int`,
  }))
  const room = taken.map(
    ({ key, began, most, limit }) => Prisma.sql`${most}::int > 0 AND NOT EXISTS (
      SELECT 1 FROM sms_budget b WHERE b.key = ${key} AND b.hour = ${began} AND b.sent >= ${limit})`,
  )
  const name = (n: number) => Prisma.raw(n === budgets.length - 1 ? 'total' : `budget_${n}`)
  const parts = taken.map(({ key, began, limit }, n) => {
    const before = n === 0 ? Prisma.raw('fits') : name(n - 1)
    return Prisma.sql`
    ${name(n)} AS (
      INSERT INTO sms_budget AS b (key, hour, sent) SELECT ${key}, ${began}, 1 FROM ${before}
      ON CONFLICT (key, hour) DO UPDATE SET sent = b.sent + 1 WHERE b.sent < ${limit} RETURNING 1)`
  })
  return Prisma.join(
    [Prisma.sql`fits AS (SELECT 1 ${from} AND ${Prisma.join(room, ' AND ')})`, ...parts],
    ', ',
  )
}

/** In so many rows the total is counted: each sending takes one of them by chance. */
const SHARDS = 8

/** What every SMS takes from: the hour's budget of its company, then everybody's. */
export function smsBudgets(context: Context, companyId: string | null): Budget[] {
  const shard = context.random(1)[0]! % SHARDS
  const { company, total } = context.smsBudget
  return [
    ...(companyId ? [{ key: `company:${companyId}`, within: HOUR, most: company }] : []),
    { key: `total:${shard}`, within: HOUR, most: Math.ceil(total / SHARDS) },
  ]
}
