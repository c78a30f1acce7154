import { factsOf, isPermission, PERMISSIONS, type Permission } from './catalogue'
import { explain, type Step } from './explain'
import { grantsAsking, inForce } from './held'
import { withNeeds } from './reach'
import type { Target } from './scope'
import type { HeldGrant, Subject } from './subject'

/** From when to when something is to be held; `to` null: for good. */
export type Period = { from: Date; to: Date | null }

/**
 * Permissions of `wanted` that `by` does not hold over `target` during all of a period, and so cannot hand on; nor what
 * they do only with a second person. Empty: grantable. Nobody grants more than they hold, nor for longer.
 */
export function missingToGrant(
  by: Subject,
  wanted: readonly string[],
  target: Target,
  period: Period,
): Permission[] {
  const mayGrant = holdsThroughout(by, 'right:grant', target, period)
  return wanted
    .filter(isPermission)
    .filter(
      (fn) =>
        !mayGrant ||
        !holdsThroughout(by, fn, target, period) ||
        (fn !== 'right:grant' && isEverAsked(by, fn, period)),
    )
}

/**
 * Whether something may be done during all of a period. What the law allows, it allows at least until the first of the
 * grants that it named ends: it is asked again there, and nowhere else.
 */
function holdsThroughout(by: Subject, fn: Permission, target: Target, { from, to }: Period): boolean {
  let at: Date | null = from
  do {
    const { allowed, trace } = explain(by, fn, target, at)
    if (!allowed) return false
    at = firstEnd(trace)
  } while (at && (to === null || at < to))
  return true
}

/** When the first of the grants ends that an explanation names; null: none does. */
function firstEnd(trace: readonly Step[]): Date | null {
  let first: Date | null = null
  for (const step of trace) {
    const end =
      step.source?.kind === 'grant' ? step.source.grant.validTo : step.trace ? firstEnd(step.trace) : null
    if (end && (!first || end < first)) first = end
  }
  return first
}

/** Whether a second person is asked for a function at any moment of a period. */
function isEverAsked({ mainAdministrator, grants }: Subject, fn: string, { from, to }: Period): boolean {
  const begins = ({ validFrom, validTo }: HeldGrant) =>
    validFrom > from && (to === null || validFrom < to) && (validTo === null || validFrom < validTo)
  return !mainAdministrator && grantsAsking(grants, fn).some((grant) => inForce(grant, from) || begins(grant))
}

/** What has to be granted together with functions so that they are effective, them included. */
export const closureOf = (fns: Iterable<Permission>): Set<Permission> => {
  const all = new Set<Permission>()
  for (const fn of fns) withNeeds(fn, all)
  return all
}

/** What is no longer effective without a function, itself excluded. */
export const dependentsOf = (fn: Permission): Permission[] =>
  PERMISSIONS.filter((other) => other !== fn && withNeeds(other).has(fn))

/** The gravest of some functions. */
export const riskOf = (fns: Iterable<Permission>): number =>
  Math.max(0, ...[...fns].map((fn) => factsOf(fn).risk))
