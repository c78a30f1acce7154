import { NotFound } from '@/lib/kernel/violation'
import type { FunctionKey } from './catalogue'
import { can } from './explain'
import { canSomewhere } from './reach'
import type { Target } from './scope'
import { needsSecondPerson } from './second-person'
import type { Subject } from './subject'

/** Who is doing something: the subject, how they signed in, and from where. */
export type Actor = {
  subject: Subject
  /** `login@company`, or a number in its national spelling: as shown and as written into the audit. */
  name: string
  /** The person's own name. */
  fullName: string
  /** Of a number it is empty but for the id: it sees nothing of its company (P1). */
  company: { id: string; slug: string; name: string; smsAtSignIn: boolean }
  session: { id: string; provenAt: Date; expiresAt: Date; factors: readonly string[] }
  address: string | null
  requestId: string | null
  /** The moment of the request; rights are judged at it. */
  now: Date
  /** Functions for which the actor's company asks a second person. */
  asks?: readonly string[]
  /** What a second person has approved: it is done for whoever asked. */
  approved?: FunctionKey
  /** Who approved it. */
  approvedBy?: string
  /** Somebody of the same company looks through the subject's eyes, and changes nothing. */
  viewedBy?: { id: string; name: string }
  /** Hears what was asked for and allowed: an access review judges by last use. */
  onUse?: (fn: FunctionKey) => void
}

/** Whether the actor may, on a target or else on anything at all; for showing and hiding. */
export const actorCan = ({ subject, now }: Actor, fn: FunctionKey, target?: Target): boolean =>
  target ? can(subject, fn, target, now) : canSomewhere(subject, fn, now)

/**
 * The first line of every use case. Without a target it asks whether the actor may do it to anything at all: to what,
 * is for the load, which takes the actor's reach (`lib/rights/reach.ts`).
 * @throws NotFound when the actor may not: not allowed and not there look the same from outside.
 */
export function authorize(actor: Actor, fn: FunctionKey, target?: Target): void {
  if (!actorCan(actor, fn, target)) throw new NotFound(`${actor.name} may not ${fn}`)
  actor.onUse?.(fn)
}

/** Whether the actor may not do it alone: their company says so, or a role that they hold. */
export const needsApproval = ({ subject, asks, approved, now }: Actor, fn: FunctionKey): boolean =>
  approved !== fn && ((asks?.includes(fn) ?? false) || needsSecondPerson(subject, fn, now))
