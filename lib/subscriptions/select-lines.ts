import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { fold } from '@/lib/kernel/text'
import { readNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { linesInReach } from './reach'
import type { LineFilter } from './schema'

/** A search looks no further than so many hits: who gets more narrows it. */
const MOST_HITS = 1_000
/** A SIM without traffic for so long counts as unused. */
const UNUSED_AFTER = 90 * DAY

/**
 * The lines in the actor's reach that a filter leaves, as FROM and WHERE over `l` (the line) and `u` (its use). What
 * is not asked for by status leaves terminated lines out. A search finds a part of the number, holder, label or SIM.
 */
export function selectLines(
  actor: Actor,
  asked: LineFilter,
  world: World,
): { from: Prisma.Sql; where: Prisma.Sql } {
  const { status, centre, account, tariff, only } = asked
  const where = Prisma.sql`${linesInReach(actor)}
    AND ${status === 'all' ? Prisma.sql`l.status <> 'terminated'` : Prisma.sql`l.status = ${status}::subscription_status`}
    ${centre ? Prisma.sql`AND l.cost_centre_id = ${centre}::uuid` : Prisma.empty}
    ${account ? Prisma.sql`AND l.billing_account_id = ${account}::uuid` : Prisma.empty}
    ${tariff ? Prisma.sql`AND l.tariff = ${tariff}` : Prisma.empty}`
  const use = useOf(actor, only, world)
  const number = asked.q && readNumber(asked.q, world.market)
  if (number)
    return {
      from: Prisma.sql`subscription l ${use.join}`,
      where: Prisma.sql`${where} AND l.ident = ${number} ${use.where}`,
    }
  if (!asked.q)
    return { from: Prisma.sql`subscription l ${use.join}`, where: Prisma.sql`${where} ${use.where}` }
  // Found apart, by the trigram index; in the order of a list it would sometimes walk all lines instead.
  return {
    from: Prisma.sql`(WITH hits AS MATERIALIZED (
      SELECT l.* FROM subscription l WHERE ${where} AND l.search LIKE ${pattern(asked.q)} LIMIT ${MOST_HITS})
    SELECT * FROM hits) AS l ${use.join}`,
    where: Prisma.sql`true ${use.where}`,
  }
}

function useOf(actor: Actor, only: LineFilter['only'], world: World) {
  const join = Prisma.sql`JOIN line_use u ON u.subscription_id = l.id AND u.company_id = ${actor.subject.companyId}::uuid`
  if (only === 'over_limit') return { join, where: Prisma.sql`AND u.over_limit` }
  if (only === 'unused')
    return {
      join,
      where: Prisma.sql`AND l.kind = 'mobile' AND l.status = 'active' AND u.last_used_at < ${after(world.clock(), -UNUSED_AFTER)}`,
    }
  return { join: Prisma.empty, where: Prisma.empty }
}

/** What is typed, as it stands in the column: a number without its prefix and spaces, words without accents. */
function pattern(q: string): string {
  const digits = q.replace(/[\s()/-]/g, '')
  const number = /^\+?\d{3,}$/.test(digits) ? digits.replace(/^(\+|00|06(?=\d{4}))/, '') : null
  return `%${(number ?? fold(q)).replace(/[\\%_]/g, '\\$&')}%`
}
