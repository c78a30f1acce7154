import { type Scope, scopeKey } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'

/** So many places where somebody holds something are shown at once, beside the whole company. */
const PLACES_SHOWN = 3

/** What somebody holds, by some of the places where they hold it. */
export type PlacePage = {
  grants: HeldGrant[]
  scopes: Scope[]
  /** After how many places this page begins, and the next one; null: this is the last. */
  skip: number
  next: number | null
}

/** One page of what somebody holds: over the whole company, over the next few places, and over `more` of them. */
export function pageOfPlaces(
  grants: readonly HeldGrant[],
  skip: number,
  more: readonly Scope[] = [],
): PlacePage {
  const places = new Map<string, Scope>()
  for (const { scope } of grants) if (scope.kind !== 'company') places.set(scopeKey(scope), scope)
  const scopes = [...[...places.values()].slice(skip, skip + PLACES_SHOWN), ...more]
  const shown = new Set(scopes.map(scopeKey))
  return {
    grants: grants.filter(({ scope }) => scope.kind === 'company' || shown.has(scopeKey(scope))),
    scopes,
    skip,
    next: skip + PLACES_SHOWN < places.size ? skip + PLACES_SHOWN : null,
  }
}
