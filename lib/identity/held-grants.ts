import { Prisma } from '@/lib/infra/db'
import type { Scope } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'

/** A grant as the database tells it. */
export type HeldGrantRow = {
  id: string
  template: string | null
  templateId: string | null
  name: string | null
  functions: string[] | null
  accountId: string | null
  centreId: string | null
  lineId: string | null
  validFrom: string
  validTo: string | null
  standsInFor: string | null
  asks: string[] | null
}

/**
 * All that a user holds, their own and as a substitute, as JSON; one's own first. `user` is the SQL of their id. What is
 * over is left out, what is yet to begin is not.
 */
export const heldGrants = (user: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  (SELECT json_agg(json_build_object('id', h.id, 'template', h.template, 'templateId', h.template_id, 'name', h.name,
      'functions', h.functions, 'asks', h.asks, 'accountId', h.account_id, 'centreId', h.centre_id, 'lineId', h.line_id,
      'validFrom', h.valid_from, 'validTo', h.valid_to,
      'standsInFor', (SELECT n.name FROM "user" n WHERE n.id = h.stands_in_for))
      ORDER BY h.stands_in_for NULLS FIRST, h.valid_from, h.id)
    FROM held_grant h WHERE h.user_id = ${user} AND (h.valid_to IS NULL OR h.valid_to > ${now})
      AND (h.valid_to IS NULL OR h.valid_to > h.valid_from))`

/** The same as the law reads it. */
export const readGrants = (rows: readonly HeldGrantRow[] | null): HeldGrant[] =>
  (rows ?? []).map((row) => ({
    id: row.id,
    template: row.template ?? row.templateId,
    name: row.name,
    functions: row.functions,
    scope: scopeOf(row),
    validFrom: new Date(row.validFrom),
    validTo: row.validTo ? new Date(row.validTo) : null,
    standsInFor: row.standsInFor,
    ...(row.asks?.length && { asks: row.asks }),
  }))

/** The scope that the three columns of a grant say. */
export function scopeOf({
  accountId,
  centreId,
  lineId,
}: Pick<HeldGrantRow, 'accountId' | 'centreId' | 'lineId'>): Scope {
  if (accountId) return { kind: 'account', id: accountId }
  if (centreId) return { kind: 'centre', id: centreId }
  return lineId ? { kind: 'line', id: lineId } : { kind: 'company' }
}
