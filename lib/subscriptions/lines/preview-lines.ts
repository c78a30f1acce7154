import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { type LineField, MOST_AT_ONCE, type SelectLinesInput } from '../schema'
import type { LinesPreview } from '../view'
import { chosenLines, countLeftOut } from './chosen-lines'

/** So many rows of a preview are shown. */
const SHOWN = 50

/** What lines are to be given; empty takes it away. */
type Change = { field: LineField; value: string }

/** What a line says now in each field that can be changed for many. */
const VALUES: Record<LineField | 'costCentre', Prisma.Sql> = {
  label: Prisma.sql`l.label`,
  holder: Prisma.sql`l.holder`,
  costCentre: Prisma.sql`(SELECT c.name FROM cost_centre c WHERE c.id = l.cost_centre_id)`,
}

/**
 * How many lines were chosen and what stands there now, with a digest of all of it: what is applied later must still
 * be what was seen. Never more than one line over the limit is read.
 */
export async function lookAtLines(
  db: Raw,
  actor: Actor,
  selection: SelectLinesInput,
  { field, value }: { field: LineField | 'costCentre'; value: string },
  context: Context,
): Promise<Looked> {
  const { from, where } = chosenLines(actor, selection, context)
  const [seen] = await db.$queryRaw<[Seen]>`
    WITH chosen AS MATERIALIZED (
      SELECT l.id, l.ident, ${VALUES[field]} AS value FROM ${from} WHERE ${where}
      ORDER BY l.ident, l.id LIMIT ${MOST_AT_ONCE + 1})
    SELECT count(*)::int AS count, count(*) FILTER (WHERE value IS DISTINCT FROM ${value || null})::int AS changes,
      md5(string_agg(id || coalesce(value, chr(1)), chr(2) ORDER BY ident, id)) AS seen,
      (SELECT json_agg(f) FROM (SELECT id, ident, value AS before FROM chosen ORDER BY ident, id LIMIT ${SHOWN}) f) AS rows
    FROM chosen`
  return {
    count: seen.count,
    changes: seen.changes,
    seen: seen.seen ?? '',
    rows: (seen.rows ?? []).map(({ ident, ...row }) => ({
      ...row,
      number: displayNumber(ident, context.market),
    })),
  }
}
type Looked = Omit<LinesPreview, 'leftOut' | 'tooMany'>
type Seen = { count: number; changes: number; seen: string | null; rows: PreviewRow[] | null }
type PreviewRow = { id: string; ident: string; before: string | null }

/** What a change of many lines would be about, before anything is changed. */
export async function previewLines(
  actor: Actor,
  selection: SelectLinesInput,
  change: Change,
  context: Context,
): Promise<LinesPreview> {
  authorize(actor, 'line:edit')
  const [looked, leftOut] = await Promise.all([
    lookAtLines(context.sql, actor, selection, change, context),
    countLeftOut(context.sql, actor, selection, context),
  ])
  return { ...looked, leftOut, tooMany: looked.count > MOST_AT_ONCE }
}
