import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { linesInReach } from '@/lib/subscriptions/reach'
import { billsInReach } from './reach'
import type { MonthCost, ReportKey, ReportRow } from './view'

/** A year and the month before it. */
const MONTHS = 13
const UNUSED_AFTER = 90 * DAY

/** What the company's bills came to without tax, month by month, the newest last. */
export async function monthlyCost(actor: Actor, world: World): Promise<MonthCost[]> {
  authorize(actor, 'bill:view')
  return world.sql.$queryRaw`
    SELECT month::text, net::float8 AS net FROM (
      SELECT c.month, c.net FROM cost_sum c WHERE ${costsInReach(actor)} AND c.by = 'total' AND c.key = ''
      ORDER BY c.month DESC LIMIT ${MONTHS}) m ORDER BY month`
}

const costsInReach = ({ subject }: Actor): Prisma.Sql =>
  subject.kind === 'number' ? Prisma.sql`false` : Prisma.sql`c.company_id = ${subject.companyId}::uuid`

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
const NOTHING = Prisma.sql`NULL AS ident, NULL::uuid AS "lineId", NULL AS holder, NULL::timestamptz AS at`

/** Each by an index that has its order: none reads more than it shows. */
const REPORTS: Record<ReportKey, (asked: Asked) => Prisma.Sql> = {
  kinds: ({ actor, month, limit }) => Prisma.sql`
    SELECT c.key, NULL AS label, c.net::float8 AS net, coalesce(w.net, 0)::float8 AS was, ${NOTHING}
    FROM cost_sum c LEFT JOIN cost_sum w ON w.company_id = c.company_id AND w.by = c.by AND w.key = c.key
      AND w.month = (${month}::date - interval '1 month')::date
    WHERE ${costsInReach(actor)} AND c.by = 'kind' AND c.month = ${month}::date ORDER BY c.net DESC, c.key LIMIT ${limit}`,
  centres: ({ actor, month, limit }) => Prisma.sql`
    SELECT c.key, (SELECT n.name FROM cost_centre n WHERE c.key <> '' AND n.id = nullif(c.key, '')::uuid) AS label,
      c.net::float8 AS net, coalesce(w.net, 0)::float8 AS was, ${NOTHING}
    FROM cost_sum c LEFT JOIN cost_sum w ON w.company_id = c.company_id AND w.by = c.by AND w.key = c.key
      AND w.month = (${month}::date - interval '1 month')::date
    WHERE ${costsInReach(actor)} AND c.by = 'centre' AND c.month = ${month}::date ORDER BY c.net DESC, c.key LIMIT ${limit}`,
  movers: ({ actor, month, limit }) => Prisma.sql`
    SELECT s.key, NULL AS label, s.net::float8 AS net, s.was::float8 AS was, l.ident, l.id AS "lineId", l.holder,
      NULL::timestamptz AS at
    FROM (
      SELECT s.* FROM bill_sum s JOIN bill b ON b.id = s.bill_id AND b.previous_id IS NOT NULL
      WHERE s.company_id = ${actor.subject.companyId}::uuid AND ${billsInReach(actor)} AND s.by = 'line'
        AND s.month = ${month}::date AND s.net <> s.was AND s.key <> ''
      ORDER BY abs(s.net - s.was) DESC, s.key LIMIT ${limit}) s
    JOIN subscription l ON l.id = s.key::uuid ORDER BY abs(s.net - s.was) DESC, s.key`,
  roaming: ({ actor, month, limit }) => Prisma.sql`
    SELECT l.id::text AS key, max(r.name) AS label, sum(r.net)::float8 AS net, NULL::float8 AS was, l.ident,
      l.id AS "lineId", l.holder, NULL::timestamptz AS at
    FROM bill b CROSS JOIN LATERAL (
      SELECT i.subscription_id, i.name, i.net FROM bill_line i WHERE i.bill_id = b.id AND i.kind = 'roaming'
      ORDER BY i.net DESC LIMIT ${limit}) r
    JOIN subscription l ON l.id = r.subscription_id
    WHERE ${billsInReach(actor)} AND b.month = ${month}::date
    GROUP BY l.id, l.ident, l.holder ORDER BY net DESC, key LIMIT ${limit}`,
  unused: ({ actor, limit, now }) => Prisma.sql`
    SELECT l.id::text AS key, NULL AS label, 0::float8 AS net, NULL::float8 AS was, l.ident, l.id AS "lineId", l.holder,
      u.last_used_at AS at
    FROM line_use u JOIN subscription l ON l.id = u.subscription_id
    WHERE u.company_id = ${actor.subject.companyId}::uuid AND ${linesInReach(actor)} AND l.kind = 'mobile'
      AND l.status = 'active' AND u.last_used_at < ${after(now, -UNUSED_AFTER)}
    ORDER BY u.last_used_at, u.subscription_id LIMIT ${limit}`,
}
