import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { HOUR } from '@/lib/kernel/clock'

/**
 * So much of something may go out within so many milliseconds. `growth`: what a large company has besides, as SQL; asked
 * only once the rest is used up.
 */
export type Budget = { key: string; within: number; most: number; growth?: Prisma.Sql }

/**
 * Takes one from each budget, as parts of a statement: where `from` (with its WHERE) has a row and every budget had room,
 * `total` has one. The narrowest comes first: who is past it takes nothing from everybody's. Each row stays locked until the
 * transaction ends, so of two processes neither takes what the other has.
 */
export function takeSql(budgets: readonly Budget[], now: Date, from: Prisma.Sql): Prisma.Sql {
  const name = (n: number) => Prisma.raw(n === budgets.length - 1 ? 'total' : `budget_${n}`)
  const parts = budgets.map(({ key, within, most, growth }, n) => {
    const began = new Date(Math.floor(now.getTime() / within) * within)
    const rows = n === 0 ? from : Prisma.sql`FROM ${name(n - 1)} WHERE true`
    const limit = growth
      ? Prisma.sql`CASE WHEN b.sent < ${most}::int THEN ${most}::int ELSE ${most}::int + (${growth}) END`
      : Prisma.sql`${most}::int`
    return Prisma.sql`
    ${name(n)} AS (
      INSERT INTO sms_budget AS b (key, hour, sent) SELECT ${key}, ${began}, 1 ${rows} AND ${most}::int > 0
      ON CONFLICT (key, hour) DO UPDATE SET sent = b.sent + 1 WHERE b.sent < ${limit} RETURNING 1)`
  })
  return Prisma.join(parts, ', ')
}

/** In so many rows the total is counted: each sending takes one of them by chance. */
const SHARDS = 8

/** What every SMS takes from: the hour's budget of its company, then everybody's. */
export function smsBudgets(world: World, companyId: string | null): Budget[] {
  const shard = world.random(1)[0]! % SHARDS
  const { company, total } = world.smsBudget
  return [
    ...(companyId ? [{ key: `company:${companyId}`, within: HOUR, most: company }] : []),
    { key: `total:${shard}`, within: HOUR, most: Math.ceil(total / SHARDS) },
  ]
}
