import { expect, test } from 'vitest'
import { addSchedule } from '@/lib/billing/reports/add-schedule'
import { endSchedule } from '@/lib/billing/reports/end-schedule'
import { announceDue, listSchedules } from '@/lib/billing/reports/schedules'
import { addScheduleInput } from '@/lib/billing/schema'
import { NotTaken } from '@/lib/channels/outcome'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { dispatch } from '@/lib/jobs/dispatch'
import { DAY } from '@/lib/kernel/clock'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { aUser, value } from '../support/people'
import { providers } from '../support/providers'

const context = useContext()

/** A company where Eve has a report sent every week. */
async function sending(seed: number) {
  const { admin } = await aCompanyWithBills(context, { seed, lines: 4, months: 2 })
  const eve = await aUser(context, admin)
  value(await giveRight(context, admin, eve.id, 'finance'))
  const input = addScheduleInput.parse({ report: 'kinds', email: 'books@firm.example', every: 'week' })
  const { id } = value(await addSchedule(await demoActor(context, eve.account), input, context))
  const companyId = admin.company.id
  let refusal: NotTaken | null = null
  const { ends, mails } = providers(() => refusal)
  const dispatched = async () => {
    const waiting = await context.db.message.findMany({
      where: { companyId, kind: 'billing.report_due', state: { in: ['initial', 'in_progress'] } },
    })
    for (const { id } of waiting) await dispatch(id, context, ends).catch(() => null)
  }
  return {
    ...{ admin, eve, id, mails, dispatched },
    boss: () => demoActor(context, admin.name),
    refuse: (problem: NotTaken | null) => {
      refusal = problem
    },
    async week() {
      context.pass(7 * DAY)
      await announceDue(context)
      await dispatched()
    },
    facts: async () => {
      const found = await context.db.auditEntry.findMany({
        where: { companyId, action: { startsWith: 'billing.copy_' } },
        orderBy: { seq: 'asc' },
      })
      return found.map(({ action, after }) => {
        expect(after).toEqual({ report: 'kinds', to: 'books@firm.example' })
        return action.replace('billing.copy_', '')
      })
    },
  }
}

test('what did not go out is not in the audit as sent, nor shown as if it would go on', async () => {
  const firm = await sending(811)
  const shown = async () => (await listSchedules(await firm.boss(), context)).map(({ stopped }) => stopped)
  await firm.week()
  expect([firm.mails.length, await firm.facts(), await shown()]).toEqual([1, ['sent'], [false]])
  value(await suspendUser(await firm.boss(), { id: firm.eve.id, reason: 'left' }, context))
  for (let n = 0; n < 3; n++) await firm.week()
  const stopped = ['stopped', 'stopped', 'stopped']
  expect([firm.mails.length, await firm.facts(), await shown()]).toEqual([1, ['sent', ...stopped], [true]])
  value(await reactivateUser(await firm.boss(), { id: firm.eve.id }, context))
  await firm.week()
  expect([firm.mails.length, await firm.facts(), await shown()]).toEqual([
    2,
    ['sent', ...stopped, 'sent'],
    [false],
  ])
})

test('what a mail server takes later was sent then; what it never takes was not', async () => {
  const firm = await sending(812)
  firm.refuse(new NotTaken('busy', false))
  await firm.week()
  await firm.dispatched()
  expect([firm.mails.length, await firm.facts()]).toEqual([0, []])
  firm.refuse(null)
  await firm.dispatched()
  await firm.dispatched()
  expect([firm.mails.length, await firm.facts()]).toEqual([1, ['sent']])
  firm.refuse(new NotTaken('no such address', true))
  await firm.week()
  expect([firm.mails.length, await firm.facts()]).toEqual([1, ['sent', 'failed']])
})

test('of what somebody has stopped nothing more is said', async () => {
  const firm = await sending(813)
  context.pass(7 * DAY)
  await announceDue(context)
  value(await endSchedule(await firm.boss(), { id: firm.id }, context))
  await firm.dispatched()
  expect([firm.mails.length, await firm.facts()]).toEqual([0, []])
})
