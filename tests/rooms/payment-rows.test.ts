import { describe, expect, test } from 'vitest'
import { paymentOf } from '@/lib/billing/files/tmf'
import { getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { fileKindOf } from '@/lib/files/file-kinds'
import type { Cells } from '@/lib/intake/file-kind'
import { importFile } from '@/lib/intake/import-file'
import { useContext } from '../support/context'
import { aCompany, value } from '../support/people'

const context = useContext()

const take = async (name: string, rows: string[], format: 'csv' | 'json' = 'csv') => {
  const bytes = (async function* () {
    yield Buffer.from(rows.join('\n'))
  })()
  const { counts, problems } = await importFile({ name, format, bytes }, fileKindOf(name)!, context)
  return counts ?? problems
}

/** A company with bills of 127, 127 and 254: two on the account A-1, the last one on A-2. */
async function owing() {
  const { slug, admin } = await aCompany(context)
  const bill = (account: string, number: string, due: string, net: number) =>
    `${slug},${account},${number},2026-11-05,2026-11-${due},2026-10-01,2026-10-31,${net * 1.27},fee,Fee,${net},27`
  expect(
    await take('bills.csv', [
      'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
      ...[bill('A-1', 'B-1', '20', 100), bill('A-1', 'B-2', '21', 100), bill('A-2', 'B-3', '22', 200)],
    ]),
  ).toEqual({ added: 3 })
  const where = { companyId: admin.company.id }
  const open = async () =>
    (await context.db.bill.findMany({ where, orderBy: { number: 'asc' } })).map(
      ({ open }) => Number(open) / 100,
    )
  const came = async () => {
    const paid = await context.db.payment.findMany({ where: { ...where, state: 'succeeded' } })
    return paid.map(({ amount }) => Number(amount) / 100).sort((a, b) => a - b)
  }
  const payments = (...rows: string[]) =>
    take('payments.csv', [
      'company,reference,account,bill,amount,paidOn',
      ...rows.map((row) => `${slug},${row}`),
    ])
  return { slug, admin, open, came, payments }
}
const differs = (row: number, field: string) => [{ row, code: 'bills.payment_differs', field }]

describe('a transfer over several bills', () => {
  test.each([
    ['of equal amounts', ['T,A-1,B-1,127,2026-11-20', 'T,A-1,B-2,127,2026-11-20'], [0, 0, 254]],
    ['of other amounts', ['T,A-1,B-1,127,2026-11-20', 'T,A-1,B-2,27,2026-11-20'], [0, 100, 254]],
    ['on several accounts', ['T,A-1,B-2,127,2026-11-20', 'T,A-2,B-3,127,2026-11-20'], [127, 0, 127]],
    ['and for no bill by name', ['T,A-1,,27,2026-11-20', 'T,A-1,B-1,127,2026-11-20'], [0, 100, 254]],
    [
      'of three rows',
      ['T,A-1,B-1,1,2026-11-20', 'T,A-1,B-2,2,2026-11-20', 'T,A-2,B-3,3,2026-11-20'],
      [126, 125, 251],
    ],
  ])('%s counts every row once, however often it comes', async (_, rows, open) => {
    const firm = await owing()
    expect(await firm.payments(...rows)).toEqual({ added: rows.length })
    expect(await firm.open()).toEqual(open)
    expect(await firm.payments(...rows)).toEqual({ added: 0 })
    expect(await firm.payments(rows.at(-1)!)).toEqual({ added: 0 })
    // A second instalment would look just like a row that was doubled.
    const twice = { row: rows.length + 2, code: 'bills.payment_twice', field: 'reference' }
    expect(await firm.payments(...rows, rows[0]!)).toEqual([twice])
    expect(await firm.open()).toEqual(open)
  })

  test('comes as one payment of TM Forum with its items too', async () => {
    const firm = await owing()
    // As they come from a file: numbers are their digits.
    const money = (amount: number) => ({ unit: 'HUF', value: String(amount) })
    const payment = (items: object[], total = 250.1) => ({
      ...{ id: 'T', paymentDate: '2026-11-20', totalAmount: money(total), account: { id: 'A-1' } },
      ...{ payer: { id: firm.slug }, paymentItem: items },
    })
    const item = (id: string, amount: number) => ({ item: { id }, amount: money(amount) })
    const amounts = (items: object[], total?: number) =>
      (paymentOf(payment(items, total), context.market) as Cells).map(({ bill, amount }) => [bill, amount])
    expect(amounts([item('B-1', 127), item('B-2', 123.1)])).toEqual([
      ['B-1', '127.00'],
      ['B-2', '123.10'],
    ])
    expect(amounts([item('B-1', 0.1)], 0.3)).toEqual([
      ['B-1', '0.10'],
      [undefined, '0.20'],
    ])
    expect(amounts([item('B-1', -0.1)], -0.3)).toEqual([
      ['B-1', '-0.10'],
      [undefined, '-0.20'],
    ])
    expect(amounts([item('B-1', -0.4)], -0.3)).toEqual([[undefined, undefined]])
    expect(amounts([{ item: { id: 'B-1' } }], 5)).toEqual([['B-1', '5']])
    const send = (...items: object[]) => take('payments.json', [JSON.stringify([payment(items)])], 'json')
    const refused = [{ row: 1, code: 'subscriptions.amount_unreadable', field: 'amount' }]
    expect(await send({ item: { id: 'B-1' } }, { item: { id: 'B-2' } })).toEqual(refused)
    expect(await send(item('B-1', 127), item('B-2', 127))).toEqual(refused)
    expect(await send(item('B-1', 127), item('B-2', 123.1))).toEqual({ added: 2 })
    expect(await firm.open()).toEqual([0, 3.9, 254])
  })
})

describe('what differs from what is known is refused with its row and counts nothing', () => {
  test.each([
    ['another amount', 'T,A-1,B-1,100,2026-11-20', 'amount'],
    ['another day', 'T,A-1,B-1,127,2026-11-19', 'paidOn'],
    ['another bill', 'T,A-1,B-2,127,2026-11-20', 'bill'],
    ['no bill', 'T,A-1,,127,2026-11-20', 'bill'],
    ['another account and bill', 'T,A-2,B-3,127,2026-11-20', 'bill'],
  ])('%s', async (_, row, field) => {
    const firm = await owing()
    expect(await firm.payments('T,A-1,B-1,127,2026-11-20')).toEqual({ added: 1 })
    expect(await firm.payments('U,A-2,B-3,254,2026-11-20', row)).toEqual(differs(3, field))
    expect(await firm.open()).toEqual([0, 127, 254])
    expect(await firm.came()).toEqual([127])
  })

  test('in one delivery too', async () => {
    const firm = await owing()
    expect(await firm.payments('T,A-1,B-1,127,2026-11-20', 'T,A-1,B-1,100,2026-11-20')).toEqual(
      differs(3, 'amount'),
    )
    expect(await firm.came()).toEqual([])
  })

  test('and of what was delivered before its bill was kept', async () => {
    const firm = await owing()
    expect(await firm.payments('T,A-1,B-1,127,2026-11-20')).toEqual({ added: 1 })
    await context.db.payment.updateMany({
      where: { companyId: firm.admin.company.id },
      data: { forBill: null },
    })
    expect(await firm.payments('T,A-1,B-1,127,2026-11-20')).toEqual({ added: 0 })
    expect(await firm.payments('T,A-1,B-1,127,2026-11-20', 'T,A-1,B-2,127,2026-11-20')).toEqual(
      differs(3, 'bill'),
    )
  })
})

test('what was begun here is told back in one row or by bill; what has come counts, not what was asked for', async () => {
  const provider = sandbox({ portal: context.portal, secret: 'a secret' })
  const begun = async () => {
    const firm = await owing()
    const { seen } = await getPaying(firm.admin, null, context)
    value(await startPayment(firm.admin, { bill: undefined, seen }, context, provider))
    const { reference } = await context.db.payment.findFirstOrThrow({
      where: { companyId: firm.admin.company.id },
    })
    return { ...firm, reference }
  }
  const firm = await begun()
  const rows = [`${firm.reference},A-1,B-1,127,2026-11-21`, `${firm.reference},A-1,B-2,127,2026-11-21`]
  const whole = [...rows, `${firm.reference},A-2,B-3,254,2026-11-21`]
  expect(await firm.payments(...whole)).toEqual({ added: 1 })
  expect(await firm.open()).toEqual([0, 0, 0])
  expect(await firm.payments(...whole)).toEqual({ added: 0 })
  expect(await firm.payments(...rows)).toEqual([...differs(2, 'amount'), ...differs(3, 'amount')])
  const less = await begun()
  expect(await less.payments(`${less.reference},A-1,,200,2026-11-21`)).toEqual({ added: 1 })
  expect(await less.open()).toEqual([0, 54, 254])
  expect(await less.came()).toEqual([200])
})

describe('what came online is known by the provider’s transaction id too', () => {
  async function paid() {
    const provider = sandbox({ portal: context.portal, secret: 'a secret' })
    const firm = await owing()
    const where = { companyId: firm.admin.company.id }
    const { seen } = await getPaying(firm.admin, null, context)
    value(await startPayment(firm.admin, { bill: undefined, seen }, context, provider))
    const { reference } = await context.db.payment.findFirstOrThrow({ where })
    const transaction = `ch_${reference}`
    const event = { reference, transaction, amount: 50_800, currency: 'HUF', outcome: 'succeeded' } as const
    expect(await takePaymentEvent(event, context)).toBe('taken')
    const credit = async () =>
      (await context.db.payment.findMany({ where })).reduce((sum, each) => sum + Number(each.credit), 0)
    return { ...firm, reference, transaction, credit }
  }
  type Paid = Awaited<ReturnType<typeof paid>>
  const added = { added: 0 }

  test.each<[string, (of: Paid) => string[], unknown]>([
    ['in one row', (of) => [`${of.transaction},A-1,,508,2026-11-21`], added],
    ['for a bill', (of) => [`${of.transaction},A-1,B-1,508,2026-11-21`], added],
    ['on another day', (of) => [`${of.transaction},A-1,,508,2026-11-20`], added],
    ['on another of its accounts', (of) => [`${of.transaction},A-2,B-3,508,2026-11-21`], added],
    [
      'by bill',
      (of) => [
        `${of.transaction},A-1,B-1,127,2026-11-21`,
        `${of.transaction},A-1,B-2,127,2026-11-21`,
        `${of.transaction},A-2,B-3,254,2026-11-21`,
      ],
      added,
    ],
    [
      'by both names',
      (of) => [`${of.transaction},A-1,,508,2026-11-21`, `${of.reference},A-1,,508,2026-11-21`],
      added,
    ],
    [
      'in part by each name',
      (of) => [`${of.transaction},A-1,B-1,254,2026-11-21`, `${of.reference},A-2,B-3,254,2026-11-21`],
      added,
    ],
    ['by ours', (of) => [`${of.reference},A-1,,508,2026-11-21`], added],
    ['with less', (of) => [`${of.transaction},A-1,,500,2026-11-21`], differs(2, 'amount')],
    ['with more', (of) => [`${of.transaction},A-1,,509,2026-11-21`], differs(2, 'amount')],
    ['another one beside it', (of) => [`x${of.transaction},A-1,,10,2026-11-21`], { added: 1 }],
  ])('%s', async (_, rows, expected) => {
    const firm = await paid()
    expect(await firm.payments(...rows(firm))).toEqual(expected)
    expect(await firm.open()).toEqual([0, 0, 0])
    expect(await firm.credit()).toBe(JSON.stringify(expected) === '{"added":1}' ? 1_000 : 0)
  })

  test('when it is taken back as well', async () => {
    const { slug, transaction, open } = await paid()
    const rows = ['company,reference,account,bill,amount,paidOn,reverses']
    rows.push(`${slug},R-1,A-1,B-2,-127,2026-11-21,${transaction}`)
    expect(await take('payments.csv', rows)).toEqual({ added: 1 })
    expect(await take('payments.csv', rows)).toEqual({ added: 0 })
    expect(await open()).toEqual([0, 127, 0])
  })

  test('and another company’s is not', async () => {
    const [firm, other] = [await paid(), await owing()]
    expect(await other.payments(`${firm.transaction},A-1,B-1,127,2026-11-21`)).toEqual({ added: 1 })
    expect([await firm.open(), await other.open()]).toEqual([
      [0, 0, 0],
      [0, 127, 254],
    ])
  })
})
