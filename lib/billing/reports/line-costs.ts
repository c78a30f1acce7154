import { linesInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { keyset, pageOf } from '@/lib/infra/keyset'
import { isDay, isMoment } from '@/lib/kernel/cursor'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { monthOf } from '@/lib/subscriptions/lines/line-use'
import { billsInReach } from '../reach'
import { type ListUsageInput, USAGE } from '../schema'
import { usageKeptFrom } from '../usage-months'
import type { MonthCost, OwnBillLine, UsagePage, UsageRow } from '../view'

/** So many months back. */
const MONTHS = 18
const PAGE_SIZE = 100

/** What a line in the actor's reach has cost on bills, month by month, the newest last. */
export async function lineCosts(actor: Actor, lineId: string, context: Context): Promise<MonthCost[]> {
  authorize(actor, 'bill:view')
  return context.sql.$queryRaw`
    SELECT month::text, net::float8 AS net FROM (
      SELECT b.month, sum(i.net) AS net FROM subscription l
      JOIN bill_line i ON i.subscription_id = l.id JOIN bill b ON b.id = i.bill_id
      WHERE l.id = ${lineId}::uuid AND ${linesInReach(actor, 'line:view')} AND ${billsInReach(actor)}
      GROUP BY b.month ORDER BY b.month DESC LIMIT ${MONTHS}) m ORDER BY month`
}

const ORDERS = {
  at: {
    ...{ by: Prisma.sql`u.at`, type: Prisma.sql`timestamptz`, fits: isMoment },
    ...{ id: Prisma.sql`u.reference`, idType: Prisma.sql`text`, isId: () => true },
  },
}

/** One page of what a line was used for in a month of the market's time zone, the newest first. */
export async function listUsage(
  actor: Actor,
  lineId: string,
  input: ListUsageInput,
  context: Context,
  size = PAGE_SIZE,
): Promise<UsagePage> {
  authorize(actor, 'usage:view')
  const month = input.month ? `${input.month}-01` : monthOf(context)
  const { sort, past, orderBy } = keyset(USAGE, ORDERS, input)
  const zone = context.market.timeZone
  const [line] = await context.sql.$queryRaw<{ ident: string; rows: (UsageRow & { reference: string })[] }[]>`
    SELECT l.ident, coalesce((
      SELECT json_agg(r) FROM (
        SELECT u.at, u.reference, u.kind, u.other, u.abroad, u.quantity, u.net FROM usage_record u
        WHERE u.subscription_id = l.id AND u.at >= (${month}::date)::timestamp AT TIME ZONE ${zone}
          AND u.at < (${month}::date + interval '1 month') AT TIME ZONE ${zone}
          ${past}
        ORDER BY ${orderBy} LIMIT ${size + 1}) r), '[]') AS rows
    FROM subscription l WHERE l.id = ${lineId}::uuid AND ${linesInReach(actor, 'usage:view')}`
  if (!line) throw new NotFound(`subscription ${lineId}`)
  const from = line.rows.length > 0 ? null : await usageKeptFrom(context.sql, context)
  const page = pageOf(line.rows, size, sort, ({ at, reference }) => [new Date(at).toISOString(), reference])
  return {
    number: displayNumber(line.ident, context.market),
    month,
    rows: page.rows.map(({ reference: _reference, ...row }) => ({
      ...row,
      at: new Date(row.at),
      other: row.other && displayNumber(row.other, context.market),
    })),
    next: page.next,
    keptFrom: from && month < from ? from : null,
  }
}

/** What stands on the newest bill for the number that signed in: its own lines and nothing else of it. */
export async function listOwnBillLines(
  actor: Actor,
  context: Context,
): Promise<{ month: string; lines: OwnBillLine[] } | null> {
  authorize(actor, 'own_bill:view')
  const rows = await context.sql.$queryRaw<(OwnBillLine & { month: string })[]>`
    SELECT b.month::text AS month, i.position, i.kind::text AS kind, i.name, i.quantity::float8 AS quantity,
      i.unit::text AS unit, i.net::float8 AS net
    FROM bill_line i JOIN bill b ON b.id = i.bill_id
    WHERE i.subscription_id = ${actor.subject.id}::uuid AND b.company_id = ${actor.subject.companyId}::uuid
      AND b.month = (SELECT max(b.month) FROM bill_line i JOIN bill b ON b.id = i.bill_id
        WHERE i.subscription_id = ${actor.subject.id}::uuid
          AND b.company_id = ${actor.subject.companyId}::uuid)
    ORDER BY b.id, i.position LIMIT 200`
  const [first] = rows
  return first && isDay(first.month)
    ? { month: first.month, lines: rows.map(({ month: _month, ...line }) => line) }
    : null
}
