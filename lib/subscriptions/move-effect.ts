import { type HeldText, heldGrants, readGrants } from '@/lib/identity/held-grants'
import { Prisma, type Raw } from '@/lib/infra/db'
import { inSlices } from '@/lib/kernel/slices'
import type { Actor } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { dependentsOf } from '@/lib/rights/grantable'
import { functionsOf } from '@/lib/rights/held'
import { fitting } from '@/lib/rights/items'
import type { Target } from '@/lib/rights/scope'
import type { Subject } from '@/lib/rights/subject'

/** Somebody whose rights over lines change when those are moved. */
type Affected = { name: string; account: string; functions: readonly FunctionKey[] }
/** What a move gives to others over the lines that are moved, and what it takes; `from`: where they gain it. */
export type MoveEffect = {
  gains: readonly (Affected & { from: readonly Target[] })[]
  loses: readonly Affected[]
}

/** More people than so many who hold something over a cost centre are not judged each. */
const MOST_HOLDERS = 100
/** So many questions are asked of the law at once; past them lines are judged as if only the company reached them before. */
const MOST_JUDGED = 500

type Holder = { subject: Subject; name: string; account: string }

/**
 * What moving lines from one cost centre to another gives to everybody who holds something over the new one, and takes from
 * those of the old one: by the law before and after, also from when on a right that is yet to begin holds.
 */
export async function effectOfMove(
  db: Raw,
  actor: Actor,
  ids: readonly string[],
  centreId: string | null,
): Promise<MoveEffect> {
  const moved = Prisma.sql`l.id = ANY(${[...ids]}::uuid[]) AND l.cost_centre_id IS DISTINCT FROM ${centreId}::uuid`
  const old = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT l.cost_centre_id AS id FROM subscription l WHERE ${moved} AND l.cost_centre_id IS NOT NULL`
  const centres = [...old.map(({ id }) => id), ...(centreId ? [centreId] : [])]
  if (centres.length === 0) return { gains: [], loses: [] }
  const lines = await linesHeld(db, actor, ids, centres)
  const holders = await holdersOf(db, actor, lines ?? [], centres)
  const each = lines && (await placesOf(db, moved, actor, lines))
  const places =
    each && each.length * holders.length <= MOST_JUDGED
      ? each
      : [{ companyId: actor.subject.companyId, accountId: null, centreId: null }]
  const gains = new Map<Holder, { functions: Set<FunctionKey>; from: Set<Target> }>()
  const loses = new Map<Holder, Set<FunctionKey>>()
  for await (const holder of inSlices(holders)) {
    const held = touched(holder.subject, [...old.map(({ id }) => id), centreId], actor.now)
    for await (const from of inSlices(places))
      for (const { fn, at } of held) {
        const was = can(holder.subject, fn, from, at)
        const is = can(holder.subject, fn, { ...from, centreId }, at)
        if (was && !is) loses.set(holder, (loses.get(holder) ?? new Set<FunctionKey>()).add(fn))
        if (was || !is) continue
        const mine = gains.get(holder) ?? { functions: new Set<FunctionKey>(), from: new Set<Target>() }
        gains.set(holder, { functions: mine.functions.add(fn), from: mine.from.add(from) })
      }
  }
  return {
    gains: [...gains].map(([{ name, account }, { functions, from }]) => ({
      ...{ name, account, functions: [...functions], from: [...from] },
    })),
    loses: [...loses].map(([{ name, account }, functions]) => ({ name, account, functions: [...functions] })),
  }
}

/** Who else holds something over one of some cost centres, now or later. */
const whoHolds = ({ subject: { id, companyId }, now }: Actor, centres: readonly string[]) => Prisma.sql`
  (SELECT h.user_id FROM held_grant h WHERE h.company_id = ${companyId}::uuid AND h.user_id <> ${id}::uuid
    AND h.centre_id = ANY(${[...centres]}::uuid[]) AND (h.valid_to IS NULL OR h.valid_to > ${now}))`

/** Which of the lines any of them holds by itself; null: too many to judge each. */
async function linesHeld(
  db: Raw,
  actor: Actor,
  ids: readonly string[],
  centres: readonly string[],
): Promise<string[] | null> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT h.line_id AS id FROM held_grant h
    WHERE h.user_id IN ${whoHolds(actor, centres)} AND h.line_id = ANY(${[...ids]}::uuid[]) LIMIT ${MOST_JUDGED + 1}`
  return rows.length > MOST_JUDGED ? null : rows.map(({ id }) => id)
}

/** Whoever it is, with what they hold over those cost centres, those lines, and all of an account or the company. */
async function holdersOf(
  db: Raw,
  actor: Actor,
  lines: readonly string[],
  centres: readonly string[],
): Promise<Holder[]> {
  const { companyId, companyKind, notOffered } = actor.subject
  const only = Prisma.sql`AND (h.line_id IS NULL OR h.line_id = ANY(${[...lines]}::uuid[]))
    AND (h.centre_id IS NULL OR h.centre_id = ANY(${[...centres]}::uuid[]))`
  const rows = await db.$queryRaw<{ id: string; login: string; name: string; grants: HeldText }[]>`
    SELECT u.id, u.login, u.name, ${heldGrants(Prisma.sql`u.id`, actor.now, only)} AS grants FROM "user" u
    WHERE u.company_id = ${companyId}::uuid AND u.id IN ${whoHolds(actor, centres)}
      AND NOT EXISTS (SELECT 1 FROM main_administrator m WHERE m.user_id = u.id)
    ORDER BY u.login LIMIT ${MOST_HOLDERS}`
  const holders: Holder[] = []
  for await (const { id, login, name, grants } of inSlices(rows))
    holders.push({
      ...{ name, account: `${login}@${actor.company.slug}` },
      // Who is suspended may come back.
      subject: {
        ...{ kind: 'user', id, companyId, companyKind, active: true, mainAdministrator: false },
        ...{ grants: readGrants(grants), ...(notOffered && { notOffered }) },
      },
    })
  return holders
}

/** Where the lines are now, alike ones together: by account, cost centre, and the line itself where somebody holds it. */
async function placesOf(
  db: Raw,
  moved: Prisma.Sql,
  { subject: { companyId } }: Actor,
  lines: readonly string[],
): Promise<Target[]> {
  const rows = await db.$queryRaw<{ account: string | null; centre: string | null; line: string | null }[]>`
    SELECT l.billing_account_id AS account, l.cost_centre_id AS centre,
      CASE WHEN l.id = ANY(${[...lines]}::uuid[]) THEN l.id END AS line
    FROM subscription l WHERE ${moved} GROUP BY 1, 2, 3 LIMIT ${MOST_JUDGED + 1}`
  return rows.map(({ account, centre, line }) => ({
    ...{ companyId, accountId: account, centreId: centre, ...(line && { lineId: line }) },
  }))
}

/** What somebody holds over one of some cost centres, with all that needs it, each once from when on it does. */
function touched(
  subject: Subject,
  centres: readonly (string | null)[],
  now: Date,
): { fn: FunctionKey; at: Date }[] {
  const found = new Map<string, { fn: FunctionKey; at: Date }>()
  const given = new Set<string>()
  for (const grant of subject.grants) {
    const { scope, validFrom } = grant
    if (scope.kind !== 'centre' || !centres.includes(scope.id)) continue
    const at = validFrom > now ? validFrom : now
    for (const fn of fitting(functionsOf(grant), scope)) {
      const key = `${fn} ${at.getTime()}`
      if (given.has(key)) continue
      given.add(key)
      for (const each of [fn, ...dependentsOf(fn)]) found.set(`${each} ${at.getTime()}`, { fn: each, at })
    }
  }
  return [...found.values()]
}

/** Whom a move has given something over the lines and whom it took something from, for the audit. */
export const auditedMove = ({ gains, loses }: MoveEffect): Record<string, string[]> => ({
  ...(gains.length > 0 && { gained: gains.map(({ account }) => account) }),
  ...(loses.length > 0 && { lost: loses.map(({ account }) => account) }),
})
