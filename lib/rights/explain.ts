import { CATALOGUE, type FunctionKey, factsOf } from './catalogue'
import type { HeldGrant, Subject, Target } from './subject'
import { isTemplate, TEMPLATES } from './templates'

/** Why something is allowed: the source that covers it. */
export type Source =
  | { kind: 'everybody' }
  | { kind: 'main_administrator' }
  | { kind: 'grant'; grant: HeldGrant }

/** Why not, in the order in which it is told (rights.md, "The law"). */
export type WhyNot =
  | { kind: 'other_company' }
  | { kind: 'not_offered' }
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

  const source = sourceOf(subject, fn, now)
  if (!source) return no({ kind: 'not_granted' })
  for (const needed of facts.needs) {
    const answer = explain(subject, needed, target, now)
    if (!answer.allowed) return no({ kind: 'needs', fn: needed, because: answer.whyNot })
  }
  if (!subject.active) return no({ kind: 'suspended' })
  return { allowed: true, source }
}

function sourceOf(subject: Subject, fn: FunctionKey, now: Date): Source | null {
  if (factsOf(fn).everybody) return { kind: 'everybody' }
  if (subject.mainAdministrator) return { kind: 'main_administrator' }
  const grant = subject.grants.find((held) => inForce(held, now) && covers(held, fn))
  return grant ? { kind: 'grant', grant } : null
}

export const can = (subject: Subject, fn: FunctionKey, target: Target, now: Date): boolean =>
  explain(subject, fn, target, now).allowed

/** Functions of `wanted` that `by` does not hold and so cannot hand on. Empty: grantable. */
export function missingToGrant(by: Subject, wanted: readonly FunctionKey[], target: Target, now: Date) {
  const mayGrant = can(by, 'right:grant', target, now)
  return wanted.filter((fn) => Object.hasOwn(CATALOGUE, fn) && !(mayGrant && can(by, fn, target, now)))
}
