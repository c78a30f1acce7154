import { NotFound } from '@/lib/kernel/violation'
import type { FunctionKey } from './catalogue'
import { can } from './explain'
import { ownTarget, type Subject, type Target } from './subject'

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
}

/** Whether the actor may; for showing and hiding. */
export const actorCan = (actor: Actor, fn: FunctionKey): boolean =>
  can(actor.subject, fn, ownTarget(actor.subject), actor.now)

/**
 * The first line of every use case.
 * @throws NotFound when the actor may not: not allowed and not there look the same from outside.
 */
export function authorize(actor: Actor, fn: FunctionKey, target: Target = ownTarget(actor.subject)): void {
  if (!can(actor.subject, fn, target, actor.now)) throw new NotFound(`${actor.name} may not ${fn}`)
}
