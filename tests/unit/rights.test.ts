import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FUNCTIONS, factsOf } from '@/lib/rights/catalogue'
import { can, explain, missingToGrant } from '@/lib/rights/explain'
import type { Subject } from '@/lib/rights/subject'
import { TEMPLATES } from '@/lib/rights/templates'

const now = new Date('2026-11-21T10:00:00Z')
const hour = (n: number) => new Date(now.getTime() + n * 3_600_000)
const nobody: Subject = {
  kind: 'user',
  id: 'u',
  companyId: 'c',
  companyKind: 'customer',
  active: true,
  mainAdministrator: false,
  grants: [],
}
const grant = (template: string, validFrom = hour(-1), validTo: Date | null = null) => ({
  id: 'g',
  template,
  validFrom,
  validTo,
})
const own = { companyId: 'c' }

describe('the law', () => {
  test('a main administrator holds every function that is offered, and none of another company', () => {
    const chief = { ...nobody, mainAdministrator: true }
    for (const fn of FUNCTIONS) {
      expect(can(chief, fn, own, now), fn).toBe(factsOf(fn).offeredTo.includes('customer'))
      expect(explain(chief, fn, { companyId: 'other' }, now)).toEqual({
        allowed: false,
        whyNot: { kind: 'other_company' },
      })
    }
  })

  test('why not is told in its order', () => {
    expect(explain(nobody, 'main_administrator:register', own, now)).toMatchObject({
      whyNot: { kind: 'not_offered' },
    })
    expect(explain(nobody, 'user:create', own, now)).toMatchObject({ whyNot: { kind: 'not_granted' } })
    const suspended = { ...nobody, mainAdministrator: true, active: false }
    expect(explain(suspended, 'profile:edit', own, now)).toMatchObject({ whyNot: { kind: 'suspended' } })
  })

  test('A9 a grant begins and ends at the second', () => {
    const held = { ...nobody, grants: [grant('user_administrator', hour(0), hour(1))] }
    const at = (moment: Date) => can(held, 'user:create', own, moment)
    expect([
      at(new Date(hour(0).getTime() - 1)),
      at(hour(0)),
      at(new Date(hour(1).getTime() - 1)),
      at(hour(1)),
    ]).toEqual([false, true, true, false])
  })

  test('a template never lacks what its functions need', () => {
    for (const functions of Object.values(TEMPLATES))
      for (const fn of functions)
        for (const needed of factsOf(fn).needs) expect(functions, `${fn} needs ${needed}`).toContain(needed)
  })

  test('nobody can hand on what they do not hold', () => {
    const anyone = fc.record({
      mainAdministrator: fc.boolean(),
      active: fc.boolean(),
      grants: fc.array(
        fc.constantFrom(
          grant('user_administrator'),
          grant('gone'),
          grant('user_administrator', hour(-2), hour(-1)),
        ),
      ),
    })
    fc.assert(
      fc.property(anyone, fc.subarray(FUNCTIONS), (facts, wanted) => {
        const subject = { ...nobody, ...facts }
        const missing = missingToGrant(subject, wanted, own, now)
        for (const fn of wanted)
          expect(missing.includes(fn)).toBe(
            !(can(subject, fn, own, now) && can(subject, 'right:grant', own, now)),
          )
      }),
    )
  })
})
