import { linesInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { BATCH } from '@/lib/infra/documents/batches'
import { readCursor, writeCursor } from '@/lib/kernel/cursor'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { billsInReach } from '../reach'
import {
  type BillLineRow,
  CHANGE_REASONS,
  type ChangePage,
  type ChangeRow,
  type SumPage,
  type SumRow,
} from '../view'

const PAGE_SIZE = 25
/** No list is longer than PostgreSQL's integers count. */
const LAST = 2 ** 31 - 1

/** The id of a line `l` of a bill where the actor can open it: a bill names lines that are not in everybody's reach. */
const opened = (actor: Actor) => Prisma.sql`CASE WHEN ${linesInReach(actor, 'line:view')} THEN l.id END`

/** What a bill comes to by kind and by reason of change: a few rows each, the largest first. */
export async function billSummary(
  actor: Actor,
  billId: string,
  context: Context,
): Promise<{ kinds: SumRow[]; reasons: SumRow[] }> {
  authorize(actor, 'bill:view')
  const rows = await context.sql.$queryRaw<(SumRow & { by: string })[]>`
    SELECT s.by::text AS by, s.key, NULL AS label, s.lines, s.net::float8 AS net, s.was::float8 AS was
    FROM bill_sum s JOIN bill b ON b.id = s.bill_id
    WHERE s.bill_id = ${billId}::uuid AND s.by IN ('kind', 'reason') AND ${billsInReach(actor)}
    ORDER BY CASE WHEN s.by = 'kind' THEN s.net ELSE abs(s.net - s.was) END DESC, s.key`
  const of = (wanted: string) => rows.filter(({ by }) => by === wanted).map(({ by: _by, ...row }) => row)
  return { kinds: of('kind'), reasons: of('reason') }
}

/** One page of a bill cut by cost centre or by line, the dearest first, each beside the bill before. */
export async function listBillSums(
  actor: Actor,
  bill: { id: string; by: 'centre' | 'line'; after?: string | undefined },
  context: Context,
  size = PAGE_SIZE,
): Promise<SumPage> {
  authorize(actor, 'bill:view')
  const cursor = readCursor(bill.after, 'number', 'string')
  const label =
    bill.by === 'centre'
      ? Prisma.sql`(SELECT c.name FROM cost_centre c WHERE s.key <> '' AND c.id = s.key::uuid) AS label`
      : Prisma.sql`l.ident AS label, ${opened(actor)} AS "lineId", l.holder`
  const from =
    bill.by === 'line'
      ? Prisma.sql`LEFT JOIN subscription l ON s.key <> '' AND l.id = nullif(s.key, '')::uuid`
      : Prisma.empty
  const rows = await context.sql.$queryRaw<SumRow[]>`
    SELECT s.key, ${label}, s.lines, s.net::float8 AS net, s.was::float8 AS was
    FROM bill_sum s JOIN bill b ON b.id = s.bill_id ${from}
    WHERE s.bill_id = ${bill.id}::uuid AND s.by = ${bill.by}::bill_sum_by AND ${billsInReach(actor)}
      ${cursor ? Prisma.sql`AND s.net <= ${cursor[0]} AND (s.net < ${cursor[0]} OR s.key > ${cursor[1]})` : Prisma.empty}
    ORDER BY s.net DESC, s.key LIMIT ${size + 1}`
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    rows: page.map((row) => ({
      ...row,
      label: row.label && bill.by === 'line' ? displayNumber(row.label, context.market) : row.label,
    })),
    next: last ? writeCursor(last.net, last.key) : null,
  }
}

/** One page of what changed since the bill before, the largest first; of one reason if that is asked for. */
export async function listBillChanges(
  actor: Actor,
  bill: { id: string; reason?: string | undefined; after?: string | undefined },
  context: Context,
  size = PAGE_SIZE,
): Promise<ChangePage> {
  authorize(actor, 'bill:view')
  const cursor = readCursor(bill.after, 'number')
  const reason = CHANGE_REASONS.find((known) => known === bill.reason)
  const rows = await context.sql.$queryRaw<ChangeRow[]>`
    SELECT c.position, ${opened(actor)} AS "lineId", l.ident AS number, l.holder, c.reason::text AS reason,
      c.kind::text AS kind, c.name, c.was_name AS "wasName", c.net::float8 AS net, c.was::float8 AS was,
      c.quantity::float8 AS quantity, c.was_quantity::float8 AS "wasQuantity", c.unit::text AS unit
    FROM bill_change c JOIN bill b ON b.id = c.bill_id LEFT JOIN subscription l ON l.id = c.subscription_id
    WHERE c.bill_id = ${bill.id}::uuid AND ${billsInReach(actor)} AND c.position > ${Math.min(cursor?.[0] ?? 0, LAST)}
      ${reason ? Prisma.sql`AND c.reason = ${reason}::bill_change_reason` : Prisma.empty}
    ORDER BY c.position LIMIT ${size + 1}`
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    rows: page.map((row) => ({ ...row, number: row.number && displayNumber(row.number, context.market) })),
    next: last ? writeCursor(last.position) : null,
  }
}

/** All lines of a bill in their order, some hundred at a time, so that memory stays flat however many. */
export async function* billLines(
  actor: Actor,
  billId: string,
  context: Context,
): AsyncGenerator<BillLineRow[]> {
  authorize(actor, 'bill:view')
  let after = 0
  for (;;) {
    const rows = await context.sql.$queryRaw<BillLineRow[]>`
      SELECT i.position, l.ident AS number, l.holder, c.name AS "costCentre", i.kind::text AS kind, i.name,
        i.quantity::float8 AS quantity, i.unit::text AS unit, i.net::float8 AS net, i.rate,
        coalesce(i.category::text, CASE WHEN i.rate > 0 THEN 'S' ELSE 'Z' END) AS category
      FROM bill_line i JOIN bill b ON b.id = i.bill_id LEFT JOIN subscription l ON l.id = i.subscription_id
      LEFT JOIN cost_centre c ON c.id = i.cost_centre_id
      WHERE i.bill_id = ${billId}::uuid AND ${billsInReach(actor)} AND i.position > ${after}
      ORDER BY i.position LIMIT ${BATCH}`
    yield rows.map((row) => ({ ...row, number: row.number && displayNumber(row.number, context.market) }))
    if (rows.length < BATCH) return
    after = rows.at(-1)!.position
  }
}
