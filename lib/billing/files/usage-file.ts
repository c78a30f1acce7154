import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Counts, FileKind, Row, RowProblem } from '@/lib/intake/file-kind'
import { isNear } from '@/lib/kernel/day'
import { ambiguous, heldAt, lostCode } from '@/lib/subscriptions/files/held-at'
import { companiesBySlug, identReader, rowProblem, unitOf } from '@/lib/subscriptions/files/read-lines'
import { monthOf, writeLineUse } from '@/lib/subscriptions/lines/line-use'
import type { RefusalCode } from '@/lib/words/refuse'
import { type DeliveredUsage, deliveredUsageInput } from '../schema'
import { moveMisplaced } from '../usage/move-usage'
import { replaceRerated } from '../usage/replace-usage'
import { meetMonths } from '../usage-months'
import { usageOfEvent } from './tmf'

/** Any number will do; it is only ever used here. */
export const DELIVERY_LOCK = 7_240_007

/** Usage has happened: at most a day ahead, for clocks that differ; and not before anybody keeps it. */
const WINDOW = { past: 10, ahead: 1 }

type ReadyUsage = Omit<DeliveredUsage, 'company' | 'line'> & {
  companyId: string
  ident: string
  /** As it was written. */
  given: string
}

/** `usage.csv`, or TMF635 usage: what lines were used for, each event once (docs/import.md). */
export const USAGE_FILE: FileKind<ReadyUsage> = {
  name: 'usage',
  columns: {
    known: ['company', 'line', 'at', 'reference', 'kind', 'other', 'abroad', 'quantity', 'net', 'status'],
    needed: ['company', 'line', 'at', 'reference', 'kind', 'quantity', 'net'],
  },
  facts: true,
  staged: 'staged_usage',
  together: false,
  json: (market) => ({ rows: (element) => usageOfEvent(element, market) }),
  async open(tx, context) {
    const companies = await companiesBySlug(context)
    const identOf = identReader(context)
    const now = context.clock()
    await tx.$executeRaw`
      CREATE TEMP TABLE staged_usage (
        row int, unit text, company_id uuid, subscription_id uuid, at timestamptz, reference text, kind usage_kind,
        other text, abroad text, quantity bigint, net bigint, rerated boolean)
      ON COMMIT DROP`
    return {
      read(record, row) {
        const read = deliveredUsageInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, line, ...rest } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        if (!isNear(rest.at, now, WINDOW))
          return { problem: { row, code: 'subscriptions.moment_far', field: 'at' } }
        // At home nothing is roaming.
        const abroad = rest.abroad === context.market.country ? null : rest.abroad
        return { ready: { ...rest, abroad, companyId, ident: identOf(line), given: line } }
      },
      unitOf: ({ company, line, at, reference }) =>
        unitOf(company, line && identOf(line.trim()), at, reference),
      stage: (rows) => stage(tx, rows),
      take: () => take(tx, context),
    }
  },
}

/** Stages rows with their lines. Nobody waits for a delivery that is still being read: nothing of others is touched yet. */
async function stage(tx: Raw, rows: Row<ReadyUsage>[]): Promise<RowProblem[]> {
  const of = <Key extends keyof ReadyUsage>(key: Key) => rows.map(({ ready }) => ready[key])
  const lost = await tx.$queryRaw<{ row: number; code: RefusalCode }[]>`
    WITH given AS (
      SELECT g.*, s.id, s.ambiguous FROM unnest(${rows.map(({ row }) => row)}::int[], ${of('companyId')}::uuid[],
        ${of('ident')}::text[], ${of('given')}::text[], ${of('at')}::timestamptz[], ${of('reference')}::text[], ${of('kind')}::usage_kind[],
        ${of('other')}::text[], ${of('abroad')}::text[], ${of('quantity')}::bigint[], ${of('net')}::bigint[],
        ${of('status').map((status) => status === 'rerated')}::boolean[])
        AS g (row, company_id, ident, given, at, reference, kind, other, abroad, quantity, net, rerated)
      LEFT JOIN LATERAL (
        SELECT o.id, ${ambiguous} AS ambiguous FROM subscription o WHERE o.company_id = g.company_id AND o.ident = ANY(ARRAY[g.given, g.ident])
          AND ${heldAt(Prisma.sql`g.at`)}
        ORDER BY o.ident = g.given DESC, o.created_at, o.id LIMIT 1) s ON true),
    staged AS (
      INSERT INTO staged_usage
      SELECT row, NULL, company_id, id, at, reference, kind, other, abroad, quantity, net, rerated FROM given)
    SELECT row, ${lostCode} AS code FROM given g WHERE id IS NULL OR ambiguous`
  return lost.map(({ row, code }) => ({ row, code, field: 'line' }))
}

/**
 * Writes what is new of the staged events, and adds it to the sums of its line and month; whatever was there before is
 * counted once only, and what differs from it, or from an earlier row, is refused with its row, unless it was rated again.
 * Months are those of the market's time zone. Resolves with how many are new, and how many are another now.
 */
async function take(tx: Raw, context: Context): Promise<{ counts: Counts; problems: RowProblem[] }> {
  // One delivery of usage at a time, from here to the commit: two that raise sums of the same lines would deadlock.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY_LOCK})`
  await tx.$executeRaw`
    CREATE TEMP TABLE used (subscription_id uuid, last_used_at timestamptz) ON COMMIT DROP`
  const gone = await meetMonths(tx, context)
  if (gone.length > 0) return { counts: { added: 0 }, problems: gone }
  await moveMisplaced(tx, context.market.timeZone)
  const [{ added, staged, rerated }] = await tx.$queryRaw<
    [{ added: number; staged: number; rerated: number }]
  >`
    WITH added AS (
      INSERT INTO usage_record (company_id, subscription_id, at, reference, kind, other, abroad, quantity, net, rerated)
      SELECT company_id, subscription_id, at, reference, kind, other, abroad, quantity, net, rerated FROM staged_usage
      ON CONFLICT DO NOTHING RETURNING *),
    summed AS (
      INSERT INTO usage_sum AS u (company_id, subscription_id, month, kind, roaming, quantity, net, records)
      SELECT company_id, subscription_id, date_trunc('month', at AT TIME ZONE ${context.market.timeZone})::date, kind,
        abroad IS NOT NULL, sum(quantity), sum(net), count(*)
      FROM added GROUP BY 1, 2, 3, 4, 5
      ON CONFLICT (subscription_id, month, kind, roaming) DO UPDATE SET quantity = u.quantity + excluded.quantity,
        net = u.net + excluded.net, records = u.records + excluded.records),
    noted AS (
      INSERT INTO used SELECT subscription_id, max(at) FROM added GROUP BY 1)
    SELECT count(*)::int AS added, (SELECT count(*)::int FROM staged_usage) AS staged,
      (SELECT count(*)::int FROM staged_usage WHERE rerated) AS rerated FROM added`
  // Where all were new nothing can differ.
  if (added < staged) await tx.$executeRaw`ANALYZE staged_usage`
  const replaced = added < staged && rerated > 0 ? await replaceRerated(tx, context.market.timeZone) : 0
  const problems = added < staged ? await differing(tx, context.market.country) : []
  if (problems.length > 0) return { counts: { added: 0 }, problems }
  await noteUse(tx, context)
  return { counts: { added, ...(replaced && { replaced }) }, problems }
}

/**
 * Staged events that are kept otherwise by now: as they came before, or in an earlier row. At most 100,000. Country `home` may
 * have been kept as one abroad.
 */
async function differing(tx: Raw, home: string): Promise<RowProblem[]> {
  const rows = await tx.$queryRaw<{ row: number; field: string }[]>`
    SELECT s.row, CASE WHEN u.kind <> s.kind THEN 'kind' WHEN u.quantity <> s.quantity THEN 'quantity'
      WHEN u.net <> s.net THEN 'net' WHEN nullif(u.abroad, ${home}) IS DISTINCT FROM s.abroad THEN 'abroad'
      ELSE 'other' END AS field
    FROM staged_usage s JOIN usage_record u USING (subscription_id, at, reference)
    WHERE (s.rerated OR NOT u.rerated) AND (u.kind, u.quantity, u.net, nullif(u.abroad, ${home}), u.other)
      IS DISTINCT FROM (s.kind, s.quantity, s.net, s.abroad, s.other)
    ORDER BY s.row LIMIT 100000`
  return rows.map(({ row, field }) => ({ row, code: 'bills.usage_differs', field }))
}

/**
 * Writes down of the lines in `used` when they were last used, what they have cost this month, and whether that is over their
 * limits.
 */
export const noteUse = (tx: Raw, context: Context): Promise<void> =>
  writeLineUse(
    tx,
    context,
    Prisma.sql`
    SELECT l.id, l.last, coalesce(sum(u.net), 0)::bigint AS net,
      EXISTS (SELECT 1 FROM usage_sum s WHERE s.subscription_id = l.id) AS used
    FROM (SELECT subscription_id AS id, max(last_used_at) AS last FROM used GROUP BY 1) l
    LEFT JOIN usage_sum u ON u.subscription_id = l.id AND u.month = ${monthOf(context)}::date GROUP BY 1, 2`,
  )
