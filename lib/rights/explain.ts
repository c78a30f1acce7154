import { CATALOGUE, type FunctionKey, factsOf, isHeldBy } from './catalogue'
import { type HeldGrant, ownTarget, type Subject, type Target, within } from './subject'
import { isTemplate, TEMPLATES } from './templates'

/** Why something is allowed: the source that covers it. */
export type Source =
  | { kind: 'everybody' }
  | { kind: 'own_number' }
  | { kind: 'main_administrator' }
  | { kind: 'grant'; grant: HeldGrant }

/** Why not, in the order in which it is told (rights.md, "The law"). */
export type WhyNot =
  | { kind: 'other_company' }
  | { kind: 'not_offered' }
  | { kind: 'company_ceiling' }
  | { kind: 'number_ceiling' }
  | { kind: 'not_granted' }
  | { kind: 'needs'; fn: FunctionKey; because: WhyNot }
  | { kind: 'suspended' }

export type Explanation = { allowed: true; source: Source } | { allowed: false; whyNot: WhyNot }

const inForce = (grant: HeldGrant, now: Date) =>
  grant.validFrom <= now && (grant.validTo === null || now < grant.validTo)

const covers = (grant: HeldGrant, fn: FunctionKey) =>
  isTemplate(grant.template) && (TEMPLATES[grant.template] as readonly FunctionKey[]).includes(fn)

/**
 * The law: may `subject` do `fn` to `target` at `now`, and by what or why not. The only implementation;
 * `can` is its boolean. Pure: the same on server and client.
 */
export function explain(subject: Subject, fn: FunctionKey, target: Target, now: Date): Explanation {
  const no = (whyNot: WhyNot): Explanation => ({ allowed: false, whyNot })
  const facts = factsOf(fn)
  if (target.companyId !== subject.companyId) return no({ kind: 'other_company' })
  if (!facts.offeredTo.includes(subject.companyKind)) return no({ kind: 'not_offered' })
  if (!facts.always && !within(subject.ceilings?.company, fn)) return no({ kind: 'company_ceiling' })
  if (!facts.always && !within(subject.ceilings?.number, fn)) return no({ kind: 'number_ceiling' })

  const source = sourceOf(subject, fn, target, now)
  if (!source) return no({ kind: 'not_granted' })
  for (const needed of facts.needs) {
    const answer = explain(subject, needed, target, now)
    if (!answer.allowed) return no({ kind: 'needs', fn: needed, because: answer.whyNot })
  }
  if (!subject.active) return no({ kind: 'suspended' })
  return { allowed: true, source }
}

function sourceOf(subject: Subject, fn: FunctionKey, target: Target, now: Date): Source | null {
  if (!isHeldBy(subject.kind, fn)) return null
  // A number reaches itself and nothing else, whatever is granted (P1, A13).
  if (subject.kind === 'number') return target.numberId === subject.id ? { kind: 'own_number' } : null
  if (factsOf(fn).everybody) return { kind: 'everybody' }
  if (subject.mainAdministrator) return { kind: 'main_administrator' }
  const grant = subject.grants.find((held) => inForce(held, now) && covers(held, fn))
  return grant ? { kind: 'grant', grant } : null
}

export const can = (subject: Subject, fn: FunctionKey, target: Target, now: Date): boolean =>
  explain(subject, fn, target, now).allowed

/** What a subject's own things answer to every function it could hold, for showing. */
export const answersFor = (subject: Subject, now: Date) =>
  (Object.keys(CATALOGUE) as FunctionKey[])
    .filter((fn) => isHeldBy(subject.kind, fn))
    .map((fn) => ({ fn, answer: explain(subject, fn, ownTarget(subject), now) }))
    .filter(({ answer }) => answer.allowed || answer.whyNot.kind !== 'not_offered')

/** Functions of `wanted` that `by` does not hold and so cannot hand on. Empty: grantable. */
export function missingToGrant(by: Subject, wanted: readonly FunctionKey[], target: Target, now: Date) {
  const mayGrant = can(by, 'right:grant', target, now)
  return wanted.filter((fn) => Object.hasOwn(CATALOGUE, fn) && !(mayGrant && can(by, fn, target, now)))
}
