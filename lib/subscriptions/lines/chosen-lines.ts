import { linesInReach } from '@/lib/access/reach'
import { uuids } from '@/lib/infra/arrays'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, reachesAll } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { MOST_AT_ONCE, type SelectLinesInput } from '../schema'
import { selectLines } from './select-lines'

/** The lines that were chosen for a change: those ticked, or all that the same list shows. */
export function chosenLines(actor: Actor, { id, all, ...asked }: SelectLinesInput, context: Context) {
  if (all) return selectLines(actor, asked, context, { whole: true, to: 'line:edit' })
  return {
    from: Prisma.sql`subscription l`,
    where: Prisma.sql`${linesInReach(actor, 'line:edit')} AND l.id = ANY(${uuids(id ?? [])})`,
  }
}

/**
 * Their ids, held until the end of the transaction; in one order, so that two changes at once wait for each other instead of
 * for ever. Refuses more than can be changed at once.
 */
export async function lockChosen(
  tx: Raw,
  actor: Actor,
  selection: SelectLinesInput,
  context: Context,
): Promise<Result<string[]>> {
  const { from, where } = chosenLines(actor, selection, context)
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM subscription s WHERE s.id IN (SELECT l.id FROM ${from} WHERE ${where} LIMIT ${MOST_AT_ONCE + 1})
    ORDER BY s.id FOR UPDATE`
  if (locked.length > MOST_AT_ONCE)
    return refuse('subscriptions.too_many', { values: { most: MOST_AT_ONCE } })
  return ok(locked.map(({ id }) => id))
}

/** How many of those that were meant the actor sees and may not change; no more than can be changed at once are counted. */
export async function countLeftOut(
  db: Raw,
  actor: Actor,
  { id, all, ...asked }: SelectLinesInput,
  context: Context,
): Promise<number> {
  const { from, where } = all
    ? selectLines(actor, asked, context, { whole: true })
    : {
        from: Prisma.sql`subscription l`,
        where: Prisma.sql`${linesInReach(actor, 'line:view')} AND l.id = ANY(${uuids(id ?? [])})`,
      }
  if (reachesAll(actor, 'line:edit')) return 0
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM ${from} WHERE ${where} AND NOT (${linesInReach(actor, 'line:edit')}) LIMIT ${MOST_AT_ONCE}) o`
  return count
}
