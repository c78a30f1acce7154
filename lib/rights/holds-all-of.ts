import { inSlices } from '@/lib/kernel/slices'
import { coversAssignment } from './assignment'
import { isPermission } from './catalogue'
import { can } from './explain'
import { permissionsOf } from './held'
import { fitting } from './items'
import { targetOf } from './scope'
import { needsSecondPerson } from './second-person'
import type { Subject } from './subject'

/** What stands for all that a number does for itself: whoever may do these to any line gains nothing by being one. */
const OF_A_NUMBER = ['line:view', 'usage:view', 'bill:view'] as const

/**
 * Whether `by` may do now all that `other` is granted, in force or not yet: then seeing with their eyes gains `by` nothing.
 * `alone`: nor does becoming them, as `by` also does alone whatever `other` does. A main administrator holds all; nobody else
 * holds all that a main administrator does. In slices: `other` may hold thousands.
 */
export async function holdsAllOf(
  by: Subject,
  other: Subject,
  now: Date,
  { alone = false }: { alone?: boolean } = {},
): Promise<boolean> {
  const { companyId } = other
  if (by.companyId !== companyId) return false
  if (by.mainAdministrator) return true
  if (other.mainAdministrator) return false
  if (other.kind === 'number') return OF_A_NUMBER.every((fn) => can(by, fn, { companyId }, now))
  // Becoming them is to be assigned to whatever they are.
  if (alone && other.assignments?.some((each) => !coversAssignment(by.assignments, each, now))) return false
  for await (const grant of inSlices(other.grants)) {
    const target = targetOf(companyId, grant.scope)
    const functions = fitting(permissionsOf(grant).filter(isPermission), grant.scope)
    if (!functions.every((fn) => can(by, fn, target, now))) return false
    if (alone && functions.some((fn) => needsSecondPerson(by, fn, now) && !needsSecondPerson(other, fn, now)))
      return false
  }
  return true
}
