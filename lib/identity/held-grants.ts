import { Prisma } from '@/lib/infra/db'
import type { Scope } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'

/** A grant as the database tells it: a list, since somebody may hold thousands and they are read on every request. */
export type HeldGrantJson = [
  id: string,
  template: string | null,
  templateId: string | null,
  name: string | null,
  functions: string[] | null,
  asks: string[] | null,
  accountId: string | null,
  centreId: string | null,
  lineId: string | null,
  validFrom: string,
  validTo: string | null,
  standsInFor: string | null,
]

/** A row `h` of held_grant as that. `first`: the SQL of whether it is the first of its role, which says what that holds. */
export const grantJson = (first = Prisma.sql`true`): Prisma.Sql => Prisma.sql`
  json_build_array(h.id, h.template, h.template_id, h.name, CASE WHEN ${first} THEN h.functions END,
    CASE WHEN ${first} THEN h.asks END, h.account_id, h.centre_id, h.line_id, h.valid_from, h.valid_to,
    (SELECT n.name FROM "user" n WHERE n.id = h.stands_in_for))`

/** What of a user's grants is not over; what is yet to begin is part of it. `h` is the grant. */
const notOver = (user: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  h.user_id = ${user} AND (h.valid_to IS NULL OR h.valid_to > ${now}) AND (h.valid_to IS NULL OR h.valid_to > h.valid_from)`

/**
 * All that a user holds, their own and as a substitute, as JSON; one's own first. `user` is the SQL of their id. What a
 * role of the company's holds is said where it comes first: it may be held over thousands of lines. `most`: no more than
 * so many.
 */
export const heldGrants = (user: Prisma.Sql, now: Date, most?: number): Prisma.Sql => Prisma.sql`
  (SELECT json_agg(${grantJson(Prisma.sql`h.first`)}
      ORDER BY h.stands_in_for NULLS FIRST, h.valid_from, h.id)
    FROM (SELECT h.*, h.template_id IS NULL OR lag(h.template_id) OVER (PARTITION BY h.template_id
          ORDER BY h.stands_in_for NULLS FIRST, h.valid_from, h.id) IS NULL AS first
      FROM held_grant h WHERE ${notOver(user, now)}
      ORDER BY h.stands_in_for NULLS FIRST, h.valid_from, h.id LIMIT ${most ?? null}) h)`

/** How many they are. */
export const countHeld = (user: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  (SELECT count(*)::int FROM held_grant h WHERE ${notOver(user, now)})`

/** The same as the law reads it. Grants of one role share what it holds. */
export function readGrants(rows: readonly HeldGrantJson[] | null): HeldGrant[] {
  const roles = new Map<string, HeldGrantJson>()
  return (rows ?? []).map((row) => {
    const [id, template, templateId, name, , , accountId, centreId, lineId, from, to, standsInFor] = row
    if (templateId && row[4] && !roles.has(templateId)) roles.set(templateId, row)
    const [, , , , functions, asks] = (templateId && roles.get(templateId)) || row
    return {
      ...{ id, template: template ?? templateId, name, functions, standsInFor },
      scope: scopeOf({ accountId, centreId, lineId }),
      validFrom: new Date(from),
      validTo: to ? new Date(to) : null,
      ...(asks?.length && { asks }),
    }
  })
}

/** How far a grant reaches, as its columns say. */
export type ScopeColumns = { accountId: string | null; centreId: string | null; lineId: string | null }

/** The scope that the three columns of a grant say. */
export function scopeOf({ accountId, centreId, lineId }: ScopeColumns): Scope {
  if (accountId) return { kind: 'account', id: accountId }
  if (centreId) return { kind: 'centre', id: centreId }
  return lineId ? { kind: 'line', id: lineId } : { kind: 'company' }
}
