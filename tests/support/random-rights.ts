import fc from 'fast-check'
import type { Context } from '@/lib/infra/context'
import { newId } from '@/lib/kernel/id'
import type { Actor } from '@/lib/rights/actor'
import { grantableIn, NUMBER_PERMISSIONS } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import { aMobile } from './people'

const CENTRES = 3
const ACCOUNTS = 2
const LINES = 12
const USERS = 6
const PERMISSIONS = grantableIn('customer')
const HOUR = 3_600_000

const what = fc.oneof(
  fc.record({ template: fc.constantFrom(...TEMPLATE_KEYS) }),
  fc.record({ fn: fc.constantFrom(...PERMISSIONS) }),
  fc.record({ own: fc.nat(1) }),
)
const scope = fc.oneof(
  fc.constant({}),
  fc.record({ account: fc.nat(ACCOUNTS - 1) }),
  fc.record({ centre: fc.nat(CENTRES - 1) }),
  fc.record({ line: fc.nat(LINES - 1) }),
)
/** Hours from now; some are over, some are yet to begin. */
const period = fc
  .record({
    from: fc.integer({ min: -5, max: 2 }),
    length: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
  })
  .map(({ from, length }) => ({ from, to: length === null ? null : from + length }))

/** Plans of a company: who holds what where and when, who stands in for whom, what lines belong to, what is offered. */
export const companyPlan = fc.record({
  own: fc.array(fc.subarray(PERMISSIONS), { minLength: 2, maxLength: 2 }),
  grants: fc.uniqueArray(fc.record({ user: fc.nat(USERS - 1), what, scope, period }), {
    maxLength: 25,
    selector: ({ user, what, scope }) => JSON.stringify([user, what, scope]),
  }),
  lines: fc.array(
    fc.record({
      account: fc.option(fc.nat(ACCOUNTS - 1), { nil: null }),
      centre: fc.option(fc.nat(CENTRES - 1), { nil: null }),
      ceiling: fc.option(fc.subarray(NUMBER_PERMISSIONS), { nil: null }),
    }),
    { minLength: LINES, maxLength: LINES },
  ),
  stands: fc.uniqueArray(fc.record({ user: fc.nat(USERS - 1), substitute: fc.nat(USERS - 1), period }), {
    maxLength: 2,
    selector: ({ user, substitute }) => `${user} ${substitute}`,
  }),
  suspended: fc.subarray([...Array(USERS).keys()], { maxLength: 2 }),
  main: fc.subarray([...Array(USERS).keys()], { maxLength: 1 }),
  ceiling: fc.option(fc.subarray(NUMBER_PERMISSIONS), { nil: null }),
  // Without these nobody could ask.
  notOffered: fc.subarray(
    PERMISSIONS.filter((fn) => fn !== 'user:view' && fn !== 'right:view'),
    { maxLength: 2 },
  ),
})
type Plan = typeof companyPlan extends fc.Arbitrary<infer P> ? P : never

export type Planned = {
  users: string[]
  lines: { id: string; accountId: string | null; centreId: string | null }[]
  accounts: string[]
  centres: string[]
}

/** Writes a plan into a company that was just made. */
export async function writePlan(context: Context, admin: Actor, plan: Plan): Promise<Planned> {
  const companyId = admin.company.id
  const now = context.clock()
  const hours = (n: number | null) => (n === null ? null : new Date(now.getTime() + n * HOUR))
  const ids = (count: number) => Array.from({ length: count }, () => newId())
  const [users, accounts, centres, lines, own] = [ids(USERS), ids(ACCOUNTS), ids(CENTRES), ids(LINES), ids(2)]
  const { db } = context
  await db.company.update({ where: { id: companyId }, data: { notOffered: plan.notOffered } })
  await db.user.createMany({
    data: users.map((id, n) => ({
      ...{ id, companyId, login: `u${n}`, name: `User ${n}`, email: `u${n}@x.example` },
      ...{ mobile: `+36${aMobile()}`, createdAt: now },
    })),
  })
  await db.billingAccount.createMany({
    data: accounts.map((id, n) => ({ id, companyId, number: `A${n}`, name: `A${n}` })),
  })
  await db.costCentre.createMany({
    data: centres.map((id, n) => ({ id, companyId, code: `C${n}`, name: `C${n}` })),
  })
  const at = <T>(list: readonly T[], n: number | null) => (n === null ? null : list[n]!)
  await db.subscription.createMany({
    data: plan.lines.map(({ account, centre }, n) => ({
      ...{ id: lines[n]!, companyId, msisdn: `+36${aMobile()}`, createdAt: now },
      ...{ billingAccountId: at(accounts, account), costCentreId: at(centres, centre) },
    })),
  })
  await db.rightsTemplate.createMany({
    data: own.map((id, n) => ({ id, companyId, name: `Own ${n}`, functions: plan.own[n]!, createdAt: now })),
  })
  const given = ids(plan.grants.length)
  await db.grant.createMany({
    data: plan.grants.map(({ user, what, scope, period }, n) => ({
      id: given[n]!,
      ...{ companyId, userId: users[user]!, validFrom: hours(period.from)!, validTo: hours(period.to) },
      template: 'template' in what ? what.template : null,
      function: 'fn' in what ? what.fn : null,
      templateId: 'own' in what ? own[what.own]! : null,
      accountId: 'account' in scope ? accounts[scope.account]! : null,
      centreId: 'centre' in scope ? centres[scope.centre]! : null,
      lineId: 'line' in scope ? lines[scope.line]! : null,
    })),
  })
  await db.substitution.createMany({
    data: plan.stands
      .filter(({ user, substitute }) => user !== substitute)
      .map(({ user, substitute, period }) => ({
        // What is given later does not go along: here every third.
        grantIds: plan.grants.flatMap((grant, n) => (grant.user === user && n % 3 < 2 ? [given[n]!] : [])),
        ...{ companyId, userId: users[user]!, substituteId: users[substitute]!, byId: admin.subject.id },
        ...{ validFrom: hours(period.from)!, validTo: hours(period.to ?? period.from + 3)! },
      })),
  })
  await db.suspension.createMany({
    data: plan.suspended.map((n) => ({ userId: users[n]!, since: now, byId: admin.subject.id })),
  })
  await db.mainAdministrator.createMany({
    data: plan.main.map((n) => ({ userId: users[n]!, companyId, since: now, declaration: 'D' })),
  })
  const ceilings = plan.lines.flatMap(({ ceiling }, n) =>
    ceiling ? [{ companyId, subscriptionId: lines[n]!, functions: ceiling }] : [],
  )
  await db.numberCeiling.createMany({
    data: [
      ...ceilings,
      ...(plan.ceiling ? [{ companyId, subscriptionId: null, functions: plan.ceiling }] : []),
    ],
  })
  return {
    ...{ users, accounts, centres },
    lines: plan.lines.map(({ account, centre }, n) => ({
      id: lines[n]!,
      accountId: at(accounts, account),
      centreId: at(centres, centre),
    })),
  }
}
