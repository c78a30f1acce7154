import { type Assignment, assignmentFor } from './assignment'
import { factsOf, isHeldBy, isOfferedTo, PERMISSIONS, type Permission } from './catalogue'
import { firstCovering } from './held'
import type { Target } from './scope'
import { type HeldGrant, ownTarget, type Subject, within } from './subject'

/** Why something is allowed: the source that covers it. */
export type Source =
  | { kind: 'everybody' }
  | { kind: 'own_number' }
  | { kind: 'main_administrator' }
  | { kind: 'grant'; grant: HeldGrant }
  /** What they hold in their own company, exercised on a customer that they are assigned to. */
  | { kind: 'assignment'; assignment: Assignment; by: Source }

/** Why not, in the order in which it is told (rights.md, "The law"). */
export type WhyNot =
  | { kind: 'other_company' }
  | { kind: 'not_offered' }
  | { kind: 'company_ceiling' }
  | { kind: 'number_ceiling' }
  | { kind: 'not_granted' }
  | { kind: 'needs'; fn: Permission; because: WhyNot }
  | { kind: 'suspended' }

/** One question of the law and how it was answered. The last one decided. */
export type Step = {
  asked:
    | 'own_company'
    | 'assigned'
    | 'offered'
    | 'company_ceiling'
    | 'number_ceiling'
    | 'granted'
    | 'needs'
    | 'active'
  passed: boolean
  source?: Source
  /** The function that it needs, and how that one was answered. */
  fn?: Permission
  trace?: readonly Step[]
}

export type Explanation = { trace: readonly Step[] } & (
  | { allowed: true; source: Source }
  | { allowed: false; whyNot: WhyNot }
)

/**
 * The law: may `subject` do `fn` to `target` at `now`, and by what or why not, with every question that was asked on
 * the way. The only implementation; `can` is its boolean. Pure: the same on server and client.
 */
export function explain(subject: Subject, fn: Permission, target: Target, now: Date): Explanation {
  const trace: Step[] = []
  const passes = (asked: Step['asked'], passed: boolean) => {
    trace.push({ asked, passed })
    return passed
  }
  const no = (whyNot: WhyNot): Explanation => ({ allowed: false, whyNot, trace })
  const facts = factsOf(fn)
  if (target.companyId !== subject.companyId && subject.assignments?.length)
    return onCustomer(subject, fn, target, now)
  if (!passes('own_company', target.companyId === subject.companyId)) return no({ kind: 'other_company' })
  if (!passes('offered', isOfferedTo(subject.companyKind, fn) && !subject.notOffered?.includes(fn)))
    return no({ kind: 'not_offered' })
  if (subject.kind === 'number' && !facts.always) {
    if (!passes('company_ceiling', within(subject.ceilings?.company, fn)))
      return no({ kind: 'company_ceiling' })
    if (!passes('number_ceiling', within(subject.ceilings?.number, fn))) return no({ kind: 'number_ceiling' })
  }
  const source = sourceOf(subject, fn, target, now)
  if (!source) {
    passes('granted', false)
    return no({ kind: 'not_granted' })
  }
  trace.push({ asked: 'granted', passed: true, source })
  for (const needed of facts.needs ?? []) {
    const answer = explain(subject, needed, target, now)
    trace.push({ asked: 'needs', passed: answer.allowed, fn: needed, trace: answer.trace })
    if (!answer.allowed) return no({ kind: 'needs', fn: needed, because: answer.whyNot })
  }
  if (!passes('active', subject.active)) return no({ kind: 'suspended' })
  return { allowed: true, source, trace }
}

/** On somebody else's company: what is held in one's own, as far as an assignment to that company goes. */
function onCustomer(subject: Subject, fn: Permission, { companyId }: Target, now: Date): Explanation {
  const isWork = subject.companyKind === 'operator' && factsOf(fn).onCustomers
  const assignment = isWork ? assignmentFor(subject.assignments, fn, companyId, now) : undefined
  const step: Step = { asked: 'assigned', passed: assignment !== undefined }
  if (!assignment) return { allowed: false, whyNot: { kind: 'other_company' }, trace: [step] }
  const own = explain(subject, fn, ownTarget(subject), now)
  const trace = [step, ...own.trace]
  return own.allowed
    ? { ...own, trace, source: { kind: 'assignment', assignment, by: own.source } }
    : { ...own, trace }
}

function sourceOf(subject: Subject, fn: Permission, target: Target, now: Date): Source | null {
  if (!isHeldBy(subject.kind, fn)) return null
  // A number reaches itself and nothing else, whatever is granted (P1, A13).
  if (subject.kind === 'number') return target.lineId === subject.id ? { kind: 'own_number' } : null
  // What is somebody's own stays closed to whoever looks through their eyes.
  if (factsOf(fn).everybody) return subject.viewed && !factsOf(fn).always ? null : { kind: 'everybody' }
  if (subject.mainAdministrator) return { kind: 'main_administrator' }
  if (factsOf(fn).never_granted) return null
  const grant = firstCovering(subject.grants, fn, target, now)
  return grant ? { kind: 'grant', grant } : null
}

export const can = (subject: Subject, fn: Permission, target: Target, now: Date): boolean =>
  explain(subject, fn, target, now).allowed

/** What a subject's own things, or the whole company, answer to every function it could hold, for showing. */
export const answersFor = (subject: Subject, now: Date, target = ownTarget(subject)) =>
  PERMISSIONS.filter((fn) => isHeldBy(subject.kind, fn) && isOfferedTo(subject.companyKind, fn)).map(
    (fn) => ({
      fn,
      answer: explain(subject, fn, target, now),
    }),
  )
