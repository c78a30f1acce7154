import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FUNCTIONS, factsOf, isHeldBy, NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
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
      expect(can(chief, fn, own, now), fn).toBe(
        factsOf(fn).offeredTo.includes('customer') && isHeldBy('user', fn),
      )
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

  test('A13 a number reaches itself and nothing else, whatever is granted, as far as its ceilings go', () => {
    const ceiling = fc.option(fc.subarray(FUNCTIONS), { nil: null })
    const granted = fc.array(fc.constantFrom(grant('user_administrator'), grant('gone')))
    fc.assert(
      fc.property(granted, fc.boolean(), ceiling, ceiling, (grants, mainAdministrator, company, number) => {
        const ceilings = { company, number }
        const subject: Subject = { ...nobody, kind: 'number', id: 'n', grants, mainAdministrator, ceilings }
        for (const fn of FUNCTIONS) {
          expect(can(subject, fn, own, now)).toBe(false)
          expect(can(subject, fn, { companyId: 'c', numberId: 'other' }, now)).toBe(false)
          const left = [fn, ...factsOf(fn).needs].every(
            (each) => factsOf(each).always || [company, number].every((most) => !most || most.includes(each)),
          )
          const itself = can(subject, fn, { companyId: 'c', numberId: 'n' }, now)
          if (!isHeldBy('number', fn) || !left) expect(itself, fn).toBe(false)
          else if (left && factsOf(fn).needs.length === 0) expect(itself, fn).toBe(true)
        }
      }),
    )
    const limited: Subject = {
      ...nobody,
      kind: 'number',
      id: 'n',
      ceilings: { company: null, number: NUMBER_FUNCTIONS.filter((fn) => fn !== 'own_line:label') },
    }
    expect(explain(limited, 'own_line:label', { companyId: 'c', numberId: 'n' }, now)).toEqual({
      allowed: false,
      whyNot: { kind: 'number_ceiling' },
    })
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
