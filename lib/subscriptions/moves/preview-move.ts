import { createHash } from 'node:crypto'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { inSlices } from '@/lib/kernel/slices'
import type { Market } from '@/lib/market/market'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { chosenLines, countLeftOut } from '../lines/chosen-lines'
import { findTarget, similarCentres } from '../lines/cost-centres'
import { lookAtLines } from '../lines/preview-lines'
import { listLineFilters } from '../queries'
import { MOST_AT_ONCE, type PreviewMoveInput, type SelectLinesInput } from '../schema'
import type { AffectedPeople, MovePreview, MoveTarget } from '../view'
import { type Affected, accountsOf, effectOfMove, type MoveEffect } from './move-effect'

/** So many people of a group are named, so many groups and lines of each are shown. */
const [NAMED, GROUPS, NUMBERS] = [5, 10, 3]
/** Of so many who hold different things it is found out who is affected alike. */
const GROUPED = 200

/**
 * What a move of the chosen lines to another cost centre would do, before it is done: which lines, and who gains and who
 * loses which rights over which of them. Without a cost centre only the lines.
 */
export async function previewMove(
  actor: Actor,
  { to, name, ...selection }: PreviewMoveInput,
  context: Context,
): Promise<MovePreview> {
  authorize(actor, 'line:edit')
  const target = await findTarget(context.sql, actor, { to, name })
  const [looked, leftOut] = await Promise.all([
    lookAtMove(context.sql, actor, selection, target ?? null, context),
    countLeftOut(context.sql, actor, selection, context),
  ])
  const seen = { ...looked, leftOut, tooMany: looked.count > MOST_AT_ONCE }
  if (target === undefined || seen.tooMany) return { ...seen, target, similar: [], effect: null }
  const similar = target?.isNew ? similarCentres(name, (await listLineFilters(actor, context)).centres) : []
  const lines = await linesOf(context.sql, actor, selection, context)
  const ids = lines.map(({ id }) => id)
  const effect = await effectOfMove(context.sql, actor, ids, target?.id ?? null)
  if (!effect) return { ...seen, target, similar, effect }
  const show = { people: actorCan(actor, 'user:view'), market: context.market }
  const [own] = effect.mover.loses ? (await peopleOf([effect.mover.loses], lines, show)).groups : []
  return {
    ...seen,
    ...{ target, similar, seen: digestOf(seen.seen, target, effect) },
    effect: {
      gain: await peopleOf(target?.hidden ? [] : effect.gains, lines, show),
      lose: await peopleOf(effect.loses, lines, show),
      own: own ?? null,
    },
  }
}

/** The chosen lines and what stands there, as against where they are to go. */
export const lookAtMove = (
  db: Raw,
  actor: Actor,
  selection: SelectLinesInput,
  target: MoveTarget,
  context: Context,
) => lookAtLines(db, actor, selection, { field: 'costCentre', value: target?.name ?? '' }, context)

/** Stands for all that a preview showed: the lines, where they go, and what that does to whom. */
export function digestOf(lines: string, target: MoveTarget, { gains, loses, mover }: MoveEffect): string {
  // Account by account: who is judged together with whom may differ.
  const perAccount = (affected: readonly Affected[]) =>
    affected
      .flatMap(({ accounts, functions }) => {
        const what = [...functions].sort().join()
        return accounts.map((account) => `${account} ${what}`)
      })
      .sort()
  const own = mover.loses ? [mover.loses] : []
  const all = [lines, target, perAccount(gains), perAccount(loses), perAccount(own)]
  return createHash('sha256').update(JSON.stringify(all)).digest('hex')
}

type Line = { id: string; ident: string; account: string | null; centre: string | null }

async function linesOf(
  db: Raw,
  actor: Actor,
  selection: SelectLinesInput,
  context: Context,
): Promise<Line[]> {
  const { from, where } = chosenLines(actor, selection, context)
  return db.$queryRaw`
    SELECT l.id, l.ident, l.billing_account_id AS account, l.cost_centre_id AS centre FROM ${from} WHERE ${where}
    ORDER BY l.ident, l.id LIMIT ${MOST_AT_ONCE + 1}`
}

/** Says of people who gain or lose alike over the same lines who they are, and which lines. */
async function peopleOf(
  affected: readonly Affected[],
  lines: readonly Line[],
  show: { people: boolean; market: Market },
): Promise<AffectedPeople> {
  const groups = new Map<string, { accounts: string[]; functions: readonly Permission[]; lines: Line[] }>()
  for await (const each of inSlices(affected.slice(0, GROUPED))) {
    const touched = linesTouched(each, lines)
    const functions = [...each.functions].sort()
    const key = `${functions.join()} ${touched.map(({ id }) => id).join()}`
    const group = groups.get(key) ?? { accounts: [], functions, lines: touched }
    groups.set(key, group)
    group.accounts.push(...each.accounts)
  }
  return {
    count: accountsOf(affected).length,
    groups: [...groups.values()].slice(0, GROUPS).map(({ accounts, functions, lines: touched }) => ({
      count: accounts.length,
      names: show.people ? accounts.sort().slice(0, NAMED) : [],
      functions,
      lines: touched.length,
      numbers: touched.slice(0, NUMBERS).map(({ ident }) => displayNumber(ident, show.market)),
    })),
  }
}

/** Lines that people hold by themselves are judged one by one, all others by their place. */
function linesTouched({ parts, own }: Affected, lines: readonly Line[]): Line[] {
  const from = parts.flatMap((part) => part.from)
  const place = (account?: string | null, centre?: string | null) => `${account} ${centre}`
  const single = new Set(from.flatMap(({ lineId }) => lineId ?? []))
  const places = new Set(
    from.flatMap(({ lineId, accountId, centreId }) => (lineId ? [] : place(accountId, centreId))),
  )
  return lines.filter(({ id, account, centre }) =>
    own.has(id) ? single.has(id) : places.has(place(account, centre)),
  )
}
