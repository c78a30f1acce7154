import { type FunctionKey, factsOf, isFunction, scopesOf } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { itemKey, readItem } from '@/lib/rights/items'
import { withNeeds } from '@/lib/rights/reach'
import { type Scope, targetOf } from '@/lib/rights/scope'
import type { Subject } from '@/lib/rights/subject'
import { applied, ownGrants, type Templates, wordOf } from './judge'
import type { Give, Group } from './proposal'

/**
 * A change of one person's single functions, made whole (A3): what is given brings along what it needs and is not there
 * yet; what can no longer be done for want of something that goes, goes with it.
 */
export function completed(subject: Subject, group: Group, templates: Templates, now: Date): Group {
  const brought = group.add.flatMap((give) => neededBy(subject, group, give, templates, now))
  const add = [...new Map([...brought, ...group.add].map((give) => [give.item, give])).values()]
  const { after } = applied(subject, { ...group, add }, templates, now)
  const fallen = ownGrants(after).flatMap((grant) => {
    const word = wordOf(grant)
    if (
      grant.template !== null ||
      !isFunction(word) ||
      add.some(({ item }) => item === itemKey(word, grant.scope))
    )
      return []
    const target = targetOf(subject.companyId, grant.scope)
    // Only what falls with this change: what was of no use before is none of its business.
    const falls = can(subject, word, target, now) && !can({ ...after, active: true }, word, target, now)
    return falls ? [itemKey(word, grant.scope)] : []
  })
  return { ...group, add, remove: [...new Set([...group.remove, ...fallen])] }
}

function neededBy(subject: Subject, group: Group, give: Give, templates: Templates, now: Date): Give[] {
  const read = readItem(give.item)
  if (!read || !isFunction(read.what)) return []
  const { what: fn, scope } = read
  const without = { ...group, add: group.add.filter(({ item }) => readItem(item)?.what !== fn) }
  const { after } = applied({ ...subject, active: true }, without, templates, now)
  const target = targetOf(subject.companyId, scope)
  return [...withNeeds(fn)]
    .filter((needed) => needed !== fn && !factsOf(needed).everybody && !can(after, needed, target, now))
    .map((needed) => ({ ...give, item: itemKey(needed, nearest(needed, scope)) }))
}

/** The scope itself where a function can be held over it, else the whole company. */
const nearest = (fn: FunctionKey, scope: Scope): Scope =>
  scopesOf(fn).includes(scope.kind) ? scope : { kind: 'company' }
