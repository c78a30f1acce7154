import { expect, test } from 'vitest'
import { addSchedule } from '@/lib/billing/reports/add-schedule'
import { endSchedule } from '@/lib/billing/reports/end-schedule'
import { announceDue, listSchedules, nextMoment } from '@/lib/billing/reports/schedules'
import { addScheduleInput } from '@/lib/billing/schema'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { composeBilling } from '@/lib/jobs/billing'
import { NotFound } from '@/lib/kernel/violation'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { aUser, value } from '../support/people'

const context = useContext()
const DAY = 86_400_000
const messages = (companyId: string) =>
  context.db.message.findMany({
    where: { companyId, kind: { startsWith: 'billing.' } },
    orderBy: { id: 'asc' },
  })
const tell = (message: { kind: string; payload: unknown }) => composeBilling(message as never, context)
const add = (report: string, every = 'month') =>
  addScheduleInput.parse({ report, email: 'books@firm.example', every })

test('every new bill goes out once as PDF, however often and at once it is looked for; not those from before', async () => {
  const { admin, slug } = await aCompanyWithBills(context, { seed: 31, lines: 10, months: 2 })
  value(await addSchedule(admin, add('bills'), context))
  expect(await announceDue(context)).toBe(0)
  context.pass(15 * DAY)
  // The next month's bills are delivered.
  const { companyFiles, generatedSource } = await import('@/prisma/seed/company/files')
  const { BILL_FILE } = await import('@/lib/billing/files/bill-file')
  const { importFile } = await import('@/lib/intake/import-file')
  const files = companyFiles({
    ...{ slug, seed: 31, lines: 10, months: 3, market: context.market, until: context.clock() },
    usage: { months: 1, perDay: 1 },
  })
  const lines = [...files['bills.csv']!()].join('').split('\n')
  const fresh = [lines[0], ...lines.filter((line) => line.includes(',2026-11-'))].filter((line) =>
    /^company|,2026-11-\S+?,2026-12/.test(line!),
  )
  const imported = await importFile(
    generatedSource('bills.csv', () =>
      (function* () {
        yield `${fresh.join('\n')}\n`
      })(),
    ),
    BILL_FILE,
    context,
  )
  expect(imported.problems).toEqual([])
  const added = imported.counts!.added!
  expect(added).toBeGreaterThan(0)
  const announced = await Promise.all([1, 2, 3].map(() => announceDue(context)))
  expect(announced.reduce((a, b) => a + b, 0)).toBe(added)
  context.pass(DAY)
  expect(await announceDue(context)).toBe(0)
  const due = await messages(admin.company.id)
  expect(due).toHaveLength(added)
  const notifications = await tell(due[0]!)
  if ('cancelled' in notifications) throw new Error(notifications.cancelled)
  const [notification] = notifications
  expect(notification).toMatchObject({ channel: 'mail', to: 'books@firm.example' })
  if (notification!.channel !== 'mail') throw new Error('no mail')
  expect(notification!.attachments[0]!.name).toMatch(/\.pdf$/)
  expect(notification!.attachments[0]!.content.subarray(0, 5).toString()).toBe('%PDF-')
  context.pass(-16 * DAY)
})

test('a report goes out on its day, in the name and with the rights of whoever set it up', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 32, lines: 10, months: 2 })
  const { id, account } = await aUser(context, admin)
  value(await giveRight(context, admin, id, 'finance'))
  const finance = await demoActor(context, account)
  value(await addSchedule(finance, add('centres', 'week'), context))
  value(await addSchedule(finance, add('unused', 'month'), context))
  expect(await announceDue(context)).toBe(0)
  context.pass(3 * DAY)
  expect(await announceDue(context)).toBe(1)
  const [message] = await messages(admin.company.id)
  const notifications = await tell(message!)
  if ('cancelled' in notifications || notifications[0]!.channel !== 'mail') throw new Error('no mail')
  expect(notifications[0]!.attachments[0]!.name).toMatch(/\.xlsx$/)
  expect(notifications[0]!.subject).toBe('Report: Cost centres')
  // Suspended: nothing goes out in their name any more.
  value(await suspendUser(admin, { id, reason: 'left' } as never, context))
  expect(await tell(message!)).toHaveProperty('cancelled')
  context.pass(-3 * DAY)
})

test('schedules are a company’s own; strangers and users without the right see and stop none', async () => {
  const [{ admin }, other] = [
    await aCompanyWithBills(context, { seed: 33, lines: 4, months: 1 }),
    await aCompanyWithBills(context, { seed: 34, lines: 4, months: 1 }),
  ]
  const { id } = value(await addSchedule(admin, add('kinds'), context))
  expect(await listSchedules(other.admin, context)).toEqual([])
  await expect(endSchedule(other.admin, { id }, context)).rejects.toBeInstanceOf(NotFound)
  const user = await demoActor(context, (await aUser(context, admin)).account)
  await expect(addSchedule(user, add('kinds'), context)).rejects.toBeInstanceOf(NotFound)
  await expect(listSchedules(user, context)).rejects.toBeInstanceOf(NotFound)
  value(await endSchedule(admin, { id }, context))
  expect(await listSchedules(admin, context)).toEqual([])
  expect(addScheduleInput.safeParse({ report: 'bills', email: 'a@b.example, c@d.example' }).success).toBe(
    false,
  )
})

// In Budapest; the first of November 2026 is a Sunday.
test.each([
  ['week', 'Monday, before six', '2026-11-23T04:59:00Z', '2026-11-23T05:00:00Z'],
  ['week', 'Monday at six', '2026-11-23T05:00:00Z', '2026-11-30T05:00:00Z'],
  ['week', 'Monday, after six', '2026-11-23T05:01:00Z', '2026-11-30T05:00:00Z'],
  ['week', 'Monday, just begun', '2026-11-22T23:00:00Z', '2026-11-23T05:00:00Z'],
  ['week', 'Sunday, late', '2026-11-22T22:59:00Z', '2026-11-23T05:00:00Z'],
  ['week', 'a worker that was away for weeks', '2026-11-23T04:00:00Z', '2026-11-23T05:00:00Z'],
  ['week', 'Monday after the clocks went back', '2026-10-26T04:30:00Z', '2026-10-26T05:00:00Z'],
  ['week', 'Monday after they went forward', '2026-03-30T03:30:00Z', '2026-03-30T04:00:00Z'],
  ['month', 'the first, before six', '2026-11-01T04:00:00Z', '2026-11-01T05:00:00Z'],
  ['month', 'the first, after six', '2026-11-01T06:00:00Z', '2026-12-01T05:00:00Z'],
  ['month', 'the last, late', '2026-10-31T22:59:00Z', '2026-11-01T05:00:00Z'],
  ['month', 'the first of a year, before six', '2026-12-31T23:30:00Z', '2027-01-01T05:00:00Z'],
] as const)('the next report of a %s is the first one after now: %s', (every, _, now, due) => {
  expect(nextMoment(every, new Date(now), context)).toEqual(new Date(due))
})
