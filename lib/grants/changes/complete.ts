import type { Templates } from '@/lib/access/own-templates'
import { inSlices } from '@/lib/kernel/slices'
import { factsOf, isPermission, type Permission, scopesOf } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { itemKey, readItem } from '@/lib/rights/items'
import { ownGrants, wordOf } from '@/lib/rights/own-grants'
import { withNeeds } from '@/lib/rights/reach'
import { type Scope, targetOf } from '@/lib/rights/scope'
import type { Subject } from '@/lib/rights/subject'
import { applied } from './judge'
import type { Give, Group } from './proposal'

/**
 * A change of one person's single functions, made whole (A3): what is given brings along what it needs and is not there
 * yet; what can no longer be done for want of something that goes, goes with it.
 */
export async function completed(
  subject: Subject,
  group: Group,
  templates: Templates,
  now: Date,
): Promise<Group> {
  const brought: Give[] = []
  for (const [fn, gives] of byPermission(group.add)) {
    // What is given of other functions may be all that it needs.
    const others = { ...group, add: group.add.filter(({ item }) => readItem(item)?.what !== fn) }
    const { after } = applied({ ...subject, active: true }, others, templates, now)
    for await (const give of inSlices(gives)) brought.push(...neededBy(after, fn, give, now))
  }
  const add = [...new Map([...brought, ...group.add].map((give) => [give.item, give])).values()]
  const given = new Set(add.map(({ item }) => item))
  const { after } = applied(subject, { ...group, add }, templates, now)
  const awake = { ...after, active: true }
  const fallen: string[] = []
  for await (const grant of inSlices(ownGrants(after))) {
    const word = wordOf(grant)
    const item = itemKey(word, grant.scope)
    if (grant.template !== null || !isPermission(word) || given.has(item)) continue
    const target = targetOf(subject.companyId, grant.scope)
    // Only what falls with this change: what was of no use before is none of its business.
    if (can(subject, word, target, now) && !can(awake, word, target, now)) fallen.push(item)
  }
  return { ...group, add, remove: [...new Set([...group.remove, ...fallen])] }
}

/** Single functions that are given, each with all the places where it is. */
function byPermission(add: readonly Give[]): Map<Permission, Give[]> {
  const gives = new Map<Permission, Give[]>()
  for (const give of add) {
    const fn = readItem(give.item)?.what
    if (!fn || !isPermission(fn)) continue
    const list = gives.get(fn)
    if (list) list.push(give)
    else gives.set(fn, [give])
  }
  return gives
}

function neededBy(after: Subject, fn: Permission, give: Give, now: Date): Give[] {
  const { scope } = readItem(give.item)!
  const target = targetOf(after.companyId, scope)
  return [...withNeeds(fn)]
    .filter((needed) => needed !== fn && !factsOf(needed).everybody && !can(after, needed, target, now))
    .map((needed) => ({ ...give, item: itemKey(needed, nearest(needed, scope)) }))
}

/** The scope itself where a function can be held over it, else the whole company. */
const nearest = (fn: Permission, scope: Scope): Scope =>
  scopesOf(fn).includes(scope.kind) ? scope : { kind: 'company' }
