import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadPeople } from '@/lib/access/people'
import { accountsInReach, linesInReach } from '@/lib/access/reach'
import { getNumber } from '@/lib/grants/numbers/list-numbers'
import { listWhoMay } from '@/lib/grants/people/who-may'
import { Prisma } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import { grantableIn, PERMISSIONS } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { canSomewhere } from '@/lib/rights/reach'
import type { Scope, Target } from '@/lib/rights/scope'
import { useContext } from '../support/context'
import { aCompany } from '../support/people'
import { companyPlan, writePlan } from '../support/random-rights'

const context = useContext()

test('A6 what the database answers is what the law answers, for any company: lists, accounts, who may', async () => {
  let questions = 0
  const fns = grantableIn('customer')
  await fc.assert(
    fc.asyncProperty(companyPlan, fc.infiniteStream(fc.nat(1_000)), async (plan, dice) => {
      const { admin: chief } = await aCompany(context)
      const planned = await writePlan(context, chief, plan)
      const admin: Actor = { ...chief, subject: { ...chief.subject, notOffered: plan.notOffered } }
      const { companyId } = admin.subject
      const now = context.clock()
      const roll = <T>(list: readonly T[]): T => list[dice.next().value! % list.length]!
      const people = await loadPeople(context.sql, admin, Prisma.sql`true`)
      expect(people).toHaveLength(planned.users.length + 1)
      const lineTarget = (line: (typeof planned.lines)[number]): Target => ({
        companyId,
        ...line,
        lineId: line.id,
      })

      for (const person of people) {
        const actor: Actor = { ...admin, subject: person.subject, now }
        for (const fn of [roll(fns), roll(fns), 'line:view' as const, 'report:view' as const]) {
          const lines = await context.sql.$queryRaw<
            { id: string }[]
          >`SELECT l.id FROM subscription l WHERE ${linesInReach(actor, fn)}`
          const may = planned.lines.filter((line) => can(person.subject, fn, lineTarget(line), now))
          expect(lines.map(({ id }) => id).sort(), `${fn} lines`).toEqual(may.map(({ id }) => id).sort())
          const accounts = await context.sql.$queryRaw<{ id: string }[]>`
            SELECT a.id FROM billing_account a WHERE a.company_id = ${companyId}::uuid AND ${accountsInReach(actor, fn, Prisma.sql`a.id`)}`
          const mayOf = planned.accounts.filter((accountId) =>
            can(person.subject, fn, { companyId, accountId }, now),
          )
          expect(accounts.map(({ id }) => id).sort(), `${fn} accounts`).toEqual(mayOf.sort())
          if (may.length + mayOf.length > 0) expect(canSomewhere(person.subject, fn, now)).toBe(true)
          questions += planned.lines.length + planned.accounts.length
        }
      }
      const line = roll(planned.lines)
      const objects: [Scope, Target][] = [
        [{ kind: 'company' }, { companyId }],
        [{ kind: 'line', id: line.id }, lineTarget(line)],
        [
          { kind: 'account', id: planned.accounts[0]! },
          { companyId, accountId: planned.accounts[0]! },
        ],
        [
          { kind: 'centre', id: planned.centres[0]! },
          { companyId, centreId: planned.centres[0]! },
        ],
      ]
      for (const [scope, target] of objects)
        for (const fn of [roll(fns), roll(fns), roll(fns), 'line:view' as const]) {
          const answer = await listWhoMay(admin, { fn, scope }, context)
          const may = people.filter(({ subject }) => can(subject, fn, target, now))
          expect(answer.people.map(({ id }) => id).sort(), `${fn} ${scope.kind}`).toEqual(
            may.map(({ id }) => id).sort(),
          )
          questions += people.length
        }
      // A number, too, is the same subject to the editor as to the law, and never leaves itself (A13).
      const { subject } = await getNumber(admin, line.id, context)
      for (const fn of PERMISSIONS) {
        expect(can(subject, fn, { companyId }, now)).toBe(false)
        const [reached] = await context.sql.$queryRaw<{ id: string }[]>`
          SELECT l.id FROM subscription l WHERE ${linesInReach({ ...admin, subject }, fn)}`
        expect(reached?.id ?? null).toBe(can(subject, fn, lineTarget(line), now) ? line.id : null)
        questions += 2
      }
    }),
    { numRuns: 16 },
  )
  expect(questions).toBeGreaterThan(10_000)
}, 120_000)
