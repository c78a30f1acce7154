import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf, isHeldBy, isOfferedTo, NUMBER_PERMISSIONS, PERMISSIONS } from '@/lib/rights/catalogue'
import { can, explain } from '@/lib/rights/explain'
import { dependentsOf, missingToGrant } from '@/lib/rights/grantable'
import { withNeeds } from '@/lib/rights/reach'
import type { Scope } from '@/lib/rights/scope'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
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
const grant = (
  template: string,
  validFrom = hour(-1),
  validTo: Date | null = null,
  scope: Scope = { kind: 'company' },
): HeldGrant => ({ id: 'g', template, functions: null, scope, validFrom, validTo })
const own = { companyId: 'c' }

describe('the law', () => {
  test('a main administrator holds every function that is offered, and none of another company', () => {
    const chief = { ...nobody, mainAdministrator: true }
    for (const fn of PERMISSIONS) {
      expect(can(chief, fn, own, now), fn).toBe(isOfferedTo('customer', fn) && isHeldBy('user', fn))
      expect(explain(chief, fn, { companyId: 'other' }, now)).toMatchObject({
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
    const ceiling = fc.option(fc.subarray(PERMISSIONS), { nil: null })
    const granted = fc.array(fc.constantFrom(grant('user_administrator'), grant('gone')))
    fc.assert(
      fc.property(granted, fc.boolean(), ceiling, ceiling, (grants, mainAdministrator, company, number) => {
        const ceilings = { company, number }
        const subject: Subject = { ...nobody, kind: 'number', id: 'n', grants, mainAdministrator, ceilings }
        for (const fn of PERMISSIONS) {
          expect(can(subject, fn, own, now)).toBe(false)
          expect(can(subject, fn, { companyId: 'c', lineId: 'other' }, now)).toBe(false)
          const left = [...withNeeds(fn)].every(
            (each) => factsOf(each).always || [company, number].every((most) => !most || most.includes(each)),
          )
          const itself = can(subject, fn, { companyId: 'c', lineId: 'n' }, now)
          if (!isHeldBy('number', fn) || !left) expect(itself, fn).toBe(false)
          else expect(itself, fn).toBe(true)
        }
      }),
    )
    const limited: Subject = {
      ...nobody,
      kind: 'number',
      id: 'n',
      ceilings: { company: null, number: NUMBER_PERMISSIONS.filter((fn) => fn !== 'own_line:label') },
    }
    expect(explain(limited, 'own_line:label', { companyId: 'c', lineId: 'n' }, now)).toMatchObject({
      allowed: false,
      whyNot: { kind: 'number_ceiling' },
    })
  })

  test('a template never lacks what its functions need', () => {
    for (const functions of Object.values(TEMPLATES))
      for (const fn of functions)
        for (const needed of factsOf(fn).needs ?? [])
          expect(functions, `${fn} needs ${needed}`).toContain(needed)
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
      fc.property(anyone, fc.subarray(PERMISSIONS), (facts, wanted) => {
        const subject = { ...nobody, ...facts }
        const missing = missingToGrant(subject, wanted, own, { from: now, to: hour(0.5) })
        for (const fn of wanted)
          expect(missing.includes(fn)).toBe(
            !(can(subject, fn, own, now) && can(subject, 'right:grant', own, now)),
          )
      }),
    )
  })

  test('a grant reaches what its scope says, and functions only what they can reach', () => {
    const centre: Scope = { kind: 'centre', id: 'drivers' }
    const dan = { ...nobody, grants: [grant('fleet_manager', hour(-1), null, centre)] }
    const line = { companyId: 'c', lineId: 'l', accountId: 'a' }
    expect(can(dan, 'line:edit', { ...line, centreId: 'drivers' }, now)).toBe(true)
    expect(can(dan, 'line:edit', { ...line, centreId: 'sales' }, now)).toBe(false)
    expect(can(dan, 'line:edit', own, now)).toBe(false)
    const cleo = { ...nobody, grants: [grant('finance', hour(-1), null, { kind: 'account', id: 'a' })] }
    expect(can(cleo, 'bill:view', { companyId: 'c', accountId: 'a' }, now)).toBe(true)
    expect(can(cleo, 'bill:view', { companyId: 'c', accountId: 'b' }, now)).toBe(false)
    const ben = { ...nobody, grants: [grant('user_administrator', hour(-1), null, centre)] }
    expect(can(ben, 'user:view', { companyId: 'c', centreId: 'drivers' }, now)).toBe(false)
  })

  test('A3 what a function needs is found both ways', () => {
    for (const fn of PERMISSIONS)
      for (const other of PERMISSIONS)
        expect(dependentsOf(other).includes(fn), `${fn} ${other}`).toBe(
          fn !== other && withNeeds(fn).has(other),
        )
    expect(dependentsOf('bill:view')).toEqual(
      expect.arrayContaining(['bill:pay', 'report:view', 'report:schedule']),
    )
  })

  test('nobody grants for longer than they hold it themselves', () => {
    const by = {
      ...nobody,
      grants: [grant('user_administrator', hour(-1), hour(5)), grant('user_administrator', hour(5), hour(9))],
    }
    const lacks = (from: Date, to: Date | null) =>
      missingToGrant(by, ['user:create'], own, { from, to }).length > 0
    expect(lacks(now, hour(8))).toBe(false)
    expect(lacks(now, hour(9))).toBe(false)
    expect(lacks(now, new Date(hour(9).getTime() + 1))).toBe(true)
    expect(lacks(now, null)).toBe(true)
  })

  test('the trace tells every question up to the one that decided', () => {
    const held = { ...nobody, grants: [{ ...grant(''), template: null, functions: ['bill:pay'] }] }
    expect(explain(held, 'bill:pay', own, now)).toMatchObject({
      allowed: false,
      whyNot: { kind: 'needs', fn: 'bill:view', because: { kind: 'not_granted' } },
      trace: [
        { asked: 'own_company', passed: true },
        { asked: 'offered', passed: true },
        { asked: 'granted', passed: true },
        {
          asked: 'needs',
          passed: false,
          fn: 'bill:view',
          trace: [{}, {}, { asked: 'granted', passed: false }],
        },
      ],
    })
  })
})
