import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, actorCan, authorize, reachesAll } from '@/lib/rights/actor'
import { accountsOf, effectOfMove, type MoveEffect } from './move-effect'
import { linesInReach } from './reach'
import { type LineField, MOST_AT_ONCE, type SelectLinesInput } from './schema'
import { selectLines } from './select-lines'
import type { Affected, LinesPreview } from './view'

/** So many of those whose rights change are named. */
const NAMED = 10
/** So many rows of a preview are shown. */
const SHOWN = 50

/** The lines that were chosen: those ticked, or all that the same list shows. */
export function chosenLines(actor: Actor, { id, all, ...asked }: SelectLinesInput, world: World) {
  if (all) return selectLines(actor, asked, world, { whole: true, to: 'line:edit' })
  return {
    from: Prisma.sql`subscription l`,
    where: Prisma.sql`${linesInReach(actor, 'line:edit')} AND l.id = ANY(${uuids(id ?? [])})`,
  }
}

/** What lines are to be given; empty takes it away. */
type Change = { field: LineField; value: string }

/** What a line says now in each field that can be changed for many. */
const VALUES: Record<LineField, Prisma.Sql> = {
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
  { field, value }: Change,
  world: World,
): Promise<Looked> {
  const { from, where } = chosenLines(actor, selection, world)
  const [seen] = await db.$queryRaw<[Seen]>`
    WITH chosen AS MATERIALIZED (
      SELECT l.id, l.ident, ${VALUES[field]} AS value FROM ${from} WHERE ${where}
      ORDER BY l.ident, l.id LIMIT ${MOST_AT_ONCE + 1})
    SELECT count(*)::int AS count, count(*) FILTER (WHERE value IS DISTINCT FROM ${value || null})::int AS changes,
      ${field === 'costCentre' && value !== ''} AND NOT EXISTS (
        SELECT 1 FROM cost_centre c WHERE c.company_id = ${actor.subject.companyId}::uuid AND c.code = ${value}) AS creates,
      md5(string_agg(id || coalesce(value, chr(1)), chr(2) ORDER BY ident, id)) AS seen,
      (SELECT json_agg(f) FROM (SELECT id, ident, value AS before FROM chosen ORDER BY ident, id LIMIT ${SHOWN}) f) AS rows
    FROM chosen`
  return {
    count: seen.count,
    changes: seen.changes,
    creates: seen.creates,
    seen: seen.seen ?? '',
    rows: (seen.rows ?? []).map(({ ident, ...row }) => ({
      ...row,
      number: displayNumber(ident, world.market),
    })),
  }
}
type Looked = Omit<LinesPreview, 'moves' | 'leftOut' | 'tooMany'>
type Seen = {
  count: number
  changes: number
  creates: boolean
  seen: string | null
  rows: PreviewRow[] | null
}
type PreviewRow = { id: string; ident: string; before: string | null }

/** What a change of many lines would be about, before anything is changed. */
export async function previewLines(
  actor: Actor,
  selection: SelectLinesInput,
  change: Change,
  world: World,
): Promise<LinesPreview> {
  authorize(actor, 'line:edit')
  const [looked, leftOut] = await Promise.all([
    lookAtLines(world.sql, actor, selection, change, world),
    countLeftOut(actor, selection, world),
  ])
  const seen = { ...looked, leftOut, tooMany: looked.count > MOST_AT_ONCE }
  if (seen.tooMany) return { ...seen, moves: null }
  const effect = await effectOf(actor, selection, change, world)
  if (!effect) return { ...seen, moves: null }
  const affected = (accounts: readonly string[]): Affected => ({
    count: accounts.length,
    names: actorCan(actor, 'user:view') ? accounts.slice(0, NAMED) : [],
  })
  return {
    ...seen,
    moves: { gain: affected(accountsOf(effect.gains)), lose: affected(accountsOf(effect.loses)) },
  }
}

/** How many of those that were meant the actor sees and may not change; no more than can be changed at once are counted. */
async function countLeftOut(
  actor: Actor,
  { id, all, ...asked }: SelectLinesInput,
  world: World,
): Promise<number> {
  const { from, where } = all
    ? selectLines(actor, asked, world, { whole: true })
    : {
        from: Prisma.sql`subscription l`,
        where: Prisma.sql`${linesInReach(actor, 'line:view')} AND l.id = ANY(${uuids(id ?? [])})`,
      }
  if (reachesAll(actor, 'line:edit')) return 0
  const [{ count }] = await world.sql.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM ${from} WHERE ${where} AND NOT (${linesInReach(actor, 'line:edit')}) LIMIT ${MOST_AT_ONCE}) o`
  return count
}

/** What a move of the chosen lines does to others' rights, null where that is too much to judge; of any other change nothing. */
async function effectOf(
  actor: Actor,
  selection: SelectLinesInput,
  { field, value }: Change,
  world: World,
): Promise<MoveEffect | null> {
  if (field !== 'costCentre') return { gains: [], loses: [] }
  const { from, where } = chosenLines(actor, selection, world)
  const [chosen, centres] = await Promise.all([
    world.sql.$queryRaw<{ id: string }[]>`SELECT l.id FROM ${from} WHERE ${where} LIMIT ${MOST_AT_ONCE + 1}`,
    world.sql.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM cost_centre c WHERE c.company_id = ${actor.subject.companyId}::uuid AND c.code = ${value}`,
  ])
  const ids = chosen.map(({ id }) => id)
  return effectOfMove(world.sql, actor, ids, centres[0]?.id ?? null)
}
