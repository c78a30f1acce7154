import { HELD_TEXT, type HeldText, readGrants } from '@/lib/access/held-grants'
import { isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { factsOf, isHeldBy, isOfferedTo, type Permission, scopesOf } from '@/lib/rights/catalogue'
import { holds } from '@/lib/rights/held'
import { withNeeds } from '@/lib/rights/reach'
import { type Scope, scopeKey } from '@/lib/rights/scope'
import { TEMPLATE_KEYS, TEMPLATES } from '@/lib/rights/templates'
import type { EditorFrame, PlaceView, WhoMayRow } from '../view'
import { loadFrame } from './editor-frame'

/** So many are named. */
export const MOST_NAMED = 200

export type WhoMay = { place: PlaceView; people: WhoMayRow[]; more: boolean; frame: EditorFrame }

/**
 * Everybody of the company who may do something to something, by name, with what gives it to them: what `explain` would
 * answer for each user, by the database. @throws NotFound for a scope of another company.
 */
export async function listWhoMay(
  actor: Actor,
  { fn, scope }: { fn: Permission; scope: Scope },
  context: Context,
  most = MOST_NAMED,
): Promise<WhoMay> {
  authorize(actor, 'user:view')
  const frame = await loadFrame(context, actor, [scope])
  const place = frame.places.find(({ key }) => key === scopeKey(scope))
  if (!place) throw new NotFound(`scope ${scopeKey(scope)}`)
  const { companyKind, notOffered } = actor.subject
  const needed = [...withNeeds(fn)]
  const closed = needed.some(
    (each) => !isOfferedTo(companyKind, each) || notOffered?.includes(each) || !isHeldBy('user', each),
  )
  if (closed) return { place, people: [], more: false, frame }
  const rows = await context.sql.$queryRaw<Row[]>(whoMaySql(actor, needed, place, most + 1))
  const people = rows.slice(0, most).map((row): WhoMayRow => {
    const there = row.grants ? readGrants(row.grants) : []
    return {
      ...{ id: row.id, name: row.name, mainAdministrator: row.mainAdministrator, there },
      account: `${row.login}@${actor.company.slug}`,
      grants: there.filter((grant) => holds(grant, fn)),
    }
  })
  return { place, people, more: rows.length > most, frame: await named(actor, people, frame, context) }
}

/** The names of where they hold it, where that is more than the place that was asked about. */
async function named(
  actor: Actor,
  people: readonly WhoMayRow[],
  frame: EditorFrame,
  context: Context,
): Promise<EditorFrame> {
  const scopes = people.flatMap(({ grants }) => grants.map((grant) => grant.scope))
  const known = new Set(frame.places.map(({ key }) => key))
  if (scopes.every((each) => known.has(scopeKey(each)))) return frame
  return loadFrame(context, actor, [...scopes, ...frame.places.map((each) => each.scope)])
}

type Row = {
  id: string
  name: string
  login: string
  mainAdministrator: boolean
  grants: HeldText | null
}

/** Whoever holds all of some functions over a place: what they hold there is put together and asked once a function. */
export function whoMaySql(
  actor: { subject: { companyId: string }; now: Date },
  needed: readonly Permission[],
  { target }: Pick<PlaceView, 'target'>,
  limit: number,
): Prisma.Sql {
  const { companyId } = actor.subject
  const there = [
    Prisma.sql`(h.account_id IS NULL AND h.centre_id IS NULL AND h.line_id IS NULL)`,
    ...(target.accountId ? [Prisma.sql`h.account_id = ${target.accountId}::uuid`] : []),
    ...(target.centreId ? [Prisma.sql`h.centre_id = ${target.centreId}::uuid`] : []),
    ...(target.lineId ? [Prisma.sql`h.line_id = ${target.lineId}::uuid`] : []),
  ]
  return Prisma.sql`
    WITH there AS (
      SELECT h.* FROM held_grant h WHERE h.company_id = ${companyId}::uuid AND (${Prisma.join(there, ' OR ')})
        AND h.valid_from <= ${actor.now} AND (h.valid_to IS NULL OR h.valid_to > ${actor.now})),
    holder AS (
      SELECT h.user_id, ${HELD_TEXT} AS grants
      FROM there h GROUP BY h.user_id
      HAVING ${Prisma.join(
        needed.map((fn) => Prisma.sql`bool_or(${holdsSql(fn)})`),
        ' AND ',
      )})
    SELECT u.id, u.name, u.login, m.user_id IS NOT NULL AS "mainAdministrator", o.grants
    FROM (SELECT user_id FROM holder UNION SELECT user_id FROM main_administrator WHERE company_id = ${companyId}::uuid) w
    JOIN "user" u ON u.id = w.user_id LEFT JOIN holder o ON o.user_id = u.id
    LEFT JOIN main_administrator m ON m.user_id = u.id
    WHERE u.company_id = ${companyId}::uuid
      AND NOT ${isSuspended()}
    ORDER BY u.name COLLATE "und-x-icu", u.id LIMIT ${limit}`
}

/** `holds` of the law, on a row `h`: the function is in it, and can be held over its scope. */
function holdsSql(fn: Permission): Prisma.Sql {
  if (factsOf(fn).everybody) return Prisma.sql`true`
  if (factsOf(fn).never_granted) return Prisma.sql`false`
  const keys = TEMPLATE_KEYS.filter((key) => (TEMPLATES[key] as readonly Permission[]).includes(fn))
  const kinds = scopesOf(fn)
  const COLUMNS = {
    account: Prisma.sql`h.account_id`,
    centre: Prisma.sql`h.centre_id`,
    line: Prisma.sql`h.line_id`,
  }
  const not = (['account', 'centre', 'line'] as const).filter((kind) => !kinds.includes(kind))
  const fits = not.map((kind) => Prisma.sql`AND ${COLUMNS[kind]} IS NULL`)
  const company = kinds.includes('company')
    ? Prisma.empty
    : Prisma.sql`AND num_nonnulls(h.account_id, h.centre_id, h.line_id) > 0`
  return Prisma.sql`((h.template = ANY(${keys}::text[]) OR ${fn} = ANY(h.functions))
    ${fits.length ? Prisma.join(fits, ' ') : Prisma.empty} ${company})`
}
