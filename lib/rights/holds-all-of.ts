import { isFunction } from './catalogue'
import { can } from './explain'
import { functionsOf } from './held'
import { fitting } from './items'
import { targetOf } from './scope'
import type { Subject } from './subject'

/** What stands for all that a number does for itself: whoever may do these to any line gains nothing by being one. */
const OF_A_NUMBER = ['line:view', 'usage:view', 'bill:view'] as const

/**
 * Whether `by` may do now all that `other` is granted, in force or not yet: then becoming `other`, or seeing with their
 * eyes, gains `by` nothing. A main administrator holds all; nobody else holds all that a main administrator does. The
 * rule of *view as*. Pure.
 */
export function holdsAllOf(by: Subject, other: Subject, now: Date): boolean {
  const { companyId } = other
  if (by.companyId !== companyId) return false
  if (by.mainAdministrator) return true
  if (other.mainAdministrator) return false
  if (other.kind === 'number') return OF_A_NUMBER.every((fn) => can(by, fn, { companyId }, now))
  return other.grants.every((grant) =>
    fitting(functionsOf(grant).filter(isFunction), grant.scope).every((fn) =>
      can(by, fn, targetOf(companyId, grant.scope), now),
    ),
  )
}
