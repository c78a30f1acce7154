import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { linesInReach } from '@/lib/subscriptions/reach'
import { billsInReach, reachesAllBills } from './reach'
import type { MonthCost, ReportKey, ReportRow } from './view'

/** A year and the month before it. */
const MONTHS = 13
const UNUSED_AFTER = 90 * DAY

/** What the company's bills came to without tax, month by month, the newest last. */
export async function monthlyCost(actor: Actor, world: World): Promise<MonthCost[]> {
  authorize(actor, 'bill:view')
  return world.sql.$queryRaw`
    SELECT month::text, net::float8 AS net FROM (
      SELECT c.month, c.net FROM ${costs(actor, 'bill:view')} WHERE c.by = 'total' AND c.key = ''
      ORDER BY c.month DESC LIMIT ${MONTHS}) m ORDER BY month`
}

/** Sums of the months as `c`: reckoned at delivery for the whole company, else added up over the bills in reach. */
const costs = (actor: Actor, fn: FunctionKey): Prisma.Sql =>
  reachesAllBills(actor, fn)
    ? Prisma.sql`(SELECT * FROM cost_sum WHERE company_id = ${actor.subject.companyId}::uuid) c`
    : Prisma.sql`(SELECT s.company_id, s.month, s.by, s.key, sum(s.net) AS net, sum(s.was) AS was
        FROM bill_sum s JOIN bill b ON b.id = s.bill_id WHERE ${billsInReach(actor, fn)}
        GROUP BY s.company_id, s.month, s.by, s.key) c`

/**
 * The first rows of a report about a month (its first day), each beside the month before where there is one. Unused
 * lines are as of now.
 */
export async function listReport(
  actor: Actor,
  report: ReportKey,
  month: string,
  limit: number,
  world: World,
): Promise<ReportRow[]> {
  authorize(actor, 'report:view')
  const rows = await world.sql.$queryRaw<
    (Omit<ReportRow, 'at'> & { ident: string | null; at: Date | null })[]
  >(REPORTS[report]({ actor, month, limit, now: world.clock() }))
  return rows.map(({ ident, ...row }) => ({ ...row, label: ident ? nationalNumber(ident) : row.label }))
}

type Asked = { actor: Actor; month: string; limit: number; now: Date }
/** Sums of a month by kind, cost centre or line, each beside the month before. */
const sums = ({ actor, month }: Asked, by: 'kind' | 'centre' | 'line' | 'roaming') => Prisma.sql`
  ${costs(actor, 'report:view')} WHERE c.by = ${by}::bill_sum_by AND c.month = ${month}::date`
const NO_LINE = Prisma.sql`NULL AS ident, NULL::uuid AS "lineId", NULL AS holder, NULL::timestamptz AS at`
const LINE = Prisma.sql`l.ident, l.id AS "lineId", l.holder, NULL::timestamptz AS at`

/** Each by an index that has its order: none reads more than it shows. */
const REPORTS: Record<ReportKey, (asked: Asked) => Prisma.Sql> = {
  kinds: (asked) => Prisma.sql`
    SELECT c.key, NULL AS label, c.net::float8 AS net, c.was::float8 AS was, ${NO_LINE} FROM ${sums(asked, 'kind')}
    ORDER BY c.net DESC, c.key LIMIT ${asked.limit}`,
  centres: (asked) => Prisma.sql`
    SELECT c.key, (SELECT n.name FROM cost_centre n WHERE n.id = nullif(c.key, '')::uuid) AS label,
      c.net::float8 AS net, c.was::float8 AS was, ${NO_LINE} FROM ${sums(asked, 'centre')}
    ORDER BY c.net DESC, c.key LIMIT ${asked.limit}`,
  // Against nothing nobody has moved: there must be a month before.
  movers: (asked) => Prisma.sql`
    SELECT c.key, NULL AS label, c.net::float8 AS net, c.was::float8 AS was, ${LINE}
    FROM (
      SELECT c.key, c.net, c.was FROM ${sums(asked, 'line')} AND c.net <> c.was AND c.key <> ''
        AND EXISTS (SELECT 1 FROM cost_sum t WHERE t.company_id = c.company_id AND t.by = 'total' AND t.key = ''
          AND t.month = (${asked.month}::date - interval '1 month')::date)
      ORDER BY abs(c.net - c.was) DESC, c.key LIMIT ${asked.limit}) c
    JOIN subscription l ON l.id = c.key::uuid ORDER BY abs(c.net - c.was) DESC, c.key`,
  roaming: (asked) => Prisma.sql`
    SELECT c.key, NULL AS label, c.net::float8 AS net, NULL::float8 AS was, ${LINE}
    FROM (
      SELECT c.key, c.net FROM ${sums(asked, 'roaming')} ORDER BY c.net DESC, c.key LIMIT ${asked.limit}) c
    JOIN subscription l ON l.id = c.key::uuid ORDER BY c.net DESC, c.key`,
  unused: ({ actor, limit, now }) => Prisma.sql`
    SELECT l.id::text AS key, NULL AS label, 0::float8 AS net, NULL::float8 AS was, l.ident, l.id AS "lineId", l.holder,
      u.last_used_at AS at
    FROM line_use u JOIN subscription l ON l.id = u.subscription_id
    WHERE u.company_id = ${actor.subject.companyId}::uuid AND ${linesInReach(actor, 'report:view')} AND l.kind = 'mobile'
      AND l.status = 'active' AND u.last_used_at < ${after(now, -UNUSED_AFTER)}
    ORDER BY u.last_used_at, u.subscription_id LIMIT ${limit}`,
}
