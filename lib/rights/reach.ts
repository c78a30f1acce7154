import { factsOf, isHeldBy, isOfferedTo, type Permission, scopesOf } from './catalogue'
import { can } from './explain'
import { heldParts, isHeldSomewhere, type Parts } from './held'
import { ownTarget, type Subject } from './subject'

/**
 * Where a function is effective: everywhere in the company, or where every one of `within` reaches (the function itself
 * and each that it needs are granted apart, so their reaches meet). Nowhere: one of them has no parts.
 */
export type Reach = 'company' | { within: readonly Parts[] }

export const NOWHERE: Reach = { within: [{ accounts: [], centres: [], lines: [] }] }

/** A function and everything that it needs, however far. */
export function withNeeds(fn: Permission, found = new Set<Permission>()): Set<Permission> {
  if (found.has(fn)) return found
  found.add(fn)
  for (const needed of factsOf(fn).needs ?? []) withNeeds(needed, found)
  return found
}

/** Who holds a function, holds it without a grant of it: a number, a main administrator, everybody. */
const isWithoutGrant = (subject: Subject, fn: Permission): boolean =>
  subject.kind === 'number' || subject.mainAdministrator || factsOf(fn).everybody === true

/** Whether grants of a function are of any use to a subject. */
const isGrantable = ({ companyKind, notOffered }: Subject, fn: Permission): boolean =>
  isOfferedTo(companyKind, fn) &&
  !notOffered?.includes(fn) &&
  isHeldBy('user', fn) &&
  !factsOf(fn).never_granted

/**
 * The law turned round: not "may they do it to this" but "to what may they do it". What `explain` would answer for each
 * object of the company, as conditions that a database can evaluate.
 */
export function reachOf(subject: Subject, fn: Permission, now: Date): Reach {
  if (isWithoutGrant(subject, fn))
    return can(subject, fn, ownTarget(subject), now) ? ownReach(subject) : NOWHERE
  if (!subject.active) return NOWHERE
  const within: Parts[] = []
  for (const each of withNeeds(fn)) {
    if (!isGrantable(subject, each)) return NOWHERE
    const parts = heldParts(subject.grants, each, now)
    if (!parts) return NOWHERE
    if (parts !== 'company') within.push(parts)
  }
  return within.length === 0 ? 'company' : { within: distinct(within) }
}

const ownReach = (subject: Subject): Reach =>
  subject.kind === 'number' ? { within: [{ accounts: [], centres: [], lines: [subject.id] }] } : 'company'

const distinct = (parts: readonly Parts[]): Parts[] =>
  parts.filter((each, n) => !parts.slice(0, n).some((other) => isEqual(each, other)))

const isEqual = (one: Parts, other: Parts): boolean =>
  one === other ||
  (['accounts', 'centres', 'lines'] as const).every(
    (kind) => one[kind].length === other[kind].length && one[kind].every((id, n) => id === other[kind][n]),
  )

/** Whether a function may be effective on anything at all; what exactly, its reach says. */
export function canSomewhere(subject: Subject, fn: Permission, now: Date): boolean {
  // What is only ever done to the company as a whole is asked about the company as a whole.
  if (subject.kind === 'user' && scopesOf(fn).every((kind) => kind === 'company'))
    return can(subject, fn, ownTarget(subject), now)
  if (isWithoutGrant(subject, fn)) return can(subject, fn, ownTarget(subject), now)
  if (!subject.active) return false
  for (const each of withNeeds(fn))
    if (!isGrantable(subject, each) || !isHeldSomewhere(subject.grants, each, now)) return false
  return true
}
