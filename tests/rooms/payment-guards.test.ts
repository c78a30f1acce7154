import { describe, expect, test } from 'vitest'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { requestRefund } from '@/lib/billing/credits/request-refund'
import { findPayment, getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import type { Raw } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'
import { ok } from '@/lib/kernel/result'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { outcome, staff, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const provider = () => sandbox({ portal: context.portal, secret: 'a secret' })

/** A company, and what of its bills is open, the one that is due first before the others. */
async function owing(seed: number) {
  const { admin } = await aCompanyWithBills(context, { seed, lines: 12, months: 4 })
  const bills = await context.sql.$queryRaw<{ id: string; open: number; accountId: string }[]>`
    SELECT id, open::float8 AS open, billing_account_id AS "accountId" FROM bill
    WHERE company_id = ${admin.company.id}::uuid AND open > 0 ORDER BY due_on, id`
  return { admin, bills }
}
type Owing = Awaited<ReturnType<typeof owing>>
type Part = { id: string; open: number }

/** Begins a payment as a process of the version before does: it knows of no end and reserves nothing. */
const begin = (
  { admin }: Owing,
  parts: Part[],
  { amount = parts.reduce((sum, { open }) => sum + open, 0), state = 'open' } = {},
) => {
  const id = newId()
  const now = context.clock()
  return context.sql
    .transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO payment (id, company_id, reference, amount, currency, state, started_by_id, started_at, settled_at)
        VALUES (${id}::uuid, ${admin.company.id}::uuid, ${id}, ${amount}, 'HUF', ${state}::payment_state,
          ${admin.subject.id}::uuid, ${now}, ${state === 'open' ? null : now})`
      for (const part of parts)
        await tx.$executeRaw`
          INSERT INTO payment_part (payment_id, bill_id, amount) VALUES (${id}::uuid, ${part.id}::uuid, ${part.open})`
      return ok(null)
    })
    .then(() => id)
}
/** Settles it as such a process does: its bills as far as they are open, and nothing is said of what is over. */
async function settle(tx: Raw, id: string) {
  await tx.$executeRaw`
    UPDATE payment SET state = 'succeeded', settled_at = ${context.clock()}, url = NULL WHERE id = ${id}::uuid`
  await tx.$executeRaw`
    DELETE FROM payment_part i USING bill b WHERE b.id = i.bill_id AND b.open = 0 AND i.payment_id = ${id}::uuid`
  await tx.$executeRaw`
    UPDATE bill b SET paid = paid + i.amount FROM payment_part i WHERE i.bill_id = b.id AND i.payment_id = ${id}::uuid`
  return ok(null)
}

describe('the database keeps what is reserved within what is owed, whoever writes', () => {
  test('a bill that is reserved is reserved for nobody else, at once or later, with no code between', async () => {
    const firm = await owing(701)
    const [bill] = firm.bills
    const begun = await Promise.allSettled(Array.from({ length: 6 }, () => begin(firm, [bill!])))
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(begin(firm, [bill!])).rejects.toThrow('bill_reserved')
    // The code sees what a process of the version before has begun, and goes on with it instead of beginning another.
    expect((await getPaying(firm.admin, null, context)).reserved).toBe(bill!.open)
    const asked = { bill: bill!.id, seen: '' }
    const [id] = begun.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(value(await startPayment(firm.admin, asked, context, provider())).url).toContain(id)
    context.pass(31 * 60_000)
    await begin(firm, [bill!])
  })

  test('nobody reserves more than is open, part by part or in one row', async () => {
    const firm = await owing(702)
    const [bill, other] = firm.bills
    await expect(begin(firm, [{ ...bill!, open: bill!.open + 1 }])).rejects.toThrow('reservation_fits')
    const id = await begin(firm, [{ ...bill!, open: bill!.open - 1 }])
    const more = (amount: number) =>
      context.sql.$executeRaw`UPDATE payment_part SET amount = ${amount} WHERE payment_id = ${id}::uuid`
    await expect(more(bill!.open + 1)).rejects.toThrow('reservation_fits')
    const row = (company: string, billId: string, amount: number) => context.sql.$executeRaw`
      INSERT INTO bill_reservation (company_id, bill_id, payment_id, amount, expires_at)
      VALUES (${company}::uuid, ${billId}::uuid, ${id}::uuid, ${amount}, now() + interval '1 hour')`
    await expect(row(firm.admin.company.id, other!.id, 1)).rejects.toThrow('reservation_fits')
    await expect(
      context.sql.$executeRaw`UPDATE bill_reservation SET amount = amount + 1 WHERE payment_id = ${id}::uuid`,
    ).rejects.toThrow('reservation_fits')
    // Nor for one that is over.
    await context.sql
      .$executeRaw`UPDATE payment SET state = 'failed', settled_at = now() WHERE id = ${id}::uuid`
    await expect(row(firm.admin.company.id, bill!.id, bill!.open - 1)).rejects.toThrow('reservation_fits')
    const stranger = await owing(703)
    await expect(row(stranger.admin.company.id, stranger.bills[0]!.id, 1)).rejects.toThrow('reservation_fits')
  })

  test('what is asked for is what is reserved; what came goes nowhere twice', async () => {
    const firm = await owing(704)
    const [bill] = firm.bills
    await expect(begin(firm, [bill!], { amount: bill!.open + 1 })).rejects.toThrow('payment_adds_up')
    await expect(begin(firm, [], { amount: 100 })).rejects.toThrow('payment_adds_up')
    // Also of one that is written as having come.
    await expect(begin(firm, [bill!], { amount: bill!.open - 1, state: 'succeeded' })).rejects.toThrow(
      'payment_adds_up',
    )
    const id = await begin(firm, [bill!])
    const refund = (amount: number) => context.sql.$executeRaw`
      INSERT INTO refund (id, company_id, payment_id, amount, currency, state, requested_by_id, requested_at)
      VALUES (${newId()}::uuid, ${firm.admin.company.id}::uuid, ${id}::uuid, ${amount}, 'HUF', 'requested',
        ${firm.admin.subject.id}::uuid, now())`
    await expect(refund(1)).rejects.toThrow('payment_adds_up')
    await context.sql.transaction((tx) => settle(tx, id))
    await expect(refund(1)).rejects.toThrow('payment_adds_up')
    await expect(
      context.sql.$executeRaw`UPDATE payment_part SET amount = amount + 1 WHERE payment_id = ${id}::uuid`,
    ).rejects.toThrow('payment_adds_up')
  })
})

test('what a process of the version before takes as paid is credit where it is over, and can go back', async () => {
  const firm = await owing(705)
  const [bill] = firm.bills
  const late = await begin(firm, [bill!])
  context.pass(31 * 60_000)
  const inTime = await begin(firm, [bill!])
  await context.sql.transaction((tx) => settle(tx, inTime))
  await context.sql.transaction((tx) => settle(tx, late))
  const { credits, underWay } = await getMoneyState(firm.admin, context)
  expect(underWay).toEqual([])
  expect(credits).toMatchObject([
    { paymentId: late, accountId: bill!.accountId, amount: bill!.open, refundable: true },
  ])
  value(await requestRefund(firm.admin, { payment: late, account: bill!.accountId }, context))
  expect((await getMoneyState(firm.admin, context)).credits).toEqual([])
})

test('money that nobody can count is kept once, told to the operator’s staff, and stands in the audit', async () => {
  await staff(context)
  const firm = await owing(706)
  const [bill] = firm.bills
  const id = await begin(firm, [bill!])
  const event = {
    ...{ reference: id, transaction: 'C-1', amount: bill!.open, currency: 'EUR' },
    outcome: 'succeeded' as const,
  }
  const answers = await Promise.all([1, 2, 3].map(() => takePaymentEvent(event, context)))
  expect(new Set(answers)).toEqual(new Set(['unmatched']))
  await takePaymentEvent({ ...event, reference: 'of another shop' }, context)
  expect(await findPayment(firm.admin, id, context)).toMatchObject({ state: 'unmatched' })
  // Nobody is asked to pay it again while people look into it.
  expect((await getMoneyState(firm.admin, context)).underWay).toEqual([])
  expect(outcome(await startPayment(firm.admin, { bill: bill!.id, seen: '' }, context, provider()))).toBe(
    'bills.being_paid',
  )
  const { mails, count } = await dispatchAll(context, 'billing.payment_unmatched')
  expect(count).toBe(2)
  expect(mails.map(({ to }) => to)).toEqual(Array(2).fill('sam@operator.example'))
  expect(mails[0]!.text).toContain(id)
  expect(mails[0]!.text).toContain(firm.admin.company.name)
  const facts = await context.db.auditEntry.findMany({ where: { action: 'billing.payment_unmatched' } })
  expect(facts).toMatchObject([{ companyId: firm.admin.company.id, objectId: id }])
  // The right money still counts, and then that is what the page says.
  expect(await takePaymentEvent({ ...event, currency: 'HUF' }, context)).toBe('taken')
  expect(await findPayment(firm.admin, id, context)).toMatchObject({ state: 'succeeded', credit: 0 })
})
