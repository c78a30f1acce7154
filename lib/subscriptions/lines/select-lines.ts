import { linesInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { searched } from '@/lib/infra/search'
import { after, DAY } from '@/lib/kernel/clock'
import type { Market } from '@/lib/market/market'
import { readNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import type { LineFilter } from '../schema'
import { isOverLimit } from './line-use'

/** A search for a page looks no further than so many hits: who gets more narrows it. */
export const MOST_HITS = 1_000
/** A SIM without traffic for so long counts as unused. */
const UNUSED_AFTER = 90 * DAY

/** What a filter leaves, as SQL over `l` (the line) and `u` (its use). */
export type Selection = {
  from: Prisma.Sql
  where: Prisma.Sql
  /** How many a search has found, at most MOST_HITS; of what is no search 0. */
  hits: Prisma.Sql
}

/**
 * The lines in the actor's reach that a filter leaves. What is not asked for by status leaves terminated lines out. A
 * search finds a part of the number, holder, label or SIM; `whole`: all of them, not only the first thousand. `to`: what
 * is to be done with them.
 */
export function selectLines(
  actor: Actor,
  asked: LineFilter,
  context: Context,
  { whole = false, use = false, to = 'line:view' }: { whole?: boolean; use?: boolean; to?: Permission } = {},
): Selection {
  const { status, centre, account, tariff, only, q } = asked
  const join =
    use || only !== 'all'
      ? Prisma.sql`JOIN line_use u ON u.subscription_id = l.id AND u.company_id = ${actor.subject.companyId}::uuid`
      : Prisma.empty
  const where = Prisma.sql`${linesInReach(actor, to)}
    AND ${status === 'all' ? Prisma.sql`l.status <> 'terminated'` : Prisma.sql`l.status = ${status}::subscription_status`}
    ${centre ? Prisma.sql`AND l.cost_centre_id = ${centre}::uuid` : Prisma.empty}
    ${account ? Prisma.sql`AND l.billing_account_id = ${account}::uuid` : Prisma.empty}
    ${tariff ? Prisma.sql`AND l.tariff = ${tariff}` : Prisma.empty} ${useOf(only, context)}`
  const from = Prisma.sql`subscription l ${join}`
  const number = wholeNumber(q, context.market)
  if (!q) return { from, where, hits: Prisma.sql`0` }
  if (number)
    return { from, where: Prisma.sql`${where} AND l.ident IN (${number}, ${q})`, hits: Prisma.sql`0` }
  // Found apart, by the trigram index; in the order of a list it would sometimes walk all lines instead.
  return {
    from: Prisma.sql`(WITH hits AS MATERIALIZED (
      SELECT l.* FROM ${from} WHERE ${where} AND ${searched(Prisma.sql`l.search`, q, context.market)}
      ${whole ? Prisma.empty : Prisma.sql`LIMIT ${MOST_HITS}`})
    SELECT *, count(*) OVER () AS hits FROM hits) AS l ${join}`,
    where: Prisma.sql`true`,
    hits: Prisma.sql`l.hits`,
  }
}

function useOf(only: LineFilter['only'], context: Context): Prisma.Sql {
  if (only === 'over_limit') return Prisma.sql`AND ${isOverLimit(context, Prisma.sql`u`)}`
  if (only !== 'unused') return Prisma.empty
  return Prisma.sql`AND l.kind = 'mobile' AND l.status = 'active'
    AND u.last_used_at < ${after(context.clock(), -UNUSED_AFTER)}`
}

/** A whole number, found by its index; what may also be a part of a longer one is none. */
function wholeNumber(q: string, market: Market): string | null {
  const number = readNumber(q, market)
  const isWhole = number && (market.mobile.test(number) || /^\s*(\+|00)/.test(q))
  return isWhole ? number : null
}
