import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { inSlices } from '@/lib/kernel/slices'
import type { Market } from '@/lib/market/market'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { type Scope, scopeKey, type Target } from '@/lib/rights/scope'
import { accountsInReach, linesInReach } from './reach'

/** A scope with its name, and as the law is asked about the whole of it. */
export type Place = { scope: Scope; name: string; target: Target }

type Row = {
  kind: 'account' | 'centre' | 'line'
  id: string
  name: string
  accountId: string | null
  centreId: string | null
}

/** The scopes of the actor's company among those asked for, by their keys, in one query; others are missing. */
export async function loadPlaces(
  db: Raw,
  { subject: { companyId } }: Actor,
  scopes: Iterable<Scope>,
): Promise<Map<string, Place>> {
  const ids = { account: new Set<string>(), centre: new Set<string>(), line: new Set<string>() }
  for (const scope of scopes) if (scope.kind !== 'company') ids[scope.kind].add(scope.id)
  const company: Scope = { kind: 'company' }
  const places = new Map<string, Place>([['company', { scope: company, name: '', target: { companyId } }]])
  if (ids.account.size + ids.centre.size + ids.line.size === 0) return places
  const rows = await db.$queryRaw<Row[]>`
    SELECT 'account' AS kind, id, name, id AS "accountId", NULL::uuid AS "centreId" FROM billing_account
    WHERE company_id = ${companyId}::uuid AND id = ANY(${uuids([...ids.account])})
    UNION ALL SELECT 'centre', id, name, NULL, id FROM cost_centre
    WHERE company_id = ${companyId}::uuid AND id = ANY(${uuids([...ids.centre])})
    UNION ALL SELECT 'line', id, ident, billing_account_id, cost_centre_id FROM subscription
    WHERE company_id = ${companyId}::uuid AND id = ANY(${uuids([...ids.line])})`
  for await (const { kind, id, name, accountId, centreId } of inSlices(rows)) {
    const target = { companyId, accountId, centreId, ...(kind === 'line' && { lineId: id }) }
    const scope = { kind, id }
    places.set(scopeKey(scope), { scope, name, target })
  }
  return places
}

/** What a place is called, as people read it. */
export const placeName = ({ scope, name }: Pick<Place, 'scope' | 'name'>, market: Market): string =>
  scope.kind === 'line' ? displayNumber(name, market) : name

/** How many of some scopes there are not in the actor's company. Asked before a change is judged: made-up places cost nothing. */
export async function countUnknown(db: Raw, actor: Actor, scopes: Iterable<Scope>): Promise<number> {
  const asked = [...scopes]
  const places = await loadPlaces(db, actor, asked)
  return asked.filter((scope) => !places.has(scopeKey(scope))).length
}

/**
 * A scope as the actor may know it; null: it is not there, or none of their business, which is the same answer. Whoever
 * sees rights sees all of the company's; everybody else what they hold something over, and what lines they see belong to.
 */
export async function knownPlace(db: Raw, actor: Actor, scope: Scope): Promise<Place | null> {
  const place = (await loadPlaces(db, actor, [scope])).get(scopeKey(scope)) ?? null
  if (!place || scope.kind === 'company' || actorCan(actor, 'right:view')) return place
  if (actor.subject.grants.some((held) => scopeKey(held.scope) === scopeKey(scope))) return place
  const id = Prisma.sql`${scope.id}::uuid`
  const columns = {
    line: Prisma.sql`l.id`,
    account: Prisma.sql`l.billing_account_id`,
    centre: Prisma.sql`l.cost_centre_id`,
  }
  const billed = scope.kind === 'account' ? accountsInReach(actor, 'bill:view', id) : Prisma.sql`false`
  const [known] = await db.$queryRaw<unknown[]>`
    SELECT 1 WHERE ${billed} OR EXISTS (
      SELECT 1 FROM subscription l WHERE ${columns[scope.kind]} = ${id} AND ${linesInReach(actor, 'line:view')})`
  return known ? place : null
}
