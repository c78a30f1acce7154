import { NotFound } from '@/lib/kernel/violation'
import type { Assignment } from './assignment'
import type { Permission } from './catalogue'
import { can, explain } from './explain'
import { canSomewhere, reachOf } from './reach'
import type { Target } from './scope'
import { needsSecondPerson } from './second-person'
import type { Subject } from './subject'

/** How somebody has shown who they are, and when they last did. */
export type Proof = { at: Date; factors: readonly string[] }

/** Whoever does something: the subject that the law judges, what they are called, and how they have proven who they are. */
type Acting = {
  subject: Subject
  /** `login@company`, or a number in its national spelling: as shown and as written into the audit. */
  name: string
  /** The person's own name. */
  fullName: string
  /** Of a number it is empty but for the id: it sees nothing of its company (P1). */
  company: { id: string; slug: string; name: string; smsAtSignIn: boolean }
  proof: Proof
  address: string | null
  requestId: string | null
  /** The moment of the request; rights are judged at it. */
  now: Date
  /** Permissions for which the actor's company asks a second person. */
  asks?: readonly string[]
  /** What a second person has approved for whoever asked: read by `approvalOf`, which asks for what. */
  approval?: Approval
  /** Hears what was asked for and allowed: an access review judges by last use. */
  onUse?: (fn: Permission) => void
}

/** Somebody who is signed in. */
export type SessionActor = Acting & {
  by: 'session'
  session: { id: string; expiresAt: Date }
  /** Somebody of the same company looks through the subject's eyes since a moment, and changes nothing. */
  viewedBy?: { id: string; name: string; since: string }
  /** Through whose eyes the actor looked until it ended by itself: they do nothing until they say that they go on. */
  viewEnded?: string
}

/**
 * What is done by itself in somebody's name: what they have set up, or what a second person has approved for them. Nothing
 * can be asked of them: it was proven when it was set up or approved.
 */
export type JobActor = Acting & { by: 'job'; session?: never; viewedBy?: never; viewEnded?: never }

/** Who is doing something, and by what: a session of theirs, or a job in their name. */
export type Actor = SessionActor | JobActor

/** The session by which somebody acts. @throws NotFound for what is done by itself: it has none to end, prove or look with. */
export function sessionOf(actor: Actor): SessionActor['session'] {
  if (actor.by !== 'session') throw new NotFound(`${actor.name} has no session here`)
  return actor.session
}

/**
 * What a second person has said yes to: one request with one input. It is worth nothing for any other input, also of the
 * same function, so it is never a property of whoever asked.
 */
export type Approval = {
  request: string
  /** The very object that the use case is called with: compared by identity. */
  input: object
  /** Who approved, as the audit names them. */
  by: string
  byId: string
  askedAt: Date
}

/** What a second person has said yes to of exactly this input; null: nobody has. */
export const approvalOf = ({ approval }: Actor, input: object): Approval | null =>
  approval?.input === input ? approval : null

/** The actor of one operation: with what was approved of its own input, and never of another. */
export function boundTo(actor: Actor, input: object): Actor {
  if (!actor.approval || approvalOf(actor, input)) return actor
  const { approval: _another, ...alone } = actor
  return alone
}

/** The actor for what an operation is made up of: what was approved as `whole` is approved as this part of it. */
export function forPart(actor: Actor, whole: object, part: object): Actor {
  const approval = approvalOf(actor, whole)
  return approval ? { ...actor, approval: { ...approval, input: part } } : actor
}

/** Whether the actor may, on a target or else on anything at all; for showing and hiding. */
export const actorCan = ({ subject, now }: Actor, fn: Permission, target?: Target): boolean =>
  target ? can(subject, fn, target, now) : canSomewhere(subject, fn, now)

/** Whether the actor may over the whole company. Where not, what they see is a part, and the page says so. */
export const reachesAll = ({ subject, now }: Actor, fn: Permission): boolean =>
  reachOf(subject, fn, now) === 'company'

/**
 * The first line of every use case. Without a target it asks whether the actor may do it to anything at all: to what,
 * is for the load, which takes the actor's reach (`lib/rights/reach.ts`).
 * @throws NotFound when the actor may not: not allowed and not there look the same from outside.
 */
export function authorize(actor: Actor, fn: Permission, target?: Target): void {
  if (!actorCan(actor, fn, target)) throw new NotFound(`${actor.name} may not ${fn}`)
  actor.onUse?.(fn)
}

/**
 * The same of what staff of the operator do to a customer: by an assignment, which is what their doing it is written down with.
 * @throws NotFound when the actor may not, or is not assigned to the company
 */
export function authorizeOnCustomer(actor: Actor, fn: Permission, companyId: string): Assignment {
  const answer = explain(actor.subject, fn, { companyId }, actor.now)
  if (!answer.allowed || answer.source.kind !== 'assignment')
    throw new NotFound(`${actor.name} may not ${fn} on ${companyId}`)
  actor.onUse?.(fn)
  return answer.source.assignment
}

/**
 * Whether the actor may not do it alone with this input: their company says so, or a role that they hold; and nobody has
 * approved exactly this.
 */
export const needsApproval = (actor: Actor, fn: Permission, input: object): boolean =>
  !approvalOf(actor, input) &&
  ((actor.asks?.includes(fn) ?? false) || needsSecondPerson(actor.subject, fn, actor.now))
