import { type FunctionKey, factsOf, isHeldBy, isOfferedTo, scopesOf } from './catalogue'
import { can } from './explain'
import { grantsHolding, inForce } from './held'
import { ownTarget, type Subject } from './subject'

/** Billing accounts, cost centres and lines that something is held over. */
export type Parts = { accounts: readonly string[]; centres: readonly string[]; lines: readonly string[] }

/**
 * Where a function is effective: everywhere in the company, or where every one of `within` reaches (the function itself
 * and each that it needs are granted apart, so their reaches meet). Nowhere: one of them has no parts.
 */
export type Reach = 'company' | { within: readonly Parts[] }

export const NOWHERE: Reach = { within: [{ accounts: [], centres: [], lines: [] }] }

/** A function and everything that it needs, however far. */
export function withNeeds(fn: FunctionKey, found = new Set<FunctionKey>()): Set<FunctionKey> {
  if (found.has(fn)) return found
  found.add(fn)
  for (const needed of factsOf(fn).needs ?? []) withNeeds(needed, found)
  return found
}

/**
 * The law turned round: not "may they do it to this" but "to what may they do it". What `explain` would answer for each
 * object of the company, as conditions that a database can evaluate.
 */
export function reachOf(subject: Subject, fn: FunctionKey, now: Date): Reach {
  if (subject.kind === 'number' || subject.mainAdministrator || factsOf(fn).everybody)
    return can(subject, fn, ownTarget(subject), now) ? ownReach(subject) : NOWHERE
  if (!subject.active) return NOWHERE
  const within: Parts[] = []
  for (const each of withNeeds(fn)) {
    if (!isOfferedTo(subject.companyKind, each) || subject.notOffered?.includes(each)) return NOWHERE
    if (!isHeldBy('user', each) || factsOf(each).never_granted) return NOWHERE
    const scopes = grantsHolding(subject.grants, each)
      .filter((held) => inForce(held, now))
      .map(({ scope }) => scope)
    if (scopes.some(({ kind }) => kind === 'company')) continue
    const ids = (kind: 'account' | 'centre' | 'line') =>
      scopes.flatMap((scope) => (scope.kind === kind ? [scope.id] : []))
    const parts = { accounts: ids('account'), centres: ids('centre'), lines: ids('line') }
    if (scopes.length === 0) return NOWHERE
    within.push(parts)
  }
  return within.length === 0 ? 'company' : { within: distinct(within) }
}

const ownReach = (subject: Subject): Reach =>
  subject.kind === 'number' ? { within: [{ accounts: [], centres: [], lines: [subject.id] }] } : 'company'

const distinct = (parts: readonly Parts[]): Parts[] => [
  ...new Map(parts.map((each) => [JSON.stringify(each), each])).values(),
]

/** Whether a function may be effective on anything at all; what exactly, its reach says. */
export function canSomewhere(subject: Subject, fn: FunctionKey, now: Date): boolean {
  // What is only ever done to the company as a whole is asked about the company as a whole.
  if (subject.kind === 'user' && scopesOf(fn).every((kind) => kind === 'company'))
    return can(subject, fn, ownTarget(subject), now)
  const reach = reachOf(subject, fn, now)
  return (
    reach === 'company' ||
    reach.within.every(({ accounts, centres, lines }) => accounts.length + centres.length + lines.length > 0)
  )
}
