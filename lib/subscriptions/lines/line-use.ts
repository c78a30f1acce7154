import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { dateFormat } from '@/lib/kernel/formats'

/** First day of the present month where the market is, as SQL reads it. */
export const monthOf = (context: Context, at = context.clock()): string =>
  dateFormat('sv-SE', { timeZone: context.market.timeZone }).format(at).replace(/\d\d$/, '01')

/**
 * What a line has cost this month, whether that is over its limit, and whether it was never used, of its row in `line_use`:
 * what is kept there is the last month's until something is used, or the hourly job has run, in a new one.
 */
export const useColumns = (
  context: Context,
  use: Prisma.Sql,
  createdAt: Prisma.Sql,
): Prisma.Sql => Prisma.sql`
  CASE WHEN ${isThisMonth(context, use)} THEN ${use}.spent ELSE 0 END::float8 AS spent,
  ${isOverLimit(context, use)} AS "overLimit", ${use}.last_used_at AS "lastUsedAt",
  NOT ${use}.used AND ${use}.last_used_at <= ${createdAt} AS "neverUsed"`

export const isOverLimit = (context: Context, use: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${use}.over_limit AND ${isThisMonth(context, use)})`

const isThisMonth = (context: Context, use: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${use}.month >= ${monthOf(context)}::date`

/**
 * Writes down what the use of lines comes to, and whether that is over their limits. `used`: a SELECT of their `id`, the moment
 * of the `last` use, the `net` cost this month, and whether they were `used` at all.
 */
export async function writeLineUse(tx: Raw, context: Context, used: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    UPDATE line_use u SET last_used_at = greatest(u.last_used_at, p.last), month = ${monthOf(context)}::date, used = p.used,
      spent = p.net, over_limit = coalesce(p.net > s.spending_limit, false)
    FROM (${used}) p JOIN subscription s ON s.id = p.id WHERE u.subscription_id = p.id`
}

/** Lines that begin a new month together: a statement may not take long. */
const TOGETHER = 20_000

/** Begins a new month for lines whose cost is still that of an old one. Runs every hour. */
export async function beginMonth(context: Context): Promise<void> {
  const month = monthOf(context)
  let begun: number
  do
    begun = await context.sql.$executeRaw`
      UPDATE line_use SET spent = 0, over_limit = false, month = ${month}::date WHERE subscription_id IN (
        SELECT subscription_id FROM line_use WHERE month < ${month}::date AND (spent > 0 OR over_limit)
        LIMIT ${TOGETHER} FOR UPDATE SKIP LOCKED)`
  while (begun === TOGETHER)
}
