import { afterAll, beforeAll, expect, test } from 'vitest'
import { here } from '../support/here'
import { type Inside, insidePortal } from '../support/inside'
import { aPerson, knock, ownMobile } from '../support/knock'
import { type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

let context: Inside
let portal: Running
beforeAll(async () => {
  context = insidePortal()
  portal = await startPortal(here().database, { TRUSTED_PROXIES: '1' })
})
afterAll(async () => {
  await portal.stop()
  await context.close()
})

test('codes for numbers, that anybody can ask for, leave the company’s budget to whoever gives a password', async () => {
  const person = await aPerson(context)
  const { companyId } = person
  const numbers = Array.from({ length: 16 }, ownMobile)
  await context.db.subscription.createMany({
    data: numbers.map((msisdn) => ({ companyId, msisdn, createdAt: context.clock() })),
  })
  // Of the hour's 2,000 all but ten are gone already, 995 of them to people who gave no password.
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000)
  for (const [key, sent] of [
    [`company:${companyId}`, 1_990],
    [`asked:company:${companyId}`, 995],
  ] as const)
    await context.db.$executeRaw`
      INSERT INTO sms_budget (key, hour, sent) VALUES (${key}, ${hour}, ${sent}::int)
      ON CONFLICT (key, hour) DO UPDATE SET sent = excluded.sent`
  for (const [n, number] of numbers.entries()) {
    const anybody = new Visitor(portal.url, { 'x-forwarded-for': `198.19.${n}.1` })
    await anybody.step('/sign-in/phone/steps/phone', { number })
    await anybody.step('/sign-in/phone/steps/number', {})
  }
  const asked = {
    kind: 'identity.number_code_requested',
    state: { in: ['initial', 'in_progress'] as never[] },
  }
  while ((await context.db.message.count({ where: asked })) > 0)
    await new Promise((resolve) => setTimeout(resolve, 50))
  const sent = (userId: string | null) =>
    context.db.codeSend.count({
      where: { companyId, challenge: { userId }, at: { gt: new Date(Date.now() - 60_000) } },
    })
  expect(await sent(null)).toBe(5)
  const before = await sent(person.id)
  const browser = new Visitor(portal.url, { 'x-forwarded-for': '198.19.200.1' })
  expect(await knock(browser, person.account, person.password)).toBe(null)
  expect(await sent(person.id)).toBe(before + 1)
})
