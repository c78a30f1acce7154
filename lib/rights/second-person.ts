import { grantsAsking, inForce } from './held'
import type { Subject } from './subject'

/**
 * Whether something that a subject holds says that they do a function only with a second person. It says so wherever
 * they do it, also when they hold it by something else too: the cautious word counts. A main administrator holds all of
 * it without.
 */
export const needsSecondPerson = ({ mainAdministrator, grants }: Subject, fn: string, at: Date): boolean =>
  !mainAdministrator && grantsAsking(grants, fn).some((grant) => inForce(grant, at))
