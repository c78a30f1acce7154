import { expect, test } from 'vitest'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { requestRefund } from '@/lib/billing/credits/request-refund'
import { sendRefund } from '@/lib/billing/credits/send-refund'
import { spendCredit } from '@/lib/billing/credits/spend-credit'
import { findPayment, getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { DAY, MINUTE } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, aUser, outcome, value } from '../support/people'

const context = useContext()

const take = async (name: string, rows: string[]) => {
  const bytes = (async function* () {
    yield Buffer.from(rows.join('\n'))
  })()
  return (await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)).problems
}

/** A company of two debtors, each with an account: A owes 100 and B 200; somebody has begun to pay both. */
async function paying() {
  const { slug, admin: main } = await aCompany(context)
  const admin = await demoActor(context, `admin@${slug}`)
  const bills = (...rows: [account: string, number: string, total: number, due: string][]) =>
    take('bills.csv', [
      'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
      ...rows.map(
        ([account, number, total, due]) =>
          `${slug},${account},${number},2026-11-05,${due},2026-10-01,2026-10-31,${total},fee,Fee,${total},0`,
      ),
    ])
  expect(
    await take('accounts.csv', [
      'company,number,name,debtor,taxNumber',
      `${slug},A,A,Alpha Kft.,11111111`,
      `${slug},B,B,Beta Zrt.,22222222`,
    ]),
  ).toEqual([])
  expect(await bills(['A', 'A-1', 100, '2026-11-20'], ['B', 'B-1', 200, '2026-11-25'])).toEqual([])
  const provider = sandbox({ portal: context.portal, secret: 's' })
  /** Begins to pay one bill, or all that nobody is paying. */
  const begin = async (bill?: string) => {
    const { seen } = await getPaying(admin, bill ?? null, context)
    return startPayment(admin, { bill, seen }, context, provider)
  }
  value(await begin())
  const companyId = main.company.id
  const payment = await context.db.payment.findFirstOrThrow({ where: { companyId } })
  const accounts = await context.db.billingAccount.findMany({ where: { companyId } })
  const idOf = (number: string) => accounts.find((each) => each.number === number)!.id
  const { reference } = payment
  const came = (amount = 300) =>
    takePaymentEvent(
      {
        reference,
        transaction: reference,
        amount: Math.round(amount * 100),
        currency: 'HUF',
        outcome: 'succeeded',
      },
      context,
    )
  let transfers = 0
  /** Somebody else pays a bill by transfer meanwhile. */
  const transfer = (account: string, bill: string, amount: number) =>
    take('payments.csv', [
      'company,reference,account,bill,amount,paidOn',
      `${slug},TRANSFER-${++transfers},${account},${bill},${amount},2026-11-20`,
    ])
  /** Money of accounts is taken back, all of it in one file. */
  const reverse = (reverses: string, ...rows: [account: string, amount: number][]) =>
    take('payments.csv', [
      'company,reference,account,amount,paidOn,reverses',
      ...rows.map(([account, amount]) => `${slug},R-1,${account},-${amount},2026-11-20,${reverses}`),
    ])
  /** What is credit of which account, as somebody sees it. */
  const credits = async (actor: Actor = admin) =>
    Object.fromEntries(
      (await getMoneyState(actor, context)).credits.map(({ accountId, amount }) => [
        accounts.find(({ id }) => id === accountId)!.number,
        amount / 100,
      ]),
    )
  const open = async () =>
    Object.fromEntries(
      (await context.db.bill.findMany({ where: { companyId } })).map((bill) => [
        bill.number,
        Number(bill.open) / 100,
      ]),
    )
  const payerOf = async (account: string) => {
    const user = await aUser(context, admin)
    value(await giveRight(context, admin, user.id, `finance@account:${idOf(account)}`))
    return demoActor(context, user.account)
  }
  return {
    ...{ admin, companyId, payment: payment.id, reference, provider, begin, idOf, came, transfer, reverse },
    ...{ bills, credits, open, payerOf },
  }
}

test.each<[string, [string, string, number][], number, Record<string, number>]>([
  ['of the first one was paid meanwhile', [['A', 'A-1', 100]], 300, { A: 100 }],
  ['of the other one was paid meanwhile', [['B', 'B-1', 200]], 300, { B: 200 }],
  ['of the other one was paid in part', [['B', 'B-1', 50]], 300, { B: 50 }],
  [
    'of both was paid',
    [
      ['A', 'A-1', 100],
      ['B', 'B-1', 200],
    ],
    300,
    { A: 100, B: 200 },
  ],
  [
    'of both was paid in part',
    [
      ['A', 'A-1', 1],
      ['B', 'B-1', 2],
    ],
    300,
    { A: 1, B: 2 },
  ],
  ['of none: more came than was asked for', [], 330, { A: 30 }],
  ['of the other one was paid, and more came', [['B', 'B-1', 200]], 330, { A: 30, B: 200 }],
  ['of the other one was paid, and less came', [['B', 'B-1', 200]], 250, { B: 150 }],
  [
    'of both was paid, and less came',
    [
      ['A', 'A-1', 100],
      ['B', 'B-1', 200],
    ],
    250,
    { A: 100, B: 150 },
  ],
  ['of the first one was paid, and no more came than the other needs', [['A', 'A-1', 100]], 200, {}],
])(
  'what is over is credit of the account that it came for: the bill %s',
  async (_, meanwhile, amount, expected) => {
    const firm = await paying()
    for (const [account, bill, sum] of meanwhile) expect(await firm.transfer(account, bill, sum)).toEqual([])
    expect(await firm.came(amount)).toBe('taken')
    const credits = await firm.credits()
    const sum = Object.values(credits).reduce((a, b) => a + b, 0)
    const owed = Object.values(await firm.open()).reduce((a, b) => a + b, 0)
    const paid = meanwhile.reduce((total, [, , each]) => total + each, 0)
    expect(sum).toBe(amount + paid - (300 - owed))
    // Nobody's order of ids says which of two comes first where less has come than was asked for.
    const short = amount < 300 && Object.keys(expected).length > 1
    expect(short ? sum : credits).toEqual(short ? 250 : expected)
  },
)

test('who may pay for one account sees, uses and sends back its own credit and nobody else’s', async () => {
  const firm = await paying()
  expect(await firm.transfer('A', 'A-1', 100)).toEqual([])
  expect(await firm.transfer('B', 'B-1', 200)).toEqual([])
  expect(await firm.came()).toBe('taken')
  const [forA, forB] = [await firm.payerOf('A'), await firm.payerOf('B')]
  expect([await firm.credits(forA), await firm.credits(forB)]).toEqual([{ A: 100 }, { B: 200 }])
  expect([
    await findPayment(forA, firm.payment, context),
    await findPayment(forB, firm.payment, context),
  ]).toEqual([null, null])
  const back = (actor: Actor, account: string) =>
    requestRefund(actor, { payment: firm.payment, account: firm.idOf(account) }, context).then(outcome)
  expect([await back(forA, 'B'), await back(forB, 'A')]).toEqual(['bills.no_credit', 'bills.no_credit'])
  // Each asks for its own, also while the other one is on its way, and gets it once.
  const asked = await Promise.all([back(forA, 'A'), back(forB, 'B'), back(firm.admin, 'A')])
  expect(asked.sort()).toEqual(['bills.no_credit', 'ok', 'ok'])
  const refunds = await context.db.refund.findMany({
    where: { companyId: firm.companyId },
    orderBy: { amount: 'asc' },
  })
  expect(refunds.map(({ amount, billingAccountId }) => [Number(amount) / 100, billingAccountId])).toEqual([
    [100, firm.idOf('A')],
    [200, firm.idOf('B')],
  ])
  expect((await getMoneyState(forA, context)).refunds.map(({ amount }) => amount)).toEqual([10_000])
  // What cannot go back is credit of the account again.
  await context.db.refund.update({
    where: { id: refunds[1]!.id },
    data: { state: 'failed', settledAt: context.clock() },
  })
  expect([await firm.credits(forA), await firm.credits(forB)]).toEqual([{}, { B: 200 }])
})

test('the next bill takes its own account’s credit', async () => {
  const firm = await paying()
  expect(await firm.transfer('B', 'B-1', 200)).toEqual([])
  expect(await firm.came()).toBe('taken')
  expect(await firm.bills(['A', 'A-2', 150, '2026-12-10'])).toEqual([])
  expect(await firm.open()).toMatchObject({ 'A-2': 150 })
  expect(outcome(await spendCredit(firm.admin, { account: firm.idOf('A') }, context))).toBe('bills.no_credit')
  expect(await firm.bills(['B', 'B-2', 150, '2026-12-10'])).toEqual([])
  expect(await firm.open()).toMatchObject({ 'A-2': 150, 'B-2': 0 })
  expect(await firm.credits()).toEqual({ B: 50 })
})

test('the database keeps it so, whoever writes', async () => {
  const firm = await paying()
  expect(await firm.transfer('B', 'B-1', 200)).toEqual([])
  expect(await firm.came()).toBe('taken')
  expect(await firm.bills(['A', 'A-2', 150, '2026-12-10'])).toEqual([])
  const bill = await context.db.bill.findFirstOrThrow({ where: { companyId: firm.companyId, number: 'A-2' } })
  // A process of the version before takes all that is over for the payment's account.
  await expect(
    context.sql.$executeRaw`
      INSERT INTO payment_part (payment_id, bill_id, amount) VALUES (${firm.payment}::uuid, ${bill.id}::uuid, 15000)`,
  ).rejects.toThrow('payment_share_credit')
  await expect(
    context.sql.$executeRaw`
      INSERT INTO refund (id, company_id, payment_id, amount, currency, state, requested_by_id, requested_at)
      VALUES (${newId()}::uuid, ${firm.companyId}::uuid, ${firm.payment}::uuid, 20000, 'HUF', 'requested',
        ${firm.admin.subject.id}::uuid, now())`,
  ).rejects.toThrow('payment_share_credit')
  expect(await firm.credits()).toEqual({ B: 200 })
})

/** What was paid is over, of these accounts: somebody has paid that by transfer meanwhile. */
async function over(...accounts: ('A' | 'B')[]) {
  const firm = await paying()
  for (const account of accounts)
    expect(await firm.transfer(account, `${account}-1`, account === 'A' ? 100 : 200)).toEqual([])
  expect(await firm.came()).toBe('taken')
  const refund = async () => {
    const { id } = value(
      await requestRefund(firm.admin, { payment: firm.payment, account: firm.idOf('A') }, context),
    )
    return id
  }
  return { ...firm, refund }
}

test('what is taken back of one account takes nothing of another’s; of both at once it is one of each', async () => {
  for (const [rows, left] of [
    [[['A', 40]], { A: 60, B: 200 }],
    [
      [
        ['A', 100],
        ['B', 200],
      ],
      {},
    ],
  ] as [[string, number][], object][]) {
    const firm = await over('A', 'B')
    expect(await firm.reverse(firm.reference, ...rows)).toEqual([])
    expect(await firm.reverse(firm.reference, ...rows)).toEqual([])
    expect(await firm.credits()).toEqual(left)
  }
})

test('what could not go back is there to be taken back', async () => {
  const firm = await over('A')
  await firm.refund()
  await context.db.refund.updateMany({
    where: { companyId: firm.companyId },
    data: { state: 'failed', settledAt: context.clock() },
  })
  expect(await firm.credits()).toEqual({ A: 100 })
  expect(await firm.reverse(firm.reference, ['A', 100])).toEqual([])
  expect(await firm.credits()).toEqual({})
})

test('credit for a bill that its payment had covered in part is added to that part', async () => {
  const firm = await paying()
  expect(await firm.transfer('B', 'B-1', 50)).toEqual([])
  expect(await firm.came()).toBe('taken')
  expect(await firm.reverse('TRANSFER-1', ['B', 50])).toEqual([])
  expect([await firm.open(), await firm.credits()]).toEqual([{ 'A-1': 0, 'B-1': 50 }, { B: 50 }])
  expect(value(await spendCredit(firm.admin, { account: firm.idOf('B') }, context))).toEqual({
    amount: 5_000,
  })
  expect([await firm.open(), await firm.credits()]).toEqual([{ 'A-1': 0, 'B-1': 0 }, {}])
})

test('a payment that is over keeps no bill from credit, nor from another one at the very moment it is', async () => {
  const firm = await paying()
  expect(await firm.bills(['A', 'A-2', 150, '2026-12-10'])).toEqual([])
  const { id } = await context.db.bill.findFirstOrThrow({
    where: { companyId: firm.companyId, number: 'A-2' },
  })
  value(await firm.begin(id))
  expect(await firm.transfer('A', 'A-1', 100)).toEqual([])
  expect(await firm.came()).toBe('taken')
  const spend = () => spendCredit(firm.admin, { account: firm.idOf('A') }, context).then(outcome)
  expect(await spend()).toBe('bills.no_credit')
  context.pass(30 * MINUTE)
  value(await firm.begin(id))
  expect(await spend()).toBe('bills.no_credit')
  context.pass(30 * MINUTE)
  expect(await spend()).toBe('ok')
  expect(await firm.open()).toMatchObject({ 'A-2': 50 })
  context.pass(-60 * MINUTE)
})

test('two workers that send one refund write that down once', async () => {
  const firm = await over('A')
  const refund = await firm.refund()
  let [asked, meet] = [0, () => {}]
  const met = new Promise<void>((resolve) => {
    meet = resolve
  })
  const far = {
    ...firm.provider,
    async refund() {
      asked += 1
      if (asked === 2) meet()
      await met
      return true
    },
  }
  const sent = await Promise.all([1, 2].map(() => sendRefund(refund, context, far)))
  expect(sent.map((each) => each?.state)).toEqual(['succeeded', 'succeeded'])
  const where = { companyId: firm.companyId, action: 'billing.refund_sent' }
  expect(await context.db.auditEntry.count({ where })).toBe(1)
})

test('what went back, or was taken back, is shown for a month', async () => {
  const firm = await over('A', 'B')
  value(await requestRefund(firm.admin, { payment: firm.payment, account: firm.idOf('A') }, context))
  await context.db.refund.updateMany({
    where: { companyId: firm.companyId },
    data: { state: 'succeeded', settledAt: context.clock() },
  })
  expect(await firm.reverse(firm.reference, ['B', 200])).toEqual([])
  const shown = async () => {
    const { refunds, reversals } = await getMoneyState(firm.admin, context)
    return [refunds.length, reversals.length]
  }
  expect(await shown()).toEqual([1, 1])
  context.pass(31 * DAY)
  expect(await shown()).toEqual([0, 0])
  context.pass(-31 * DAY)
})

test('of what was paid online every hundredth of a unit that is over is told, and what has come stays shared', async () => {
  const firm = await paying()
  expect(await firm.came(300.01)).toBe('taken')
  const where = { companyId: firm.companyId, kind: 'billing.overpaid' }
  expect(await context.db.message.count({ where })).toBe(1)
  // A process of the version before says again that it has come.
  await context.sql.$executeRaw`UPDATE payment SET state = 'succeeded' WHERE id = ${firm.payment}::uuid`
  expect(await firm.credits()).toEqual({ A: 0.01 })
})

test('of more credits than are listed it is said how many and how much', async () => {
  const { slug } = await aCompany(context)
  const admin = await demoActor(context, `admin@${slug}`)
  const over = (from: number, to: number) =>
    take('payments.csv', [
      'company,reference,account,amount,paidOn',
      ...Array.from({ length: to - from }, (_, n) => `${slug},OVER-${from + n},A,${from + n}.00,2026-11-20`),
    ])
  expect(await take('accounts.csv', ['company,number', `${slug},A`])).toEqual([])
  expect(await over(1, 51)).toEqual([])
  expect(await getMoneyState(admin, context)).toMatchObject({ moreCredits: null })
  expect(await over(51, 54)).toEqual([])
  const { credits, moreCredits } = await getMoneyState(admin, context)
  expect(credits).toHaveLength(50)
  const sum = credits.reduce((all, { amount }) => all + amount, 0)
  expect(moreCredits).toEqual({ count: 3, amount: ((53 * 54) / 2) * 100 - sum })
})
