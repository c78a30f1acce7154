import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSandbox } from '@/lib/channels/pay/open'
import type { Actor } from '@/lib/rights/actor'
import { aCompanyWithBills } from '../support/billed'
import { here } from '../support/here'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { TEST_KEY } from '../support/key'
import { type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

let context: Inside
let second: Running
beforeAll(async () => {
  context = insidePortal()
  second = await startPortal(here().database, { WORKER: 'out' })
})
afterAll(async () => {
  await second.stop()
  await context.close()
})

const portals = () => [here().url, second.url]
/** What the provider tells, signed as it signs; resolves with the status that it is answered with. */
async function tell(portal: string, reference: string, amount: number, outcome: 'succeeded' | 'failed') {
  const provider = openSandbox({ PORTAL_URL: new URL(portal), AUTH_SECRET: TEST_KEY })
  try {
    await provider.tell({ reference, transaction: reference, outcome, amount, currency: 'HUF' }, new Date())
    return 200
  } catch (error) {
    return Number(/\d+$/.exec((error as Error).message)?.[0])
  }
}
/** The same person at each of the two processes. */
async function atBoth(account: string): Promise<Visitor[]> {
  const ada = await sessionOf(context, account)
  return portals().map((url) => {
    const visitor = new Visitor(url)
    for (const [name, value] of ada.cookies) visitor.cookies.set(name, value)
    return visitor
  })
}
const openBills = (actor: Actor) =>
  context.sql.$queryRaw<{ id: string; open: number }[]>`
    SELECT id, open::float8 AS open FROM bill WHERE company_id = ${actor.company.id}::uuid AND open > 0 ORDER BY due_on, id`
const begun = (actor: Actor) =>
  context.sql.$queryRaw<{ id: string; reference: string; amount: number; bills: string[] }[]>`
    SELECT p.id, p.reference, p.amount::float8 AS amount, array_agg(i.bill_id::text) AS bills
    FROM payment p JOIN payment_part i ON i.payment_id = p.id
    WHERE p.company_id = ${actor.company.id}::uuid AND p.started_by_id IS NOT NULL GROUP BY p.id ORDER BY p.started_at`
async function money(actor: Actor) {
  const [sums] = await context.sql.$queryRaw<{ over: number; paid: number; came: number; owed: number }[]>`
    SELECT count(*) FILTER (WHERE paid > net + tax)::int AS over, sum(paid)::float8 AS paid, sum(open)::float8 AS owed,
      (SELECT coalesce(sum(amount), 0)::float8 FROM payment WHERE company_id = ${actor.company.id}::uuid
        AND state = 'succeeded') AS came
    FROM bill WHERE company_id = ${actor.company.id}::uuid`
  return sums!
}
const firm = (seed: number) => aCompanyWithBills(context, { seed, lines: 6, months: 4 })

test('one pays a bill and another pays all, many times at once, in two processes: each bill is charged once', async () => {
  const { admin } = await firm(612)
  const bills = await openBills(admin)
  expect(bills.length).toBeGreaterThan(2)
  const visitors = await atBoth(admin.name)
  const pages = ['/bills/pay', ...bills.slice(0, 3).map(({ id }) => `/bills/pay?bill=${id}`)]
  // Every page is open in a tab of each process before anybody presses anything.
  const forms = await Promise.all(
    visitors.flatMap((visitor) =>
      pages.map(async (page) => ({ visitor, form: await visitor.form(page, 'Pay') })),
    ),
  )
  const answers = await Promise.all(
    Array.from({ length: 2 }, () => forms)
      .flat()
      .map(({ visitor, form }) => visitor.send(form)),
  )
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  expect(answers.some(({ location }) => location?.includes('/dev/pay/'))).toBe(true)
  const payments = await begun(admin)
  const charged = payments.flatMap((payment) => payment.bills)
  expect(new Set(charged).size).toBe(charged.length)
  expect(payments.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual((await money(admin)).owed)
  // All of them come, each told three times, everywhere.
  const statuses = await Promise.all(
    payments.flatMap(({ reference, amount }) =>
      [...portals(), here().url].map((url) => tell(url, reference, amount, 'succeeded')),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  const after = await money(admin)
  const delivered = after.came - payments.reduce((sum, { amount }) => sum + amount, 0)
  expect(after).toMatchObject({ over: 0, paid: after.came })
  expect(delivered).toBeGreaterThanOrEqual(0)
})

test('a page that is open since before pays nothing that somebody else is paying; it says what there is', async () => {
  const { admin } = await firm(613)
  const [bill] = await openBills(admin)
  const [one, other] = await atBoth(admin.name)
  const old = await other!.form('/bills/pay', 'Pay')
  expect((await one!.send(await one!.form(`/bills/pay?bill=${bill!.id}`, 'Pay'))).location).toContain(
    '/dev/pay/',
  )
  const answer = await other!.send(old)
  expect(answer.location).toBeNull()
  expect(answer.text).toContain('has changed since you looked')
  expect(answer.text).toContain('is under way')
  expect(await begun(admin)).toHaveLength(1)
  expect((await other!.get('/bills')).text).toContain('is under way')
})

test('money that comes after its time is credit: shown, told by mail, and sent back when it is asked for', async () => {
  const { admin } = await firm(614)
  const [bill] = await openBills(admin)
  const [ada] = await atBoth(admin.name)
  const page = `/bills/pay?bill=${bill!.id}`
  const pay = async () => ada!.send(await ada!.form(page, 'Pay this bill'))
  await pay()
  await context.sql.$executeRaw`
    UPDATE payment SET expires_at = now() - interval '1 second' WHERE company_id = ${admin.company.id}::uuid`
  await context.sql.$executeRaw`
    UPDATE bill_reservation SET expires_at = now() - interval '1 second' WHERE company_id = ${admin.company.id}::uuid`
  await pay()
  const [late, inTime] = await begun(admin)
  const url = here().url
  // Nobody takes it back any more, in whichever order it is told.
  expect(await tell(url, late!.reference, late!.amount, 'failed')).toBe(200)
  expect(await tell(url, inTime!.reference, inTime!.amount, 'succeeded')).toBe(200)
  expect(await tell(url, late!.reference, late!.amount, 'succeeded')).toBe(200)
  expect(await tell(url, late!.reference, late!.amount, 'failed')).toBe(200)
  const { over, paid, came } = await money(admin)
  expect(over).toBe(0)
  expect(came - paid).toBe(bill!.open)
  expect((await ada!.get('/bills')).text).toContain('Credit: ')
  expect(await mailTo(admin, /more than was owed/)).toBe(true)
  const back = await ada!.send(await ada!.form('/bills/pay', 'Send it back'))
  expect(back.status).toBe(303)
  expect(await mailTo(admin, /was sent back/)).toBe(true)
  expect((await ada!.get('/bills/pay')).text).toContain('was sent back to where it was paid from')
  const [refund] = await context.sql.$queryRaw<{ state: string; amount: number }[]>`
    SELECT state::text AS state, amount::float8 AS amount FROM refund WHERE company_id = ${admin.company.id}::uuid`
  expect(refund).toEqual({ state: 'succeeded', amount: bill!.open })
})

test('what the provider tells oddly counts nothing, and is no fault of ours', async () => {
  const { admin } = await firm(615)
  const [ada] = await atBoth(admin.name)
  await ada!.send(await ada!.form('/bills/pay', 'Pay'))
  const [payment] = await begun(admin)
  const charge = { ...payment!, transaction: payment!.reference, outcome: 'succeeded' as const }
  const before = await money(admin)
  const url = here().url
  expect(await tell(url, 'nobody-knows-this', 100, 'failed')).toBe(404)
  // Money that nobody can count is kept for people, and not asked for again.
  expect(await tell(url, 'nobody-knows-this', 100, 'succeeded')).toBe(200)
  expect(await tell(url, payment!.reference, 0, 'succeeded')).toBe(200)
  expect(await tell(url, payment!.reference, -payment!.amount, 'succeeded')).toBe(200)
  const euros = openSandbox({ PORTAL_URL: new URL(url), AUTH_SECRET: TEST_KEY })
  for (const _ of [1, 2]) await euros.tell({ ...charge, currency: 'EUR' }, new Date())
  const kept = await context.sql.$queryRaw<{ reason: string }[]>`
    SELECT reason::text AS reason FROM unmatched_payment WHERE company_id = ${admin.company.id}::uuid
    ORDER BY reason`
  expect(kept.map(({ reason }) => reason)).toEqual(['amount', 'amount', 'currency'])
  expect((await ada!.get(`/bills/pay?payment=${payment!.id}`)).text).toContain('in another currency')
  const stranger = openSandbox({
    PORTAL_URL: new URL(url),
    AUTH_SECRET: 'somebody else’s secret, long enough',
  })
  await expect(stranger.tell({ ...charge, currency: 'HUF' }, new Date())).rejects.toThrow('401')
  expect(await money(admin)).toEqual(before)
  // More than anybody asked for is still money that came.
  expect(await tell(url, payment!.reference, Number.MAX_SAFE_INTEGER, 'succeeded')).toBe(200)
  expect(await money(admin)).toMatchObject({ over: 0, owed: 0 })
  expect((await ada!.get('/bills/pay')).status).toBe(200)
})

/** Whether such a mail has come, waited for. */
async function mailTo(actor: Actor, subject: RegExp): Promise<boolean> {
  for (let n = 0; n < 60; n++) {
    const items = await context.sql.$queryRaw<{ subject: string }[]>`
      SELECT m.subject FROM mailbox_item m JOIN "user" u ON u.email = m.recipient
      WHERE u.id = ${actor.subject.id}::uuid AND m.channel = 'mail'`
    if (items.some((item) => subject.test(item.subject))) return true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return false
}
