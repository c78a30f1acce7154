import { linesInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { todayOf } from '../queries'
import type { MonthCost, MonthlyCost, ReportKey, ReportRow } from '../view'
import { arrivingMonths, type CutBy, hasMonthBefore, monthCosts, monthSums } from './month-sums'

/** A year and the month before it. */
const MONTHS = 13
const UNUSED_AFTER = 90 * DAY

/**
 * What the bills that the actor may see, or report on, came to without tax, month by month, the newest last (nothing, where
 * between others there is a month without bills), and apart from
 * them the months whose bills are still coming: what is not billed yet is no saving. Reports begin with those of
 * `report:view`: so the months and what they are cut into are the same bills.
 */
export async function monthlyCost(
  actor: Actor,
  context: Context,
  fn: 'bill:view' | 'report:view' = 'bill:view',
): Promise<MonthlyCost> {
  authorize(actor, 'bill:view')
  const months = await context.sql.$queryRaw<MonthCost[]>`
    WITH costs AS (SELECT c.month, c.net FROM ${monthCosts(actor, fn)} c ORDER BY c.month DESC LIMIT ${MONTHS})
    SELECT m.month::text, coalesce(c.net, 0)::float8 AS net FROM (
      SELECT generate_series(greatest(min(month), max(month) - make_interval(months => ${MONTHS - 1})), max(month),
        interval '1 month')::date AS month FROM costs) m
    LEFT JOIN costs c USING (month) ORDER BY m.month`
  const newest = months.at(-1)?.month
  if (!newest) return { months, arriving: [] }
  const found = await context.sql.$queryRaw<{ month: string; awaited: number; billed: number }[]>(
    arrivingMonths(actor, fn, { newest, today: todayOf(context) }),
  )
  const counts = new Map(found.map(({ month, ...count }) => [month, count]))
  const whole = months.findLastIndex(({ month }) => !counts.has(month)) + 1
  const arriving = months.slice(whole).map(({ month, net }) => {
    const { awaited, billed } = counts.get(month)!
    return { month, net, billed, accounts: billed + awaited }
  })
  return { months: months.slice(0, whole), arriving }
}

/** How much of a report: so many rows behind the last that was read. */
type Page = { limit: number; after?: ReportRow | undefined }

/**
 * Rows of a report about a month (its first day), each beside the month before where there is one. Unused lines are as of
 * now. A line that the actor cannot open is named, and has no id.
 */
export async function listReport(
  actor: Actor,
  report: ReportKey,
  month: string,
  page: Page,
  context: Context,
): Promise<ReportRow[]> {
  authorize(actor, 'report:view')
  const rows = await context.sql.$queryRaw<
    (Omit<ReportRow, 'at'> & { ident: string | null; at: Date | null })[]
  >(REPORTS[report]({ actor, month, page, now: context.clock() }))
  return rows.map(({ ident, ...row }) => ({
    ...row,
    label: ident ? displayNumber(ident, context.market) : row.label,
  }))
}

type Asked = { actor: Actor; month: string; page: Page; now: Date }

const sums = ({ actor, month }: Asked, by: CutBy) => monthSums(actor, by, month)

/** Only what stands behind a row in an order from the largest, alike ones by their key. */
const behind = ({ page: { after } }: Asked, rank: Prisma.Sql, of: (row: ReportRow) => number) =>
  after
    ? Prisma.sql`AND ${rank} <= ${of(after)} AND (${rank} < ${of(after)} OR c.key > ${after.key})`
    : Prisma.empty

const NET = Prisma.sql`c.net`
const MOVED = Prisma.sql`abs(c.net - c.was)`
const NO_LINE = Prisma.sql`NULL AS ident, NULL::uuid AS "lineId", NULL AS holder, NULL::timestamptz AS at, false AS "neverUsed"`
const line = ({ actor }: Asked) =>
  Prisma.sql`l.ident, CASE WHEN ${linesInReach(actor, 'line:view')} THEN l.id END AS "lineId", l.holder`

/** Each by an index that has its order where the whole company is in reach: none reads more than it shows. */
const REPORTS: Record<ReportKey, (asked: Asked) => Prisma.Sql> = {
  kinds: (asked) => Prisma.sql`
    SELECT c.key, NULL AS label, c.net::float8 AS net, c.was::float8 AS was, ${NO_LINE} FROM ${sums(asked, 'kind')} c
    WHERE true ${behind(asked, NET, ({ net }) => net)} ORDER BY c.net DESC, c.key LIMIT ${asked.page.limit}`,
  centres: (asked) => Prisma.sql`
    SELECT c.key, (SELECT n.name FROM cost_centre n WHERE n.id = nullif(c.key, '')::uuid) AS label,
      c.net::float8 AS net, c.was::float8 AS was, ${NO_LINE} FROM ${sums(asked, 'centre')} c
    WHERE true ${behind(asked, NET, ({ net }) => net)} ORDER BY c.net DESC, c.key LIMIT ${asked.page.limit}`,
  // Against nothing nobody has moved: there must be a month before.
  movers: (asked) => Prisma.sql`
    SELECT c.key, NULL AS label, c.net::float8 AS net, c.was::float8 AS was, ${line(asked)}, NULL::timestamptz AS at, false AS "neverUsed"
    FROM (
      SELECT c.key, c.net, c.was FROM ${sums(asked, 'line')} c WHERE c.net <> c.was AND c.key <> ''
        AND ${hasMonthBefore(asked.actor, asked.month)}
        ${behind(asked, MOVED, ({ net, was }) => Math.abs(net - (was ?? 0)))}
      ORDER BY ${MOVED} DESC, c.key LIMIT ${asked.page.limit}) c
    JOIN subscription l ON l.id = c.key::uuid ORDER BY ${MOVED} DESC, c.key`,
  roaming: (asked) => Prisma.sql`
    SELECT c.key, NULL AS label, c.net::float8 AS net, NULL::float8 AS was, ${line(asked)}, NULL::timestamptz AS at, false AS "neverUsed"
    FROM (
      SELECT c.key, c.net FROM ${sums(asked, 'roaming')} c WHERE true ${behind(asked, NET, ({ net }) => net)}
      ORDER BY c.net DESC, c.key LIMIT ${asked.page.limit}) c
    JOIN subscription l ON l.id = c.key::uuid ORDER BY c.net DESC, c.key`,
  unused: ({ actor, page: { limit, after: last }, now }) => Prisma.sql`
    SELECT l.id::text AS key, NULL AS label, 0::float8 AS net, NULL::float8 AS was, l.ident, l.id AS "lineId", l.holder,
      u.last_used_at AS at, NOT u.used AND u.last_used_at <= l.created_at AS "neverUsed"
    FROM line_use u JOIN subscription l ON l.id = u.subscription_id
    WHERE u.company_id = ${actor.subject.companyId}::uuid AND ${linesInReach(actor, 'report:view')} AND l.kind = 'mobile'
      AND l.status = 'active' AND u.last_used_at < ${after(now, -UNUSED_AFTER)}
      ${last ? Prisma.sql`AND (u.last_used_at, u.subscription_id) > (${last.at}, ${last.key}::uuid)` : Prisma.empty}
    ORDER BY u.last_used_at, u.subscription_id LIMIT ${limit}`,
}
