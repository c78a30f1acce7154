import { FUNCTIONS, type FunctionKey, factsOf, isFunction } from './catalogue'
import { can } from './explain'
import { withNeeds } from './reach'
import type { Target } from './scope'
import { needsSecondPerson } from './second-person'
import type { Subject } from './subject'

/** From when to when something is to be held; `to` null: for good. */
export type Period = { from: Date; to: Date | null }

/**
 * Functions of `wanted` that `by` does not hold over `target` during all of a period, and so cannot hand on; nor what
 * they do only with a second person. Empty: grantable. Nobody grants more than they hold, nor for longer.
 */
export function missingToGrant(
  by: Subject,
  wanted: readonly string[],
  target: Target,
  period: Period,
): FunctionKey[] {
  const moments = momentsOf(by, period)
  const holdsAll = (fn: FunctionKey) =>
    moments.every((at) => can(by, fn, target, at) && (fn === 'right:grant' || !needsSecondPerson(by, fn, at)))
  const mayGrant = holdsAll('right:grant')
  return wanted.filter(isFunction).filter((fn) => !(mayGrant && holdsAll(fn)))
}

/** What somebody may changes only where one of their grants begins or ends: asking there is asking everywhere. */
function momentsOf({ grants }: Subject, { from, to }: Period): Date[] {
  const edges = grants
    .flatMap(({ validFrom, validTo }) => [validFrom, validTo])
    .filter((at): at is Date => at !== null && at > from && (to === null || at < to))
  return [from, ...edges]
}

/** What has to be granted together with functions so that they are effective, them included. */
export const closureOf = (fns: Iterable<FunctionKey>): Set<FunctionKey> => {
  const all = new Set<FunctionKey>()
  for (const fn of fns) withNeeds(fn, all)
  return all
}

/** What is no longer effective without a function, itself excluded. */
export const dependentsOf = (fn: FunctionKey): FunctionKey[] =>
  FUNCTIONS.filter((other) => other !== fn && withNeeds(other).has(fn))

/** The gravest of some functions. */
export const riskOf = (fns: Iterable<FunctionKey>): number =>
  Math.max(0, ...[...fns].map((fn) => factsOf(fn).risk))
