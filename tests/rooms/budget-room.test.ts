import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Prisma } from '@/lib/infra/db'
import { allow } from '@/lib/jobs/allowance'
import type { Notification } from '@/lib/jobs/notification'
import type { Announced } from '@/lib/jobs/registry'
import { DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { type Budget, takeSql } from '@/lib/outbox/budget'
import { useContext } from '../support/context'
import { aCompany, aUser } from '../support/people'

const context = useContext()

const take = async (budgets: Budget[]) => {
  const [{ taken }] = await context.sql.$queryRaw<[{ taken: boolean }]>`
    WITH ${takeSql(budgets, context.clock(), Prisma.sql`FROM (VALUES (1)) AS one WHERE true`)}
    SELECT EXISTS (SELECT 1 FROM total) AS taken`
  return taken
}
const sent = async (key: string) => (await context.db.messageBudget.findFirst({ where: { key } }))?.sent ?? 0

describe('where one budget has no room nothing is taken from any', () => {
  const cases: [string, (key: string) => Budget[], number][] = [
    ['the last one', (key) => [budget(key, 9), budget(`${key} b`, 9), budget(`${key} c`, 2)], 2],
    ['the one between', (key) => [budget(key, 9), budget(`${key} b`, 2), budget(`${key} c`, 9)], 2],
    ['the first one', (key) => [budget(key, 2), budget(`${key} b`, 9), budget(`${key} c`, 9)], 2],
    [
      'one that lets nothing through',
      (key) => [budget(key, 9), budget(`${key} b`, 9), budget(`${key} c`, 0)],
      0,
    ],
    [
      'one that has grown',
      (key) => [
        budget(key, 9),
        budget(`${key} b`, 9),
        { ...budget(`${key} c`, 1), growth: Prisma.sql`2::int` },
      ],
      3,
    ],
  ]
  const budget = (key: string, most: number): Budget => ({ key, within: DAY, most })
  test.each(cases)('%s', async (name, budgets, room) => {
    for (let n = 0; n < 6; n++) expect(await take(budgets(name))).toBe(n < room)
    for (const key of [name, `${name} b`, `${name} c`]) expect(await sent(key)).toBe(room)
  })
})

test('what could not be sent while the company had no SMS left counts for no address', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const companyId = admin.company.id
  const to = '+36301119999'
  await context.db.confirmedMobile.create({ data: { userId: user.id, msisdn: to, at: context.clock() } })
  const send = async (company: number) => {
    const [message, delivery] = [randomUUID(), randomUUID()]
    await context.sql.$executeRaw`
      INSERT INTO message (id, kind, company_id, payload, created_at)
      VALUES (${message}::uuid, 'company.user_edited', ${companyId}::uuid, '{}', ${context.clock()})`
    await context.sql.$executeRaw`
      INSERT INTO delivery (id, message_id, channel, recipient, queued_at, attempts)
      VALUES (${delivery}::uuid, ${message}::uuid, 'sms', ${to}, ${context.clock()}, 1)`
    const notification: Notification = { channel: 'sms', to, language: 'en', text: 'x' }
    const about = { kind: 'company.user_edited', payload: { userId: user.id }, companyId }
    return allow(delivery, notification, about as Announced & { companyId: string }, {
      ...context,
      smsBudget: { company, total: 100_000 },
    })
  }
  // So that four hours are of one day.
  context.pass(DAY - (context.clock().getTime() % DAY) + MINUTE)
  for (let hour = 0; hour < 4; hour++) {
    for (let n = 0; n < 4; n++) expect(await send(0)).toBe('held')
    context.pass(HOUR)
  }
  expect(await send(1_000)).toBe('queued')
})
