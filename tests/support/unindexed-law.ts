import fc from 'fast-check'
import { grantableIn, isPermission, type Permission } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import type { Period } from '@/lib/rights/grantable'
import { holds, inForce } from '@/lib/rights/held'
import { reaches, type Scope, type Target } from '@/lib/rights/scope'
import { needsSecondPerson } from '@/lib/rights/second-person'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'

// The law as it can be read at a glance, by a look at every grant: what the index must be equal to.

/** The first of a subject's grants that covers a question. */
export const firstCoveringSlowly = (
  grants: readonly HeldGrant[],
  fn: Permission,
  target: Target,
  now: Date,
) => grants.find((grant) => inForce(grant, now) && reaches(grant.scope, target) && holds(grant, fn))

/** Where a function is held at a moment: the ids that any grant names. */
export function heldPartsSlowly(grants: readonly HeldGrant[], fn: Permission, now: Date) {
  const scopes = grants.filter((grant) => inForce(grant, now) && holds(grant, fn)).map(({ scope }) => scope)
  if (scopes.some(({ kind }) => kind === 'company')) return 'company'
  const ids = (wanted: Scope['kind']) => [
    ...new Set(
      scopes.flatMap((scope) => (scope.kind === wanted && scope.kind !== 'company' ? [scope.id] : [])),
    ),
  ]
  return scopes.length === 0 ? null : { accounts: ids('account'), centres: ids('centre'), lines: ids('line') }
}

/** Asked at every moment at which any grant begins or ends. */
export function missingSlowly(by: Subject, wanted: readonly string[], target: Target, { from, to }: Period) {
  const edges = by.grants
    .flatMap(({ validFrom, validTo }) => [validFrom, validTo])
    .filter((at): at is Date => at !== null && at > from && (to === null || at < to))
  const holdsAll = (fn: Permission) =>
    [from, ...edges].every(
      (at) => can(by, fn, target, at) && (fn === 'right:grant' || !needsSecondPerson(by, fn, at)),
    )
  const mayGrant = holdsAll('right:grant')
  return wanted.filter(isPermission).filter((fn) => !(mayGrant && holdsAll(fn)))
}

const PERMISSIONS = grantableIn('customer')
const NOON = Date.parse('2026-11-21T12:00:00Z')
export const hours = (n: number) => new Date(NOON + n * 3_600_000)
const id = fc.constantFrom('a', 'b', 'c')
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'company' as const }),
  fc.record({ kind: fc.constantFrom('account' as const, 'centre' as const, 'line' as const), id }),
)
/** Roles of ours, roles of the company's, single functions. */
const what = fc.oneof(
  fc.constantFrom(...TEMPLATE_KEYS).map((template) => ({ template, functions: null })),
  fc.subarray(PERMISSIONS).map((functions) => ({ template: 'own', functions })),
  fc.constantFrom(...PERMISSIONS).map((fn) => ({ template: null, functions: [fn] })),
)

/** Grants of any kind, over anything, before, now and later, empty times and unordered beginnings included. */
export const anyGrants: fc.Arbitrary<HeldGrant[]> = fc
  .array(
    fc.record({
      what,
      scope,
      from: fc.integer({ min: -4, max: 4 }),
      length: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
      asks: fc.option(fc.subarray(PERMISSIONS, { maxLength: 3 }), { nil: undefined, freq: 2 }),
    }),
    { maxLength: 200, size: 'max' },
  )
  .map((list) =>
    list.map(({ what, scope, from, length, asks }, n) => ({
      ...{ id: String(n), ...what, scope, validFrom: hours(from) },
      validTo: length === null ? null : hours(from + length),
      ...(asks && { asks }),
    })),
  )

export const anyTarget: fc.Arbitrary<Target> = fc
  .record({ lineId: id, accountId: id, centreId: id }, { requiredKeys: [] })
  .map((target) => ({ companyId: 'c', ...target }))

export const anyPermission = fc.constantFrom(...PERMISSIONS)
