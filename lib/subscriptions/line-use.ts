import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { dateFormat } from '@/lib/kernel/formats'

/** First day of the present month where the market is, as SQL reads it. */
export const monthOf = (world: World, at = world.clock()): string =>
  dateFormat('sv-SE', { timeZone: world.market.timeZone }).format(at).replace(/\d\d$/, '01')

/**
 * What a line has cost this month, whether that is over its limit, and whether it was never used, of its row in `line_use`:
 * what is kept there is the last month's until something is used, or the hourly job has run, in a new one.
 */
export const useColumns = (world: World, use: Prisma.Sql, createdAt: Prisma.Sql): Prisma.Sql => Prisma.sql`
  CASE WHEN ${isThisMonth(world, use)} THEN ${use}.spent ELSE 0 END::float8 AS spent,
  ${isOverLimit(world, use)} AS "overLimit", ${use}.last_used_at AS "lastUsedAt",
  NOT ${use}.used AND ${use}.last_used_at <= ${createdAt} AS "neverUsed"`

export const isOverLimit = (world: World, use: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${use}.over_limit AND ${isThisMonth(world, use)})`

const isThisMonth = (world: World, use: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${use}.month >= ${monthOf(world)}::date`
