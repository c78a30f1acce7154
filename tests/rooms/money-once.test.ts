import { describe, expect, test } from 'vitest'
import { requestRefund } from '@/lib/billing/credits/request-refund'
import { sendRefund } from '@/lib/billing/credits/send-refund'
import { spendCredit } from '@/lib/billing/credits/spend-credit'
import { getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { getBill } from '@/lib/billing/queries'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { writeCursor } from '@/lib/kernel/cursor'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, outcome, staff, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const provider = () => sandbox({ portal: context.portal, secret: 'a secret' })

const HEADS = {
  bills: 'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
  payments: 'company,reference,account,bill,amount,paidOn,reverses',
}
type Bill = readonly [account: string, number: string, due: string, total: number]
const BILLS: readonly Bill[] = [
  ['A-1', 'B-1', '2026-11-20', 127],
  ['A-1', 'B-2', '2026-11-22', 127],
  ['A-2', 'B-3', '2026-11-24', 254],
]

/** A company with bills, of whose money nothing has come. */
async function owing(bills: readonly Bill[] = BILLS) {
  const { slug, admin: main } = await aCompany(context)
  async function take(kind: keyof typeof HEADS, rows: readonly string[]) {
    const name = `${kind}.csv`
    const bytes = (async function* () {
      yield Buffer.from([HEADS[kind], ...rows.map((row) => `${slug},${row}`)].join('\n'))
    })()
    const { problems } = await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)
    return problems.map(({ row, code, field }) => `${row} ${code} ${field}`)
  }
  const bill = (...rows: readonly Bill[]) =>
    take(
      'bills',
      rows.map(
        ([account, number, due, total]) =>
          `${account},${number},2026-10-05,${due},2026-09-01,2026-09-30,${total},fee,Fee,${total},0`,
      ),
    )
  expect(await bill(...bills)).toEqual([])
  const admin = await demoActor(context, `admin@${slug}`)
  const where = { companyId: main.company.id }
  const books = (...rows: string[]) => take('payments', rows)
  const open = async () =>
    Object.fromEntries(
      (await context.db.bill.findMany({ where, orderBy: { number: 'asc' } })).map(({ number, open }) => [
        number,
        Number(open) / 100,
      ]),
    )
  /** What came, what of it is credit, and what went back; of each account all adds up. */
  async function money() {
    const [sums] = await context.sql.$queryRaw<
      [{ came: number; credit: number; back: number; left: number }]
    >`
      SELECT came::float8 / 100 AS came, credit::float8 / 100 AS credit, back::float8 / 100 AS back,
        (came - credit - back - (SELECT coalesce(sum(paid), 0) FROM bill WHERE company_id = ${where.companyId}::uuid))::float8 AS left
      FROM (SELECT
        (SELECT coalesce(sum(amount), 0) FROM payment WHERE company_id = ${where.companyId}::uuid AND state = 'succeeded') AS came,
        (SELECT coalesce(sum(s.credit), 0) FROM payment p JOIN payment_share s ON s.payment_id = p.id
          WHERE p.company_id = ${where.companyId}::uuid) AS credit,
        (SELECT coalesce(sum(amount), 0) FROM payment_reversal WHERE company_id = ${where.companyId}::uuid)
          + (SELECT coalesce(sum(amount), 0) FROM refund WHERE company_id = ${where.companyId}::uuid AND state <> 'failed') AS back
      ) sums`
    expect(sums.left).toBe(0)
    const accounts = await context.sql.$queryRaw<{ left: number }[]>`
      SELECT (s.amount - s.credit - coalesce((SELECT sum(i.amount) FROM payment_part i JOIN bill b ON b.id = i.bill_id
          WHERE i.payment_id = s.payment_id AND b.billing_account_id = s.billing_account_id), 0)
        - coalesce((SELECT sum(v.amount) FROM payment_reversal v
          WHERE v.payment_id = s.payment_id AND v.billing_account_id = s.billing_account_id), 0)
        - coalesce((SELECT sum(r.amount) FROM refund r WHERE r.payment_id = s.payment_id AND r.state <> 'failed'
          AND r.billing_account_id = s.billing_account_id), 0))::float8 AS left
      FROM payment_share s JOIN payment p ON p.id = s.payment_id WHERE p.company_id = ${where.companyId}::uuid`
    expect(accounts.filter(({ left }) => left !== 0)).toEqual([])
    const { came, credit, back } = sums
    return { came, credit, back }
  }
  /** Begins to pay a bill, or all that is open. */
  async function begin(bill?: string) {
    const { seen } = await getPaying(admin, bill ?? null, context)
    value(await startPayment(admin, { bill, seen }, context, provider()))
    const begun = await context.db.payment.findFirstOrThrow({
      where: { ...where, startedById: { not: null } },
      orderBy: { startedAt: 'desc' },
    })
    const { id, reference } = begun
    const transaction = `ch_${reference}`
    const amount = Number(begun.amount)
    const event = (more: object = {}) =>
      takePaymentEvent(
        { reference, transaction, amount, currency: 'HUF', outcome: 'succeeded', ...more },
        context,
      )
    return { id, reference, transaction, event }
  }
  return { ...{ slug, admin, main, where, bill, books, open, money, begin } }
}
type Firm = Awaited<ReturnType<typeof owing>>
type Begun = Awaited<ReturnType<Firm['begin']>>

describe('a payment that the operator’s books and the provider both tell of counts once, whoever is first', () => {
  const whole = ({ transaction }: Begun) => [`${transaction},A-1,,508,2026-11-20,`]
  test.each<[string, (of: Begun) => string[], string[]?]>([
    ['in one row', whole],
    ['for a bill', ({ transaction }) => [`${transaction},A-1,B-1,508,2026-11-20,`]],
    ['on another of its accounts', ({ transaction }) => [`${transaction},A-2,B-3,508,2026-11-20,`]],
    [
      'by bill',
      ({ transaction }) => [
        `${transaction},A-1,B-1,127,2026-11-20,`,
        `${transaction},A-1,B-2,127,2026-11-20,`,
        `${transaction},A-2,B-3,254,2026-11-20,`,
      ],
    ],
    ['by our reference', ({ reference }) => [`${reference},A-1,,508,2026-11-20,`]],
    [
      'under both names',
      ({ reference, transaction }) => [
        `${reference},A-1,,508,2026-11-20,`,
        `${transaction},A-1,,508,2026-11-20,`,
      ],
    ],
    [
      'with money that is not it',
      ({ transaction }) => [`${transaction},A-1,,508,2026-11-20,`, 'OTHER,A-2,,10,2026-11-20,'],
      ['OTHER'],
    ],
  ])('%s', async (_, rows, others = []) => {
    const run = async (...order: ('books' | 'event' | 'both')[]) => {
      const firm = await owing()
      const begun = await firm.begin()
      const steps = { books: () => firm.books(...rows(begun)), event: () => begun.event() }
      for (const step of order)
        await (step === 'both' ? Promise.all([steps.books(), steps.event()]) : steps[step]())
      // Each of them once more changes nothing.
      expect(await firm.books(...rows(begun))).toEqual([])
      expect(await begun.event()).toBe('known')
      const payments = await context.db.payment.findMany({ where: firm.where, orderBy: { amount: 'desc' } })
      const state = payments.map(({ reference, transaction, state }) => [
        reference === begun.reference ? 'ours' : reference,
        transaction === begun.transaction,
        state,
      ])
      return { open: await firm.open(), money: await firm.money(), state }
    }
    const orders = [await run('books', 'event'), await run('event', 'books'), await run('both')]
    const extra = others.length > 0 ? 10 : 0
    for (const each of orders)
      expect(each).toEqual({
        open: { 'B-1': 0, 'B-2': 0, 'B-3': 0 },
        money: { came: 508 + extra, credit: extra, back: 0 },
        state: [['ours', true, 'succeeded'], ...others.map((name) => [name, false, 'succeeded'])],
      })
  })

  test('what is over of it goes back once', async () => {
    const firm = await owing()
    const begun = await firm.begin()
    // Somebody has paid by transfer meanwhile.
    expect(await firm.books('BANK,A-1,B-1,127,2026-11-20,', ...whole(begun))).toEqual([])
    expect(await begun.event()).toBe('known')
    expect(await firm.open()).toEqual({ 'B-1': 0, 'B-2': 0, 'B-3': 0 })
    expect(await firm.money()).toEqual({ came: 635, credit: 127, back: 0 })
    const shares = await context.db.paymentShare.findMany({
      where: { credit: { gt: 0 } },
      include: { payment: true },
    })
    const [share] = shares.filter(({ payment }) => payment.companyId === firm.where.companyId)
    expect(share!.payment).toMatchObject({ id: begun.id })
    const back = () =>
      requestRefund(firm.admin, { payment: begun.id, account: share!.billingAccountId }, context)
    expect((await Promise.all([back(), back()])).map(outcome).sort()).toEqual(['bills.no_credit', 'ok'])
    expect([await begun.event(), await firm.books(...whole(begun))]).toEqual(['known', []])
    expect(await firm.money()).toEqual({ came: 635, credit: 0, back: 127 })
    expect(await firm.open()).toEqual({ 'B-1': 0, 'B-2': 0, 'B-3': 0 })
  })

  test('a bill that only the books had put it on is open again, and whoever pays is notified', async () => {
    const firm = await owing()
    const begun = await firm.begin()
    expect(await firm.bill(['A-1', 'B-4', '2026-11-30', 100])).toEqual([])
    expect(await firm.books(`${begun.transaction},A-1,B-4,508,2026-11-20,`)).toEqual([])
    expect(await firm.open()).toMatchObject({ 'B-4': 0, 'B-3': 254 })
    await begun.event()
    expect(await firm.open()).toEqual({ 'B-1': 0, 'B-2': 0, 'B-3': 0, 'B-4': 100 })
    expect(await firm.money()).toEqual({ came: 508, credit: 0, back: 0 })
    const { mails } = await dispatchAll(context, 'billing.bills_covered')
    const { email } = await context.db.user.findUniqueOrThrow({ where: { id: firm.main.subject.id } })
    expect(
      mails
        .filter(({ to }) => to === email)
        .map(({ text }) => text)
        .join(),
    ).toMatch(/B-4/)
    // What the notification of what was over was about is gone.
    await dispatchAll(context, 'billing.overpaid')
    const facts = await context.db.auditEntry.findMany({ where: firm.where, orderBy: { seq: 'asc' } })
    expect(facts.at(-1)).toMatchObject({ action: 'billing.payment_matched', objectId: begun.id })
  })

  test.each<[string, string, Record<string, number>]>([
    ['a bill by name', 'B-2,-127', { 'B-1': 0, 'B-2': 127, 'B-3': 0 }],
    ['none by name', ',-50', { 'B-1': 0, 'B-2': 50, 'B-3': 0 }],
  ])('what was taken back of it stays taken back: %s', async (_, row, open) => {
    const run = async (order: (of: { firm: Firm; begun: Begun }) => (() => Promise<unknown>)[]) => {
      const firm = await owing()
      const begun = await firm.begin()
      for (const step of order({ firm, begun })) await step()
      return { open: await firm.open(), money: await firm.money() }
    }
    const came =
      ({ firm, begun }: { firm: Firm; begun: Begun }) =>
      () =>
        firm.books(...whole(begun))
    const taken =
      ({ firm, begun }: { firm: Firm; begun: Begun }) =>
      () =>
        firm.books(`R-1,A-1,${row},2026-11-21,${begun.transaction}`)
    const first = await run((of) => [of.begun.event, came(of), taken(of), taken(of)])
    const last = await run((of) => [came(of), taken(of), of.begun.event, taken(of), came(of)])
    expect(first.open).toEqual(open)
    expect(last).toEqual(first)
  })

  test('another amount is kept for people, and counted once', async () => {
    await staff(context)
    const firm = await owing()
    const begun = await firm.begin()
    expect(await firm.books(`${begun.transaction},A-1,,500,2026-11-20,`)).toEqual([])
    expect([await begun.event(), await begun.event()]).toEqual(['unmatched', 'unmatched'])
    expect(await firm.money()).toEqual({ came: 500, credit: 246, back: 0 })
    expect(await firm.books(`${begun.transaction},A-1,,500,2026-11-20,`)).toEqual([])
    expect(await context.db.unmatchedPayment.count({ where: { companyId: firm.where.companyId } })).toBe(1)
    // Neither is taken for the other, whichever is right.
    const payments = await context.db.payment.findMany({ where: firm.where, orderBy: { amount: 'asc' } })
    expect(payments.map(({ state, amount }) => [state, Number(amount)])).toEqual([
      ['succeeded', 50_000],
      ['open', 50_800],
    ])
  })

  const ONE: readonly Bill[] = BILLS.slice(0, 2)
  const LATER: Bill = ['A-2', 'B-3', '2026-11-24', 254]
  type Step = 'event' | 'came' | 'back'
  const orders: Step[][] = [
    ['event', 'came', 'back'],
    ['came', 'event', 'back'],
    ['came', 'back', 'event'],
  ]
  test.each<[string, readonly Bill[], string[], string[], Record<string, number>]>([
    ['all of it', ONE, ['A-2,,254'], ['A-2,,-254'], { 'B-1': 127, 'B-2': 127, 'B-3': 254 }],
    ['a part', ONE, ['A-2,,254'], ['A-2,,-100'], { 'B-1': 0, 'B-2': 100, 'B-3': 254 }],
    ['its bill by name', ONE, ['A-2,,254'], ['A-1,B-1,-127'], { 'B-1': 127, 'B-2': 0, 'B-3': 254 }],
    [
      'of two rows',
      ONE,
      ['A-2,B-3,127', 'A-2,B-4,127'],
      ['A-2,,-254'],
      { 'B-1': 127, 'B-2': 127, 'B-3': 254 },
    ],
    ['more than its share', BILLS, ['A-1,,508'], ['A-1,,-508'], { 'B-1': 127, 'B-2': 127, 'B-3': 254 }],
    ['a part of that', BILLS, ['A-1,,508'], ['A-1,,-300'], { 'B-1': 127, 'B-2': 127, 'B-3': 46 }],
    [
      'of the second account',
      BILLS,
      ['A-1,,508'],
      ['A-1,,-254', 'A-1,B-3,-1'],
      { 'B-1': 127, 'B-2': 127, 'B-3': 1 },
    ],
  ])('taken back on the account where the books keep it: %s', async (_, begunFor, came, back, open) => {
    for (const order of orders) {
      const firm = await owing(begunFor)
      const begun = await firm.begin()
      if (begunFor === ONE) expect(await firm.bill(LATER, ['A-2', 'B-4', '2026-11-26', 1])).toEqual([])
      const steps: Record<Step, () => Promise<unknown>> = {
        event: begun.event,
        came: () => firm.books(...came.map((row) => `${begun.transaction},${row},2026-11-20,`)),
        back: () => firm.books(...back.map((row) => `R-1,${row},2026-11-21,${begun.transaction}`)),
      }
      const named = back.some((row) => /B-\d/.test(row)) && order.indexOf('back') < order.indexOf('event')
      // The books name a bill that is on none of their own rows' accounts: they know of it only by what the provider says.
      if (named) continue
      const problems = []
      for (const step of [...order, 'back', 'came', 'event'] as const) problems.push(await steps[step]())
      expect([order, problems.flat().filter((each) => each !== 'taken' && each !== 'known')]).toEqual([
        order,
        [],
      ])
      expect(await firm.open()).toMatchObject(open)
      await firm.money()
    }
  })

  test.each<[string, string, string]>([
    ['more than came', 'R-1,A-1,,-509', '2 bills.reversal_exceeds amount'],
    ['a bill that there is not', 'R-1,A-1,B-9,-1', '2 bills.no_bill bill'],
    ['another sum than before', 'R-0,A-1,,-11', '2 bills.payment_differs amount'],
    ['another sum than before, on its other account', 'R-0,A-2,,-11', '2 bills.payment_differs amount'],
  ])('is not taken back: %s', async (_, row, problem) => {
    const firm = await owing()
    const begun = await firm.begin()
    await begun.event()
    expect(await firm.books(`R-0,A-1,,-10,2026-11-21,${begun.transaction}`)).toEqual([])
    expect(await firm.books(`${row},2026-11-22,${begun.transaction}`)).toEqual([problem])
  })

  test.each<[string, string[], Record<string, number>, number]>([
    ['none by name', ['P,A-1,,127'], { 'B-1': 0, 'B-2': 0 }, 0],
    ['a part', ['P,A-1,,27'], { 'B-1': 0, 'B-2': 100 }, 0],
    ['for the other bill', ['P,A-1,B-2,127'], { 'B-1': 0, 'B-2': 0 }, 0],
    ['for the other bill and more', ['P,A-1,B-2,150'], { 'B-1': 0, 'B-2': 0 }, 23],
    ['more than there is to pay', ['P,A-1,,200'], { 'B-1': 0, 'B-2': 0 }, 73],
  ])('other money moves to what is open beside it, whoever is first: %s', async (_, rows, open, credit) => {
    for (const order of [
      ['books', 'event'],
      ['event', 'books'],
    ]) {
      const firm = await owing([BILLS[0]!])
      const begun = await firm.begin()
      expect(await firm.bill(BILLS[1]!)).toEqual([])
      for (const step of order)
        if (step === 'event') await begun.event()
        else
          expect(
            await firm.books(
              ...rows.map((row) => `${row},2026-11-19,`),
              `${begun.transaction},A-1,,127,2026-11-20,`,
            ),
          ).toEqual([])
      expect([order, await firm.open(), (await firm.money()).credit]).toEqual([order, open, credit])
    }
  })

  test('what was taken back of none by name is so afterwards, too', async () => {
    const firm = await owing()
    const begun = await firm.begin()
    expect(await firm.books(`${begun.transaction},A-1,B-1,508,2026-11-20,`)).toEqual([])
    expect(await firm.books(`R-1,A-1,,-50,2026-11-21,${begun.transaction}`)).toEqual([])
    expect(await begun.event()).toBe('known')
    const reversals = await context.db.paymentReversal.findMany({ where: firm.where })
    expect(reversals.map(({ billId, amount }) => [billId, Number(amount)])).toEqual([[null, 5_000]])
  })

  test.each<[string, (of: Begun) => { reported: string; booked: string }]>([
    [
      'with blanks around and in it',
      ({ reference }) => ({ reported: `  ch  ${reference}`, booked: `ch ${reference}` }),
    ],
    ['in another form of Unicode', () => ({ reported: 'ch_e\u0301', booked: 'ch_\u00e9' })],
    ['with a line break', () => ({ reported: 'ch_1\n2', booked: 'ch_1 2' })],
    [
      'our own id in capitals',
      ({ reference, transaction }) => ({ reported: transaction, booked: reference.toUpperCase() }),
    ],
  ])('a name is the same however it is written: %s', async (_, names) => {
    for (const first of ['books', 'event']) {
      const firm = await owing()
      const begun = await firm.begin()
      const { reported, booked } = names(begun)
      const [transaction, row] = [
        `${reported}${firm.slug}`,
        `${booked}${booked === begun.reference.toUpperCase() ? '' : firm.slug}`,
      ]
      const event = () => begun.event({ transaction, reference: begun.reference.toUpperCase() })
      if (first === 'event') expect(await event()).toBe('taken')
      expect(await firm.books(`${row},A-1,,508,2026-11-20,`)).toEqual([])
      expect(await event()).toBe('known')
      expect((await firm.money()).came).toBe(508)
    }
  })

  test('what was counted twice before the database kept names stays known', async () => {
    const firm = await owing()
    const begun = await firm.begin()
    await begun.event()
    const { companyId } = firm.where
    await context.sql.$executeRaw`DELETE FROM payment_reference WHERE company_id = ${companyId}::uuid`
    expect(await firm.books('OLD,A-1,,500,2026-11-20,')).toEqual([])
    await context.sql.$executeRaw`
      UPDATE payment SET reference = ${begun.transaction} WHERE company_id = ${companyId}::uuid AND reference = 'OLD'`
    const before = await firm.money()
    expect(await firm.books(`${begun.transaction},A-1,,500,2026-11-20,`)).toEqual([])
    expect(await firm.money()).toEqual(before)
  })

  test.each<[string, object, string]>([
    ['a failure', { outcome: 'failed' }, 'taken'],
    ['another currency', { currency: 'EUR' }, 'unmatched'],
    ['another charge', { transaction: 'ch_other' }, 'taken'],
  ])('%s takes nothing of what was delivered', async (_, more, answer) => {
    const firm = await owing()
    const begun = await firm.begin()
    expect(await firm.books(`${begun.transaction},A-1,,100,2026-11-20,`)).toEqual([])
    expect(await begun.event(more)).toBe(answer)
    expect(await context.db.payment.count({ where: { ...firm.where, reference: begun.transaction } })).toBe(1)
  })

  test('another company’s is not it', async () => {
    const [firm, other] = [await owing(), await owing()]
    const begun = await firm.begin()
    expect(await other.books(...whole(begun))).toEqual([])
    expect(await begun.event()).toBe('taken')
    expect([(await firm.money()).came, (await other.money()).came]).toEqual([508, 508])
  })

  test('the database keeps it so, whoever writes, at the same moment too', async () => {
    const firm = await owing()
    const begun = await firm.begin()
    const deliver = () => context.sql.$executeRaw`
      INSERT INTO payment (id, company_id, reference, for_bill, amount, currency, state, started_at)
      VALUES (gen_random_uuid(), ${firm.where.companyId}::uuid, ${begun.transaction}, '', 1, 'HUF', 'open', now())`
    const charge = () => context.sql.$executeRaw`
      UPDATE payment SET transaction = ${begun.transaction} WHERE id = ${begun.id}::uuid`
    const both = await Promise.allSettled([deliver(), charge()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await context.sql
      .$executeRaw`DELETE FROM payment WHERE company_id = ${firm.where.companyId}::uuid AND started_by_id IS NULL`
    await charge()
    await expect(deliver()).rejects.toThrow('payment_reference')
  })
})

describe('what is taken back of a bill by name stays open of that bill', () => {
  const pair: readonly Bill[] = [
    ['A-1', 'B-1', '2026-11-20', 100],
    ['A-1', 'B-2', '2026-11-22', 100],
  ]
  const T = 'T,A-1,,200,2026-11-10,'
  const [ONE, TWO] = ['T,A-1,,100,2026-11-10,', 'U,A-1,,100,2026-11-11,']
  const back = (bill: string, amount: number, { of = 'T', day = '2026-11-15', as = 'R-1' } = {}) =>
    `${as},A-1,${bill},-${amount},${day},${of}`
  test.each<[string, string[][], Record<string, number>, number?]>([
    ['the first of two that a transfer covers', [[T], [back('B-1', 100)]], { 'B-1': 100, 'B-2': 0 }],
    ['the second', [[T], [back('B-2', 100)]], { 'B-1': 0, 'B-2': 100 }],
    ['a part of the first', [[T], [back('B-1', 40)]], { 'B-1': 40, 'B-2': 0 }],
    ['in the file of its payment', [[T, back('B-1', 100)]], { 'B-1': 100, 'B-2': 0 }],
    ['the same, the other way round', [[back('B-1', 100), T]], { 'B-1': 100, 'B-2': 0 }],
    [
      'two of one payment, of either bill',
      [[T], [back('B-1', 40)], [back('B-2', 30, { as: 'R-2' })]],
      { 'B-1': 40, 'B-2': 30 },
    ],
    [
      'two of one payment, of one bill',
      [[T], [back('B-1', 40)], [back('B-1', 30, { as: 'R-2' })]],
      { 'B-1': 70, 'B-2': 0 },
    ],
    ['of two bills in one reversal', [[T], [back('B-1', 40), back('B-2', 10)]], { 'B-1': 40, 'B-2': 10 }],
    [
      'other money that was there stays where it is',
      [[ONE, TWO], [back('B-1', 100)]],
      { 'B-1': 100, 'B-2': 0 },
    ],
    [
      'money that comes later takes its place',
      [[ONE, TWO], [back('B-1', 100)], ['V,A-1,,60,2026-11-16,']],
      { 'B-1': 40, 'B-2': 0 },
    ],
    [
      'and money that is for it',
      [[ONE, TWO], [back('B-1', 100)], ['V,A-1,B-1,60,2026-11-12,']],
      { 'B-1': 40, 'B-2': 0 },
    ],
    ['as the bank had booked it: the bill opens', [[ONE, TWO], [back('B-2', 100)]], { 'B-1': 0, 'B-2': 100 }],
    [
      'as the bank had booked it, on a bill that is not paid',
      [[ONE], [back('B-2', 100)]],
      { 'B-1': 100, 'B-2': 100 },
    ],
    [
      'of credit: what is over goes first',
      [['T,A-1,,250,2026-11-10,'], [back('B-1', 50)]],
      { 'B-1': 0, 'B-2': 0 },
      10,
    ],
    [
      'beyond the credit: nobody owes while there is credit',
      [['T,A-1,,250,2026-11-10,'], [back('B-1', 80)]],
      { 'B-1': 30, 'B-2': 0 },
      10,
    ],
    [
      'of money that was for it and is credit now',
      [['U,A-1,B-1,100,2026-11-10,', 'T,A-1,B-1,100,2026-11-11,'], [back('B-1', 100)]],
      { 'B-1': 0, 'B-2': 100 },
    ],
    ['of old money', [['T,A-1,,200,2024-11-10,'], [back('B-1', 100)]], { 'B-1': 100, 'B-2': 0 }],
    [
      'of old money beside other',
      [['T,A-1,,100,2024-11-10,', TWO], [back('B-1', 100)]],
      { 'B-1': 100, 'B-2': 0 },
    ],
  ])('%s', async (_, files, open, moved = 0) => {
    const firm = await owing(pair)
    for (const rows of files) expect(await firm.books(...rows)).toEqual([])
    expect(await firm.open()).toEqual(open)
    const { credit } = await firm.money()
    expect(credit).toBe(0)
    // Whatever comes next does not undo it: neither the same again nor a bill that is due later, which has what is left of
    // the payment before the bill that it was taken back of.
    for (const rows of files.toReversed()) expect(await firm.books(...rows)).toEqual([])
    expect(await firm.bill(['A-1', 'B-3', '2026-12-20', 10])).toEqual([])
    expect(await firm.open()).toEqual({ ...open, 'B-1': open['B-1']! + moved, 'B-3': 10 - moved })
  })

  const V = (amount: number, { bill = 'B-1', day = '2026-11-20', as = 'V' } = {}) =>
    `${as},A-1,${bill},${amount},${day},`
  const R1 = [back('B-1', 40)]
  test.each<[string, string[][], Record<string, number>]>([
    ['by name', [[T], R1, [V(40)]], { 'B-1': 0, 'B-2': 0, 'B-3': 40 }],
    ['by name, in two', [[T], R1, [V(15)], [V(25, { as: 'W' })]], { 'B-1': 0, 'B-2': 0, 'B-3': 40 }],
    ['a part of it', [[T], R1, [V(15)]], { 'B-1': 25, 'B-2': 0, 'B-3': 40 }],
    ['in one file', [[T, ...R1, V(40)]], { 'B-1': 0, 'B-2': 0, 'B-3': 40 }],
    ['before it is known that it was taken back', [[T], [V(40)], R1], { 'B-1': 0, 'B-2': 0, 'B-3': 40 }],
    ['all of the bill', [[T], [back('B-1', 100)], [V(100)]], { 'B-1': 0, 'B-2': 0, 'B-3': 40 }],
    [
      'of the second bill',
      [[T], [back('B-2', 40)], [V(40, { bill: 'B-2' })]],
      { 'B-1': 0, 'B-2': 0, 'B-3': 40 },
    ],
    ['of two', [[ONE, TWO], R1, [V(40)]], { 'B-1': 0, 'B-2': 0, 'B-3': 40 }],
    [
      'and taken back again',
      [[T], R1, [V(40, { day: '2026-11-16' })], [back('B-1', 30, { as: 'R-2', day: '2026-11-18' })]],
      { 'B-1': 30, 'B-2': 0, 'B-3': 40 },
    ],
    [
      'and taken back and paid again',
      [
        [T],
        R1,
        [V(40, { day: '2026-11-16' })],
        [back('B-1', 30, { as: 'R-2', day: '2026-11-18' })],
        [V(30, { as: 'W' })],
      ],
      { 'B-1': 0, 'B-2': 0, 'B-3': 40 },
    ],
  ])('what is paid again of it stays paid: %s', async (_, files, open) => {
    const firm = await owing(pair)
    for (const rows of files) expect(await firm.books(...rows)).toEqual([])
    expect(await firm.bill(['A-1', 'B-3', '2026-12-20', 40])).toEqual([])
    expect(await firm.open()).toEqual(open)
  })

  test('what is paid again of it online, or with credit, stays paid', async () => {
    const online = await owing(pair)
    expect(await online.books(T, ...R1)).toEqual([])
    expect(await (await online.begin()).event()).toBe('taken')
    expect(await online.bill(['A-1', 'B-3', '2026-12-20', 40])).toEqual([])
    expect(await online.open()).toEqual({ 'B-1': 0, 'B-2': 0, 'B-3': 40 })
    // The credit was there before.
    const credit = await owing(pair)
    const begun = await credit.begin()
    expect(await credit.books(T)).toEqual([])
    expect(await begun.event()).toBe('taken')
    expect(await credit.books(...R1)).toEqual([])
    expect(await credit.open()).toEqual({ 'B-1': 40, 'B-2': 0 })
    const { id: account } = await context.db.billingAccount.findFirstOrThrow({ where: credit.where })
    value(await spendCredit(credit.admin, { account }, context))
    expect(await credit.bill(['A-1', 'B-3', '2026-12-20', 200])).toEqual([])
    expect(await credit.open()).toEqual({ 'B-1': 0, 'B-2': 0, 'B-3': 40 })
  })

  test('a reversal of before bills were kept is known, whichever bill it names', async () => {
    const firm = await owing(pair)
    expect(await firm.books('T,A-1,B-1,200,2026-11-10,')).toEqual([])
    expect(await firm.books(back('B-2', 50))).toEqual([])
    await context.db.paymentReversal.updateMany({ where: firm.where, data: { billId: null } })
    expect(await firm.books(back('B-2', 50))).toEqual([])
    expect(await firm.money()).toMatchObject({ back: 50 })
  })

  test.each<[string, string, string]>([
    ['money that was for another bill by name', back('B-2', 100, { of: 'N' }), '2 bills.bill_not_paid bill'],
    ['a bill that there is not', back('B-9', 100), '2 bills.no_bill bill'],
    ['more than is left', back('B-1', 201), '2 bills.reversal_exceeds amount'],
    ['a payment that is not known yet', back('B-1', 1, { of: 'LATER' }), '2 bills.no_payment reverses'],
    ['another bill than before', back('B-2', 10, { as: 'R-0' }), '2 bills.payment_differs bill'],
  ])('refused: %s', async (_, row, problem) => {
    const firm = await owing(pair)
    expect(await firm.books(T, 'N,A-1,B-1,100,2026-11-09,', back('B-1', 10, { as: 'R-0' }))).toEqual([])
    expect(await firm.books(row)).toEqual([problem])
  })

  test('of what was paid online and is credit now', async () => {
    const firm = await owing(pair)
    const begun = await firm.begin()
    expect(await firm.books('U,A-1,B-1,100,2026-11-10,')).toEqual([])
    expect(await begun.event()).toBe('taken')
    expect(await firm.money()).toEqual({ came: 300, credit: 100, back: 0 })
    expect(await firm.books(back('B-1', 100, { of: begun.transaction }))).toEqual([])
    expect(await firm.open()).toEqual({ 'B-1': 0, 'B-2': 0 })
    expect(await firm.money()).toEqual({ came: 300, credit: 0, back: 100 })
  })
})

test('what covers a bill is of days of the market, the newest twenty of it and behind a link what is older', async () => {
  const firm = await owing([['A-1', 'B-1', '2026-11-20', 100]])
  const { id } = await context.db.bill.findFirstOrThrow({ where: firm.where })
  const begun = await firm.begin()
  // Half past midnight in Budapest.
  const night = { ...context, clock: () => new Date('2026-11-20T23:30:00Z') }
  const { reference, transaction } = begun
  await takePaymentEvent(
    { reference, transaction, amount: 5_000, currency: 'HUF', outcome: 'succeeded' },
    night,
  )
  expect((await getBill(firm.admin, id, context)).payments).toEqual([
    { by: 'online', reference: null, on: '2026-11-21', amount: 5_000 },
  ])
  const day = (n: number) => `2026-10-${String(10 + Math.floor(n / 3)).padStart(2, '0')}`
  const rows = Array.from({ length: 45 }, (_, n) => `T-${10 + n},A-1,B-1,1,${day(n)},`)
  expect(await firm.books(...rows)).toEqual([])
  const pages = [await getBill(firm.admin, id, context)]
  while (pages.at(-1)!.olderPayments)
    pages.push(await getBill(firm.admin, id, context, pages.at(-1)!.olderPayments!.after))
  expect(pages.map(({ payments, olderPayments }) => [payments.length, olderPayments?.count])).toEqual([
    [20, 26],
    [20, 6],
    [6, undefined],
  ])
  const all = pages.toReversed().flatMap(({ payments }) => payments)
  expect(all.map(({ on }) => on)).toEqual([...all.map(({ on }) => on)].sort())
  expect(new Set(all.map(({ reference }) => reference)).size).toBe(46)
  for (const odd of ['', 'x', writeCursor(9e15, id), writeCursor(1, 'x'), writeCursor('x', id)])
    expect((await getBill(firm.admin, id, context, odd)).payments).toHaveLength(20)
})

describe('a refund that was begun here and is delivered as money taken back is one and the same', () => {
  /** Of 254 that were paid online 127 are over. */
  async function over() {
    const firm = await owing(BILLS.slice(0, 2))
    const begun = await firm.begin()
    expect(await firm.books('BANK,A-1,B-1,127,2026-11-20,')).toEqual([])
    expect(await begun.event()).toBe('taken')
    expect(await firm.money()).toEqual({ came: 381, credit: 127, back: 0 })
    const { id: account } = await context.db.billingAccount.findFirstOrThrow({ where: firm.where })
    const request = () => requestRefund(firm.admin, { payment: begun.id, account }, context)
    const tell = (reverses: string, { as = 'R-1', bill = '', amount = 127 } = {}) =>
      firm.books(`${as},A-1,${bill},-${amount},2026-11-21,${reverses}`)
    const refund = () => context.db.refund.findFirstOrThrow({ where: firm.where })
    const send = async (works: boolean) =>
      (await sendRefund((await refund()).id, context, { ...provider(), refund: async () => works }))!.state
    return { ...firm, begun, request, tell, refund, send }
  }
  const paid = { 'B-1': 0, 'B-2': 0 }

  test.each<[string, (of: Awaited<ReturnType<typeof over>>) => Promise<unknown>[] | Promise<unknown>]>([
    [
      'before it is sent',
      async ({ request, tell, send, begun }) => {
        value(await request())
        expect(await tell(begun.reference)).toEqual([])
        expect(await send(true)).toBe('succeeded')
      },
    ],
    [
      'after it is sent',
      async ({ request, tell, send, begun }) => {
        value(await request())
        expect(await send(true)).toBe('succeeded')
        expect(await tell(begun.reference)).toEqual([])
      },
    ],
    [
      'by the provider’s transaction id',
      async ({ request, tell, begun }) => {
        value(await request())
        expect(await tell(begun.transaction)).toEqual([])
      },
    ],
    [
      'under its own id',
      async ({ request, tell, refund, begun }) => {
        value(await request())
        expect(await tell(begun.reference, { as: (await refund()).id })).toEqual([])
      },
    ],
    [
      'with a bill',
      async ({ request, tell, begun }) => {
        value(await request())
        expect(await tell(begun.reference, { bill: 'B-2' })).toEqual([])
      },
    ],
    [
      'though the provider says that it did not go',
      async ({ request, tell, send, begun }) => {
        value(await request())
        expect(await tell(begun.reference)).toEqual([])
        expect(await send(false)).toBe('succeeded')
      },
    ],
    [
      'before it is asked for',
      async ({ request, tell, begun }) => {
        expect(await tell(begun.reference)).toEqual([])
        expect(outcome(await request())).toBe('bills.no_credit')
      },
    ],
    [
      'at the same moment',
      async ({ request, tell, begun }) => {
        const [, problems] = await Promise.all([request(), tell(begun.reference)])
        expect(problems).toEqual([])
      },
    ],
  ])('%s', async (_, reported) => {
    const firm = await over()
    await reported(firm)
    // Once more, and all of it again: nothing new.
    const as = (await context.db.refund.findFirst({ where: firm.where }))?.bookedAs ?? 'R-1'
    expect(await firm.tell(firm.begun.reference, { as })).toEqual([])
    expect(outcome(await firm.request())).toBe('bills.no_credit')
    expect(await firm.open()).toEqual(paid)
    expect(await firm.money()).toEqual({ came: 381, credit: 0, back: 127 })
  })

  test('what is taken back besides is a reversal, and another amount is refused', async () => {
    const firm = await over()
    value(await firm.request())
    expect(await firm.tell(firm.begun.reference)).toEqual([])
    expect(await firm.tell(firm.begun.reference, { amount: 100 })).toEqual(['2 bills.payment_differs amount'])
    expect(await firm.tell(firm.begun.reference, { as: 'R-2' })).toEqual([])
    expect(await firm.open()).toEqual({ 'B-1': 0, 'B-2': 127 })
    expect(await firm.money()).toEqual({ came: 381, credit: 0, back: 254 })
  })

  test('one that did not go is no refund', async () => {
    const firm = await over()
    value(await firm.request())
    expect(await firm.send(false)).toBe('failed')
    expect(await firm.tell(firm.begun.reference)).toEqual([])
    expect(await firm.open()).toEqual(paid)
    expect(await firm.money()).toEqual({ came: 381, credit: 0, back: 127 })
  })
})
