import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explain } from '@/lib/rights/explain'
import { missingToGrant } from '@/lib/rights/grantable'
import { grantsAsking, grantsCovering, heldParts, holds, inForce, isHeldSomewhere } from '@/lib/rights/held'
import { reachOf } from '@/lib/rights/reach'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import {
  anyGrants,
  anyPermission,
  anyTarget,
  firstCoveringSlowly,
  heldPartsSlowly,
  hours,
  missingSlowly,
} from '../support/unindexed-law'

const holding = (grants: readonly HeldGrant[]): Subject => ({
  ...{ kind: 'user', id: 'u', companyId: 'c', companyKind: 'customer' },
  ...{ active: true, mainAdministrator: false, grants },
})
const moment = fc.integer({ min: -5, max: 10 }).map(hours)

test('the index names the very grant that a look at each of them finds', () => {
  fc.assert(
    fc.property(anyGrants, fc.array(fc.tuple(anyPermission, anyTarget, moment)), (grants, questions) => {
      const subject = holding(grants)
      for (const [fn, target, now] of questions) {
        const { trace } = explain(subject, fn, target, now)
        const granted = trace.find(({ asked }) => asked === 'granted')!
        const found = granted.source?.kind === 'grant' ? granted.source.grant : undefined
        expect(found).toBe(firstCoveringSlowly(grants, fn, target, now))
        expect(grantsCovering(grants, fn, target, now)[0]).toBe(found)
        expect(heldParts(grants, fn, now)).toEqual(heldPartsSlowly(grants, fn, now))
        expect(isHeldSomewhere(grants, fn, now)).toBe(
          grants.some((grant) => inForce(grant, now) && holds(grant, fn)),
        )
        expect(grantsAsking(grants, fn)).toEqual(grants.filter(({ asks }) => asks?.includes(fn)))
      }
    }),
    { numRuns: 300 },
  )
})

test('what cannot be handed on is the same, asked where something ends or at every moment', () => {
  const period = fc
    .record({ from: fc.integer({ min: -5, max: 8 }), length: fc.option(fc.nat(8), { nil: null }) })
    .map(({ from, length }) => ({ from: hours(from), to: length === null ? null : hours(from + length) }))
  fc.assert(
    fc.property(anyGrants, fc.array(anyPermission), anyTarget, period, (grants, wanted, target, when) => {
      const by = holding(grants)
      expect(missingToGrant(by, wanted, target, when)).toEqual(missingSlowly(by, wanted, target, when))
    }),
    { numRuns: 300 },
  )
})

test('functions that are held alike share one list of places, each of them once', () => {
  const [own, line] = [['line:view', 'line:edit'], { kind: 'line' as const }]
  const grants = Array.from({ length: 200 }, (_, n): HeldGrant => {
    const held = n % 2 ? { template: 'own', functions: own } : { template: 'fleet_manager', functions: null }
    return {
      ...held,
      id: String(n),
      scope: { ...line, id: String(n >> 1) },
      validFrom: hours(-1),
      validTo: null,
    }
  })
  const seen = heldParts(grants, 'line:view', hours(0))
  expect(seen).toEqual({
    accounts: [],
    centres: [],
    lines: Array.from({ length: 100 }, (_, n) => String(n)),
  })
  expect(heldParts(grants, 'line:edit', hours(0))).toBe(seen)
  expect(heldParts(grants, 'line:view', hours(-2))).toBeNull()
  const subject = holding(grants)
  // line:edit needs line:view, held over the same: one condition, not two.
  expect(reachOf(subject, 'line:edit', hours(0))).toEqual({ within: [seen] })
})

test('a question costs the same with four thousand grants as with fifty', () => {
  const subject = (count: number) =>
    holding(
      Array.from({ length: count }, (_, n) => ({
        ...{ id: String(n), template: 'fleet_manager', functions: null, validFrom: hours(-1), validTo: null },
        scope: { kind: 'line' as const, id: String(n) },
      })),
    )
  const best = (count: number) => {
    const asked = subject(count)
    const target = { companyId: 'c', lineId: 'none', centreId: 'none' }
    const rounds = Array.from({ length: 7 }, () => {
      const began = performance.now()
      for (let n = 0; n < 2_000; n++) explain(asked, 'line:edit', target, hours(0))
      return performance.now() - began
    })
    return Math.min(...rounds)
  }
  expect(best(4_000)).toBeLessThan(5 * best(50))
})
