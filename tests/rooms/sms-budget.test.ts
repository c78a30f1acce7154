import { expect, test } from 'vitest'
import { watchBudgets } from '@/lib/identity/limits/watch-budgets'
import { HOUR } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { aCompany, aUser, staff, upToCode } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const KIND = 'identity.sms_budget_reached'

test('N the operator and the company hear once of each level of a used SMS budget, from any number of workers', async () => {
  await staff(context)
  const { admin } = await aCompany(context)
  const poor = { ...context, smsBudget: { company: 5, total: 100_000 } }
  const spend = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const user = await aUser(context, admin)
      await upToCode(poor, user.account, user.password)
    }
    await Promise.all([1, 2, 3].map(() => watchBudgets(poor)))
    const { mails } = await dispatchAll(context, KIND)
    return mails.map(({ to, subject }) => `${to} ${subject}`).sort()
  }
  expect(await spend(3)).toEqual([])
  const { email } = await context.db.user.findUniqueOrThrow({ where: { id: admin.subject.id } })
  const low = await spend(1)
  expect(low).toHaveLength(2)
  expect(low.join()).toContain(email)
  expect(low.join()).toContain('sam@operator.example')
  expect(await spend(0)).toEqual([])
  const spent = await spend(3)
  expect(spent).toHaveLength(2)
  expect(new Set(spent.map((line) => line.split(' ')[0]))).toEqual(new Set([email, 'sam@operator.example']))
  expect(await spend(1)).toEqual([])
  context.pass(HOUR)
  expect(await spend(4)).toHaveLength(2)
})

test('everybody’s budget is watched too', async () => {
  context.pass(2 * HOUR)
  const { admin } = await aCompany(context)
  const poor = { ...context, smsBudget: { company: 1_000, total: 8 } }
  const hour = new Date(Math.floor(context.clock().getTime() / HOUR) * HOUR)
  const where = { hour, key: { startsWith: 'total:' } }
  const sent = async () =>
    (await context.db.messageBudget.aggregate({ _sum: { sent: true }, where }))._sum.sent ?? 0
  while ((await sent()) < 7) {
    const user = await aUser(context, admin)
    await upToCode(poor, user.account, user.password)
  }
  await watchBudgets(poor)
  const { mails } = await dispatchAll(context, KIND)
  expect(mails.map(({ to }) => to)).toEqual(['sam@operator.example'])
})
