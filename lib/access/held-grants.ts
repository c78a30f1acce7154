import { personLabelSql } from '@/lib/directory/person-label'
import { Prisma } from '@/lib/infra/db'
import type { Scope } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'

/** A grant as the database tells it: a list, since somebody may hold thousands and they are read on every request. */
type GrantJson = [
  id: string,
  template: string | null,
  templateId: string | null,
  fn: string | null,
  accountId: string | null,
  centreId: string | null,
  lineId: string | null,
  validFrom: string,
  validTo: string | null,
  standsInFor: string | null,
]
/** A role of the company's, told once however many grants are of it. */
type RoleJson = [id: string, name: string, functions: string[], asks: string[]]
/** `count`: how many grants they are, where not all were asked for. */
type Held = [grants: GrantJson[] | null, roles: RoleJson[] | null, count?: number]
/** What somebody holds as the database tells it: text, so that whoever reads thousands of rights says when they are parsed. */
export type HeldText = string
/** So long is the text of so many rights that others have their turn before it is read: some hundreds. */
export const LONG_TEXT = 100_000

const ORDER = Prisma.sql`ORDER BY h.stands_in_for NULLS FIRST, h.valid_from, h.id`
const GRANTS = Prisma.sql`json_agg(json_build_array(h.id, h.template, h.template_id, h.function, h.account_id, h.centre_id,
  h.line_id, h.valid_from, h.valid_to, (SELECT ${personLabelSql(Prisma.sql`n`)} FROM "user" n WHERE n.id = h.stands_in_for)) ${ORDER})`
const ROLES = Prisma.sql`CASE WHEN count(h.template_id) > 0 THEN
  (SELECT json_agg(json_build_array(t.id, t.name, t.functions, t.asks)) FROM rights_template t
    WHERE t.id = ANY(array_agg(h.template_id))) END`

/** Rows `h` of held_grant put together as that; one's own first. */
export const HELD_TEXT = Prisma.sql`json_build_array(${GRANTS}, ${ROLES})::text`

/** What of a user's grants is not over; what is yet to begin is part of it. `user` is the SQL of their id. */
const heldBy = (user: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  held_grant h WHERE h.user_id = ${user} AND (h.valid_to IS NULL OR h.valid_to > ${now})
    AND (h.valid_to IS NULL OR h.valid_to > h.valid_from)`

/** All that a user holds, their own and as a substitute; `only`: what a further condition on `h` leaves. */
export const heldGrants = (user: Prisma.Sql, now: Date, only = Prisma.empty): Prisma.Sql => Prisma.sql`
  (SELECT ${HELD_TEXT} FROM ${heldBy(user, now)} ${only})`

/** The first of it and how many there are, for showing. */
export const firstGrants = (user: Prisma.Sql, now: Date, most: number): Prisma.Sql => Prisma.sql`
  (SELECT json_build_array(${GRANTS}, ${ROLES},
      CASE WHEN count(*) <= ${most} THEN count(*) ELSE (SELECT count(*) FROM ${heldBy(user, now)}) END)::text
    FROM (SELECT h.* FROM ${heldBy(user, now)} ${ORDER} LIMIT ${most + 1}) h)`

/** The same as the law reads it. */
export const readGrants = (text: HeldText): HeldGrant[] => readHeld(text).grants

/** `most` of it, and how many they are. Grants of one role share what it holds. */
export function readHeld(text: HeldText, most?: number): { grants: HeldGrant[]; count: number } {
  const [rows, named, count] = JSON.parse(text) as Held
  const roles = new Map(named?.map((role) => [role[0], role]))
  // What was given together says the same moment thousands of times.
  const moments = new Map<string, Date>()
  const moment = (at: string) => {
    const known = moments.get(at) ?? new Date(at)
    moments.set(at, known)
    return known
  }
  const grants = (rows ?? []).slice(0, most).map((row) => {
    const [id, template, templateId, fn, accountId, centreId, lineId, from, to, standsInFor] = row
    const role = templateId === null ? undefined : roles.get(templateId)
    // Field by field: spreading thousands of them would take many times as long.
    const grant: HeldGrant = {
      id,
      template: template ?? templateId,
      name: role?.[1] ?? null,
      functions: role?.[2] ?? (fn ? [fn] : null),
      standsInFor,
      scope: scopeOf({ accountId, centreId, lineId }),
      validFrom: moment(from),
      validTo: to ? moment(to) : null,
    }
    if (role && role[3].length > 0) grant.asks = role[3]
    return grant
  })
  return { grants, count: count ?? grants.length }
}

/** How far a grant reaches, as its columns say. */
export type ScopeColumns = { accountId: string | null; centreId: string | null; lineId: string | null }

/** The scope that the three columns of a grant say. */
export function scopeOf({ accountId, centreId, lineId }: ScopeColumns): Scope {
  if (accountId) return { kind: 'account', id: accountId }
  if (centreId) return { kind: 'centre', id: centreId }
  return lineId ? { kind: 'line', id: lineId } : { kind: 'company' }
}
