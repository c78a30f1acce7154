import fc from 'fast-check'
import { newId } from '@/lib/kernel/id'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import type { Scope } from '@/lib/rights/scope'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'

/** What makes a difference to what somebody sees of lines and money. */
const SEEING: Permission[] = [
  ...(['line:view', 'line:edit', 'usage:view', 'sim_codes:view'] as const),
  ...(['bill:view', 'bill:pay', 'report:view', 'report:schedule'] as const),
]

const scope = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'company' as const, n: 0 }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('account', 'centre', 'line'), n: fc.nat(1_000) }),
  },
)
const what = fc.oneof(
  fc.record({ template: fc.constantFrom('finance' as const, ...TEMPLATE_KEYS) }),
  fc.record({ functions: fc.subarray(SEEING, { minLength: 1 }) }),
)

/** Some grants of roles and functions over parts of a company that is there already. */
export const reachPlan = fc.array(fc.record({ what, scope }), { minLength: 1, maxLength: 5 })
type Plan = typeof reachPlan extends fc.Arbitrary<infer P> ? P : never

export type Parts = Record<'account' | 'centre' | 'line', readonly string[]>

/** Somebody of the administrator’s company who holds what a plan says and nothing else. Nothing is written. */
export function holderOf(admin: Actor, plan: Plan, parts: Parts): Actor {
  const scopeOf = ({ kind, n }: Plan[number]['scope']): Scope =>
    kind === 'company' ? { kind } : { kind, id: parts[kind][n % parts[kind].length]! }
  const grants = plan.map(({ what, scope }) => ({
    ...{ id: newId(), scope: scopeOf(scope), validFrom: new Date(0), validTo: null },
    template: 'template' in what ? what.template : null,
    functions: 'functions' in what ? what.functions : null,
  }))
  return { ...admin, subject: { ...admin.subject, id: newId(), mainAdministrator: false, grants } }
}
