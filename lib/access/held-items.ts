import type { Context } from '@/lib/infra/context'
import type { Actor } from '@/lib/rights/actor'
import { isPermission, RISKY } from '@/lib/rights/catalogue'
import { riskOf } from '@/lib/rights/grantable'
import { itemKey, permissionsOfWhat, readItem } from '@/lib/rights/items'
import { ownGrants, wordOf } from '@/lib/rights/own-grants'
import { scopeKey } from '@/lib/rights/scope'
import { loadOwnTemplates } from './own-templates'
import type { Person } from './people'
import { loadPlaces, type Place, placeName } from './places'
import type { HeldItem } from './view'

/** So many of what is held, given or taken are named; of what is risky, all. */
const NAMED = 5

/** What somebody holds themselves, the gravest of it by name. */
export async function heldBy(actor: Actor, person: Person, context: Context) {
  const items = ownGrants(person.subject).map((grant) => itemKey(wordOf(grant), grant.scope))
  const holds = await itemsOf(actor, items, context)
  return { holds, more: items.length - holds.length }
}

/** What a place is called; one that is gone has no name. */
const nameOf = (place: Place | undefined, context: Context): string =>
  place ? placeName(place, context.market) : '?'

/**
 * The gravest first, and over the whole company before a part of it: whoever asks chooses the order, and what is risky is
 * never behind "and more"; only the same for further places is.
 */
export async function itemsOf(actor: Actor, keys: readonly string[], context: Context): Promise<HeldItem[]> {
  const own = await loadOwnTemplates(actor, context.sql)
  const functions = new Map(own.map((role) => [role.id, role.functions]))
  const risks = new Map<string, number>()
  const ranked = keys
    .flatMap((key) => readItem(key) ?? [])
    .map((item) => {
      const risk =
        risks.get(item.what) ?? riskOf([...permissionsOfWhat(item.what, functions)].filter(isPermission))
      risks.set(item.what, risk)
      return { ...item, risk, part: Number(item.scope.kind !== 'company') }
    })
    .sort((a, b) => b.risk - a.risk || a.part - b.part)
  const words = new Set<string>()
  const items = ranked.filter(({ what, risk }, at) => {
    const first = !words.has(what)
    words.add(what)
    return at < NAMED || (risk >= RISKY && first)
  })
  const places = await loadPlaces(
    context.sql,
    actor,
    items.map(({ scope }) => scope),
  )
  return items.map(({ what, scope }) => ({
    word: what,
    own: own.find(({ id }) => id === what)?.name ?? null,
    place: scope.kind,
    placeName: nameOf(places.get(scopeKey(scope)), context),
  }))
}
