import { type HeldText, heldGrants, readGrants } from '@/lib/access/held-grants'
import { isMainAdministrator } from '@/lib/directory/users'
import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { inSlices } from '@/lib/kernel/slices'
import type { Actor } from '@/lib/rights/actor'
import type { Target } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'

/** Lines that are alike to whoever holds none of them by itself: of one account and one cost centre. */
export type Place = { target: Target; lines: number }
/** Lines that somebody holds by itself, each with the place that it is counted in. */
export type OwnLines = ReadonlyMap<string, { target: Target; place: Place }>

/** So many people are read by one statement. */
const TOGETHER = 500

/** Where the lines are that are moved: `moved` is a condition on `l`. */
export async function placesOf(db: Raw, companyId: string, moved: Prisma.Sql): Promise<Place[]> {
  const rows = await db.$queryRaw<{ account: string | null; centre: string | null; lines: number }[]>`
    SELECT l.billing_account_id AS account, l.cost_centre_id AS centre, count(*)::int AS lines
    FROM subscription l WHERE ${moved} GROUP BY 1, 2`
  return rows.map(({ account, centre, lines }) => ({
    target: { companyId, accountId: account, centreId: centre },
    lines,
  }))
}

/** Who else holds something over one of some cost centres, now or later. */
const whoHolds = ({ subject: { id, companyId }, now }: Actor, centres: readonly string[]) => Prisma.sql`
  (SELECT h.user_id FROM held_grant h WHERE h.company_id = ${companyId}::uuid AND h.user_id <> ${id}::uuid
    AND h.centre_id = ANY(${uuids(centres)}) AND (h.valid_to IS NULL OR h.valid_to > ${now}))`

/** Which of the lines that are moved any of them, or whoever moves them, holds by itself. */
export async function ownLinesOf(
  db: Raw,
  actor: Actor,
  moved: Prisma.Sql,
  { centres, places }: { centres: readonly string[]; places: readonly Place[] },
): Promise<OwnLines> {
  const rows = await db.$queryRaw<{ id: string; account: string | null; centre: string | null }[]>`
    SELECT l.id, l.billing_account_id AS account, l.cost_centre_id AS centre FROM subscription l
    WHERE ${moved} AND l.id IN (SELECT h.line_id FROM held_grant h
      WHERE h.user_id = ${actor.subject.id}::uuid OR h.user_id IN ${whoHolds(actor, centres)})`
  const placed = new Map(places.map((place) => [`${place.target.accountId} ${place.target.centreId}`, place]))
  return new Map(
    rows.map(({ id, account, centre }) => {
      const place = placed.get(`${account} ${centre}`)!
      return [id, { target: { ...place.target, lineId: id }, place }]
    }),
  )
}

/**
 * All of them but main administrators, who hold everything already: with what they hold over those cost centres, those
 * lines, and all of an account or the company.
 */
export async function* holdersOf(
  db: Raw,
  actor: Actor,
  { centres, lines }: { centres: readonly string[]; lines: OwnLines },
): AsyncGenerator<{ id: string; account: string; grants: HeldGrant[] }> {
  const { companyId } = actor.subject
  const only = Prisma.sql`AND (h.line_id IS NULL OR h.line_id = ANY(${uuids([...lines.keys()])}))
    AND (h.centre_id IS NULL OR h.centre_id = ANY(${uuids(centres)}))`
  let last: string | null = null
  do {
    const rows: { id: string; login: string; grants: HeldText }[] = await db.$queryRaw`
      SELECT u.id, u.login, ${heldGrants(Prisma.sql`u.id`, actor.now, only)} AS grants FROM "user" u
      WHERE u.company_id = ${companyId}::uuid AND u.id IN ${whoHolds(actor, centres)} AND u.login > ${last ?? ''}
        AND NOT ${isMainAdministrator()}
      ORDER BY u.login LIMIT ${TOGETHER}`
    for await (const { id, login, grants } of inSlices(rows))
      yield { id, account: `${login}@${actor.company.slug}`, grants: readGrants(grants) }
    last = rows.length < TOGETHER ? null : rows.at(-1)!.login
  } while (last)
}
