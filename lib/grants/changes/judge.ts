import type { Templates } from '@/lib/access/own-templates'
import type { Place } from '@/lib/access/places'
import { inSlices } from '@/lib/kernel/slices'
import type { Permission } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { dependentsOf, missingToGrant } from '@/lib/rights/grantable'
import { fitting, itemKey, permissionsOfWhat, readItem, readWhat } from '@/lib/rights/items'
import { ownGrants, wordOf } from '@/lib/rights/own-grants'
import { scopeKey } from '@/lib/rights/scope'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import type { Give, Group } from './proposal'

/** What somebody will be able to do that they cannot now, or no longer, where and from when to when. */
export type Difference = { fn: Permission; scope: string; at: Date; to: Date | null }
export type Differences = { gains: Difference[]; loses: Difference[] }

/** Whether a grant is held for the very time for which the same is to be given. */
const isSame = (grant: HeldGrant, give: Give, now: Date) =>
  (give.from === null ? grant.validFrom <= now : grant.validFrom.getTime() === Date.parse(give.from)) &&
  (grant.validTo?.getTime() ?? null) === (give.to === null ? null : Date.parse(give.to))

/** A subject as they will be once a group's change is applied. Says what comes and what goes. */
export function applied(subject: Subject, group: Group, templates: Templates, now: Date) {
  const gives = new Map(group.add.map((give) => [give.item, give]))
  const removed = new Set(group.remove)
  const ended: HeldGrant[] = []
  const kept: HeldGrant[] = []
  /** What is held already in the very same way. */
  const there = new Set<string>()
  for (const grant of ownGrants(subject)) {
    const key = itemKey(wordOf(grant), grant.scope)
    const give = gives.get(key)
    const goes = give ? !isSame(grant, give, now) : group.replace || removed.has(key)
    if (give && !goes) there.add(key)
    if (goes) ended.push(grant)
    else kept.push(grant)
  }
  const added = [...gives.values()].filter(({ item }) => !there.has(item))
  const others = subject.grants.filter(({ standsInFor }) => standsInFor)
  const after = {
    ...subject,
    grants: [...kept, ...added.map((give) => asHeld(give, templates, now)), ...others],
  }
  return { after, ended, added }
}

/** Something that is to be given, as if it were held already. */
function asHeld({ item, from, to }: Give, templates: Templates, now: Date): HeldGrant {
  const { what, scope } = readItem(item)!
  const kind = readWhat(what)!.kind
  return {
    id: item,
    template: kind === 'function' ? null : what,
    functions: kind === 'template' ? null : permissionsOfWhat(what, templates),
    scope,
    validFrom: from ? new Date(from) : now,
    validTo: to ? new Date(to) : null,
  }
}

/**
 * What changes for somebody, judged by the law where the change is made and where what they keep reaches. Each
 * function that is touched is asked about, with everything that needs it.
 */
export async function differencesOf(
  before: Subject,
  after: Subject,
  touched: readonly Touched[],
): Promise<Differences> {
  const gains: Difference[] = []
  const loses: Difference[] = []
  for await (const { fn, place, at, to } of inSlices(touched)) {
    const [was, is] = [can(before, fn, place.target, at), can(after, fn, place.target, at)]
    if (was === is) continue
    const list = is ? gains : loses
    list.push({ fn, scope: scopeKey(place.scope), at, to: is ? to : null })
  }
  return { gains, loses }
}
export type Touched = { fn: Permission; place: Place; at: Date; to: Date | null }

/** Every function that coming and going grants touch, at the moment from which they do. */
export async function touchedBy(
  ended: readonly HeldGrant[],
  added: readonly Give[],
  templates: Templates,
  places: ReadonlyMap<string, Place>,
  now: Date,
): Promise<Touched[]> {
  const touched = new Map<string, Touched>()
  const touch = (
    word: string,
    functions: readonly string[],
    scope: HeldGrant['scope'],
    at: Date,
    to: Date | null,
  ) => {
    const place = places.get(scopeKey(scope))
    if (!place) return
    for (const fn of withDependents(fitting(functions, scope))) {
      const key = `${fn}@${scopeKey(scope)}`
      if (!touched.has(key) || word) touched.set(key, { fn, place, at: at > now ? at : now, to })
    }
  }
  for await (const grant of inSlices(ended)) {
    const word = wordOf(grant)
    // What is yet to begin is missed from then on.
    touch('', grant.functions ?? permissionsOfWhat(word, templates), grant.scope, grant.validFrom, null)
  }
  for await (const { item, from, to } of inSlices(added)) {
    const { what, scope } = readItem(item)!
    const at = from ? new Date(from) : now
    touch(what, permissionsOfWhat(what, templates), scope, at, to ? new Date(to) : null)
  }
  return [...touched.values()]
}

const DEPENDENTS = new Map<Permission, Permission[]>()
function* withDependents(fns: readonly Permission[]) {
  for (const fn of fns) {
    yield fn
    const known = DEPENDENTS.get(fn) ?? dependentsOf(fn)
    DEPENDENTS.set(fn, known)
    yield* known
  }
}

/** What the actor lacks, of all that is to be given. Empty: they may give it. */
export async function missingFor(
  by: Subject,
  added: readonly Give[],
  templates: Templates,
  places: ReadonlyMap<string, Place>,
  now: Date,
): Promise<Difference[]> {
  const missing: Difference[] = []
  for await (const { item, from, to } of inSlices(added)) {
    const { what, scope } = readItem(item)!
    const place = places.get(scopeKey(scope))
    if (!place) continue
    const period = {
      from: from && Date.parse(from) > now.getTime() ? new Date(from) : now,
      to: to ? new Date(to) : null,
    }
    const wanted = fitting(permissionsOfWhat(what, templates), scope)
    for (const fn of missingToGrant(by, wanted, place.target, period))
      missing.push({ fn, scope: scopeKey(scope), at: period.from, to: period.to })
  }
  return missing
}
