import { expect, test } from 'vitest'
import { getPaying } from '@/lib/billing/pay-queries'
import type { PaymentProvider } from '@/lib/billing/payment-provider'
import { getDebt, listBills } from '@/lib/billing/queries'
import { listBillsInput } from '@/lib/billing/schema'
import { startPayment } from '@/lib/billing/start-payment'
import { takePaymentEvent } from '@/lib/billing/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { aCompanyWithBills } from '../support/billed'
import { outcome, value } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()
const open = async (actor: Actor) =>
  (await listBills(actor, listBillsInput.parse({ state: 'open' }), world)).rows
const provider = (): PaymentProvider => sandbox({ portal: world.portal, secret: 'a secret' })
const owing = (seed: number) => aCompanyWithBills(world, { seed, lines: 40, months: 4 })
const payments = (actor: Actor) =>
  world.db.payment.findMany({
    where: { companyId: actor.company.id, startedById: { not: null } },
    include: { parts: true },
  })

test('debt is over all accounts: what is owed, what is overdue, and the bills that make it up', async () => {
  const { admin } = await owing(21)
  const debt = await getDebt(admin, world)
  const bills = await open(admin)
  expect(bills.length).toBeGreaterThan(2)
  expect(debt.open).toBe(bills.reduce((sum, bill) => sum + bill.open, 0))
  const overdue = bills.filter(({ state }) => state === 'overdue')
  expect(overdue.length).toBeGreaterThan(0)
  expect(debt.overdue).toBe(overdue.reduce((sum, bill) => sum + bill.open, 0))
  expect(new Set(debt.bills.map(({ id }) => id))).toEqual(new Set(bills.map(({ id }) => id)))
  const paying = await getPaying(admin, bills[0]!.id, world)
  expect(paying).toMatchObject({ amount: bills[0]!.open, reference: bills[0]!.number })
  expect(paying.qr).toMatch(/^HCT\n001\n1\n\w{11}\n.+\nHU\d{26}\nHUF\d+\n\d{14}\+[12]\n/)
  expect(paying.qr?.endsWith('\n')).toBe(true)
  expect(paying.qr?.split('\n')).toHaveLength(18)
})

test('money is counted once, however often and at once it is told; a failure takes nothing back', async () => {
  const { admin } = await owing(22)
  const owed = (await getDebt(admin, world)).open
  const [first, second] = await Promise.all(
    [1, 2].map(() => startPayment(admin, { bill: undefined }, world, provider())),
  )
  // Pressed twice it is one payment.
  expect(value(first!).url).toBe(value(second!).url)
  const [payment, ...more] = await payments(admin)
  expect(more).toEqual([])
  expect(Number(payment!.amount)).toBe(owed)
  const event = { reference: payment!.reference, amount: owed, currency: 'HUF' }
  expect(await takePaymentEvent({ ...event, amount: owed - 1, outcome: 'succeeded' }, world)).toBe('unknown')
  expect(await takePaymentEvent({ ...event, currency: 'EUR', outcome: 'succeeded' }, world)).toBe('unknown')
  expect((await getDebt(admin, world)).open).toBe(owed)
  const told = await Promise.all(
    Array.from({ length: 12 }, () => takePaymentEvent({ ...event, outcome: 'succeeded' }, world)),
  )
  expect(told.filter((answer) => answer === 'taken')).toHaveLength(1)
  expect(await takePaymentEvent({ ...event, outcome: 'failed' }, world)).toBe('known')
  expect((await getDebt(admin, world)).open).toBe(0)
  expect(outcome(await startPayment(admin, { bill: undefined }, world, provider()))).toBe(
    'bills.nothing_owed',
  )
  const [sum] = await world.sql.$queryRaw<{ paid: number; parts: number }[]>`
    SELECT sum(b.paid)::float8 AS paid,
      (SELECT sum(i.amount)::float8 FROM payment_part i JOIN payment p ON p.id = i.payment_id
        WHERE p.company_id = ${admin.company.id}::uuid AND p.state = 'succeeded') AS parts
    FROM bill b WHERE b.company_id = ${admin.company.id}::uuid`
  expect(sum!.paid).toBe(sum!.parts)
})

test('a payment that came late finds the bill paid already: nothing is paid twice, the rest stays with it', async () => {
  const { admin } = await owing(23)
  const [bill, another] = await open(admin)
  value(await startPayment(admin, { bill: bill!.id }, world, provider()))
  value(await startPayment(admin, { bill: undefined }, world, provider()))
  const begun = await payments(admin)
  expect(begun).toHaveLength(2)
  for (const { reference, amount } of begun)
    expect(
      await takePaymentEvent(
        { reference, amount: Number(amount), currency: 'HUF', outcome: 'succeeded' },
        world,
      ),
    ).toBe('taken')
  const after = (await listBills(admin, listBillsInput.parse({}), world)).rows
  for (const { id } of [bill!, another!])
    expect(after.find((each) => each.id === id)).toMatchObject({ open: 0, state: 'settled' })
  const [over] = await world.sql.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM bill WHERE company_id = ${admin.company.id}::uuid AND paid > net + tax`
  expect(over!.count).toBe(0)
})

test('a failed payment can be begun again; another company’s bill is not there', async () => {
  const [{ admin }, other] = [await owing(24), await owing(25)]
  const [bill] = await open(admin)
  await expect(startPayment(other.admin, { bill: bill!.id }, world, provider())).resolves.toMatchObject({
    ok: false,
    refusal: { code: 'bills.nothing_owed' },
  })
  await expect(getPaying(other.admin, bill!.id, world)).rejects.toBeInstanceOf(NotFound)
  const { url } = value(await startPayment(admin, { bill: bill!.id }, world, provider()))
  const [payment] = await payments(admin)
  const event = { reference: payment!.reference, amount: Number(payment!.amount), currency: 'HUF' }
  expect(await takePaymentEvent({ ...event, outcome: 'failed' }, world)).toBe('taken')
  expect((await open(admin)).map(({ id }) => id)).toContain(bill!.id)
  expect(value(await startPayment(admin, { bill: bill!.id }, world, provider())).url).not.toBe(url)
})

test('only what the provider signed, and lately, is believed', async () => {
  const far = sandbox({ portal: world.portal, secret: 'a secret' })
  const body = JSON.stringify({ reference: 'x', outcome: 'succeeded', amount: 1, currency: 'HUF' })
  const { createHmac } = await import('node:crypto')
  const now = world.clock()
  const signed = (at: number, secret = 'a secret', of = body) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${of}`).digest('hex')}`
  expect(far.read(body, signed(now.getTime()), now)).toMatchObject({ reference: 'x' })
  expect(far.read(body, signed(now.getTime(), 'another'), now)).toBeNull()
  expect(far.read(body.replace('1', '2'), signed(now.getTime()), now)).toBeNull()
  expect(far.read(body, signed(now.getTime() - 6 * 60_000), now)).toBeNull()
  expect(far.read(body, null, now)).toBeNull()
  expect(far.read('[]', signed(now.getTime(), 'a secret', '[]'), now)).toBeNull()
})
