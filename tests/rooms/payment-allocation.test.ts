import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { getBill, getDebt } from '@/lib/billing/queries'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, aUser, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()

const HEADS = {
  bills: 'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
  payments: 'company,reference,account,bill,amount,paidOn',
}
type Kind = keyof typeof HEADS

/** A company without bills; `deliver` takes rows of one file. */
async function firm() {
  const { slug, admin: main } = await aCompany(context)
  const where = { companyId: main.company.id }
  async function deliver(kind: Kind, ...rows: string[]) {
    const bytes = (async function* () {
      yield Buffer.from([HEADS[kind], ...rows.map((row) => `${slug},${row}`)].join('\n'))
    })()
    const name = `${kind}.csv`
    const { problems } = await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)
    expect(problems).toEqual([])
  }
  const bill = (number: string, total: number, due: string, account = 'A') =>
    deliver(
      'bills',
      `${account},${number},2026-10-05,${due},2026-09-01,2026-09-30,${total},fee,Fee,${total},0`,
    )
  const money = (reference: string, amount: number, { bill = '', day = '2026-10-20', account = 'A' } = {}) =>
    deliver('payments', `${reference},${account},${bill},${amount},${day}`)
  /** What is open of each bill, and what is credit, in units. */
  async function state() {
    const bills = await context.db.bill.findMany({ where, orderBy: { number: 'asc' } })
    const payments = await context.db.payment.findMany({ where, include: { parts: true, shares: true } })
    for (const { parts, shares, amount, credit } of payments) {
      expect(parts.reduce((sum, part) => sum + part.amount, 0n) + credit).toBe(amount)
      expect(shares.reduce((sum, share) => sum + share.credit!, 0n)).toBe(credit)
    }
    const covered = payments.flatMap(({ parts }) => parts).reduce((sum, { amount }) => sum + amount, 0n)
    expect(bills.reduce((sum, { paid }) => sum + paid, 0n)).toBe(covered)
    return {
      open: Object.fromEntries(bills.map(({ number, open }) => [number, Number(open) / 100])),
      credit: Number(payments.reduce((sum, { credit }) => sum + credit, 0n)) / 100,
    }
  }
  const admin = () => demoActor(context, `admin@${slug}`)
  /** What its main administrator gets of a kind. */
  async function mailsOf(kind: string) {
    const { email } = await context.db.user.findUniqueOrThrow({ where: { id: main.subject.id } })
    return (await dispatchAll(context, kind)).mails.filter(({ to }) => to === email)
  }
  return { mailsOf, slug, main, where, deliver, bill, money, state, admin }
}

describe('money that came settles bills in the order of their due dates, whichever arrived first', () => {
  test('paid before there is a bill: the next ones take it, and what is left is credit', async () => {
    const { bill, money, state } = await firm()
    await bill('OLD', 10, '2026-10-15')
    await money('T-1', 310)
    expect(await state()).toEqual({ open: { OLD: 0 }, credit: 300 })
    await bill('NOV', 200, '2026-11-15')
    expect(await state()).toEqual({ open: { OLD: 0, NOV: 0 }, credit: 100 })
    await bill('DEC', 200, '2026-12-15')
    expect(await state()).toEqual({ open: { OLD: 0, NOV: 0, DEC: 100 }, credit: 0 })
  })

  test('a bill that is due earlier and arrives later gets what a later one had', async () => {
    const { bill, money, state } = await firm()
    await bill('DEC', 200, '2026-12-15')
    await money('T-1', 250)
    expect(await state()).toEqual({ open: { DEC: 0 }, credit: 50 })
    await bill('NOV', 100, '2026-11-15')
    expect(await state()).toEqual({ open: { NOV: 0, DEC: 50 }, credit: 0 })
  })

  test('paid twice: the second one pays what is due next, then is credit; what names a bill stays there', async () => {
    const { bill, money, state } = await firm()
    await bill('NOV', 100, '2026-11-15')
    await money('T-1', 100, { bill: 'NOV' })
    await money('T-2', 100, { bill: 'NOV', day: '2026-10-21' })
    expect(await state()).toEqual({ open: { NOV: 0 }, credit: 100 })
    await bill('OCT', 40, '2026-10-25')
    await bill('DEC', 100, '2026-12-15')
    expect(await state()).toEqual({ open: { OCT: 0, NOV: 0, DEC: 40 }, credit: 0 })
  })

  test('every order of arrival comes to the same', async () => {
    const due = ['2026-10-15', '2026-11-15', '2026-12-15'] as const
    const cases = fc.sample(
      fc.record({
        bills: fc.array(
          fc.record({ due: fc.constantFrom(...due), total: fc.integer({ min: 1, max: 200 }) }),
          {
            minLength: 2,
            maxLength: 4,
          },
        ),
        money: fc.array(
          fc.record({
            amount: fc.integer({ min: 1, max: 250 }),
            day: fc.constantFrom('2026-10-18', '2026-10-19'),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        order: fc.infiniteStream(fc.nat()),
      }),
      { numRuns: 6, seed: 13 },
    )
    for (const { bills, money, order } of cases) {
      const results = []
      for (const shuffled of [false, true]) {
        const one = await firm()
        // The account has to be there for money to come before its bills.
        await one.bill('FIRST', 1, '2026-10-14')
        const events = [
          ...bills.map(
            ({ due, total }, n) =>
              () =>
                one.bill(`B-${n}`, total, due),
          ),
          ...money.map(
            ({ amount, day }, n) =>
              () =>
                one.money(`T-${n}`, amount, { day }),
          ),
        ]
        const keyed = events.map((event) => ({ event, key: shuffled ? order.next().value! : 0 }))
        for (const { event } of keyed.sort((a, b) => a.key - b.key)) await event()
        results.push(await one.state())
      }
      expect(results[1]).toEqual(results[0])
    }
  })

  test('a bill and money that arrive at the same moment find each other', async () => {
    const one = await firm()
    await one.bill('OLD', 1, '2026-10-15')
    await Promise.all([one.bill('NOV', 100, '2026-11-15'), one.money('T-1', 61), one.money('T-2', 60)])
    expect(await one.state()).toEqual({ open: { OLD: 0, NOV: 0 }, credit: 20 })
  })

  test('each account keeps its own', async () => {
    const { bill, money, state } = await firm()
    await bill('A-1', 10, '2026-10-15')
    await bill('B-1', 10, '2026-10-15', 'B')
    await money('T-1', 100)
    await bill('B-2', 50, '2026-11-15', 'B')
    expect(await state()).toEqual({ open: { 'A-1': 0, 'B-1': 10, 'B-2': 50 }, credit: 90 })
  })
})

describe('what is over is shown and notified', () => {
  test('whoever sees bills sees the credit of their accounts, and what covered a bill', async () => {
    const one = await firm()
    await one.bill('NOV', 100, '2026-11-15')
    await one.bill('B-1', 100, '2026-11-15', 'B')
    await one.money('T-1', 150)
    await one.money('T-2', 120, { account: 'B' })
    const admin = await one.admin()
    expect(await getDebt(admin, context)).toMatchObject({ open: 0, credit: 7_000 })
    const { id } = await context.db.bill.findFirstOrThrow({ where: { ...one.where, number: 'NOV' } })
    expect((await getBill(admin, id, context)).payments).toEqual([
      { by: 'transfer', reference: 'T-1', on: '2026-10-20', amount: 10_000 },
    ])
    // Who sees one account sees its credit alone.
    const user = await aUser(context, one.main)
    const { id: account } = await context.db.billingAccount.findFirstOrThrow({
      where: { ...one.where, number: 'B' },
    })
    value(await giveRight(context, one.main, user.id, `bill:view@account:${account}`))
    const viewer = await demoActor(context, user.account)
    expect(await getDebt(viewer, context)).toMatchObject({ open: 0, credit: 2_000 })
    expect(
      (await getMoneyState(admin, context)).credits.map(({ amount, refundable }) => [amount, refundable]),
    ).toEqual([
      [5_000, false],
      [2_000, false],
    ])
  })

  test('a transfer beyond what was owed is notified, one that was only rounded up is not', async () => {
    const one = await firm()
    await one.bill('NOV', 100, '2026-11-15')
    await one.money('T-1', 100.4)
    await one.money('T-2', 30)
    const subjects = (await one.mailsOf('billing.overpaid')).map(({ subject }) => subject)
    expect(subjects).toEqual([expect.stringMatching(/\b30\b/)])
  })

  test.each([
    [1, 1],
    [0.99, 0],
  ])('of %s units that are over, or cover a bill, somebody is notified: %s times', async (amount, times) => {
    const one = await firm()
    await one.bill('OLD', 10, '2026-10-15')
    await one.money('T-1', 10 + amount)
    expect(await one.mailsOf('billing.overpaid')).toHaveLength(times)
    await one.bill('NEXT', 50, '2026-11-15')
    expect(await one.mailsOf('billing.bills_covered')).toHaveLength(times)
  })

  test('a bill that credit covers is notified, with what is left and what was moved', async () => {
    const one = await firm()
    await one.bill('DEC', 100, '2026-12-15')
    await one.money('T-1', 120)
    await one.bill('NOV', 80, '2026-11-15')
    const [mail] = await one.mailsOf('billing.bills_covered')
    expect(mail!.text).toMatch(/NOV: .*80.* covered, .*0.* left/)
    expect(mail!.text).toMatch(/DEC: .*60.* taken back .* left to pay by .*2026/)
    const facts = await context.db.auditEntry.findMany({
      where: { ...one.where, action: 'billing.bills_delivered' },
      orderBy: { seq: 'asc' },
    })
    expect(facts.at(-1)!.after).toMatchObject({ added: 1, credit: '20.00 HUF' })
  })
})
