import { describe, expect, test } from 'vitest'
import { lockAccounts } from '@/lib/billing/allocation/allocate-accounts'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { requestRefund } from '@/lib/billing/credits/request-refund'
import { spendCredit } from '@/lib/billing/credits/spend-credit'
import { findPayment, getPaying } from '@/lib/billing/payments/pay-queries'
import type { PaymentProvider } from '@/lib/billing/payments/payment-provider'
import { resumePayment } from '@/lib/billing/payments/resume-payment'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { getDebt, listBills } from '@/lib/billing/queries'
import { listBillsInput } from '@/lib/billing/schema'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { dispatch } from '@/lib/jobs/dispatch'
import { DAY, MINUTE } from '@/lib/kernel/clock'
import { moneyText } from '@/lib/kernel/money'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { aUser, outcome, value } from '../support/people'
import { providers } from '../support/providers'

const context = useContext()
const open = async (actor: Actor) =>
  (await listBills(actor, listBillsInput.parse({ state: 'open' }), context)).rows
const provider = (): PaymentProvider => sandbox({ portal: context.portal, secret: 'a secret' })
const owing = (seed: number) => aCompanyWithBills(context, { seed, lines: 40, months: 4 })
/** Pays what the page shows. */
const pay = async (actor: Actor, bill?: string) => {
  const { seen } = await getPaying(actor, bill ?? null, context)
  return startPayment(actor, { bill, seen }, context, provider())
}
/** In the order in which they were begun. */
const payments = (actor: Actor) =>
  context.db.payment.findMany({
    where: { companyId: actor.company.id, startedById: { not: null } },
    include: { parts: true },
    orderBy: { id: 'asc' },
  })

test('debt is over all accounts: what is owed, what is overdue, and the bills that make it up', async () => {
  const { admin } = await owing(21)
  const debt = await getDebt(admin, context)
  const bills = await open(admin)
  expect(bills.length).toBeGreaterThan(2)
  expect(debt.open).toBe(bills.reduce((sum, bill) => sum + bill.open, 0))
  const overdue = bills.filter(({ state }) => state === 'overdue')
  expect(overdue.length).toBeGreaterThan(0)
  expect(debt.overdue).toBe(overdue.reduce((sum, bill) => sum + bill.open, 0))
  expect(new Set(debt.bills.map(({ id }) => id))).toEqual(new Set(bills.map(({ id }) => id)))
  const paying = await getPaying(admin, bills[0]!.id, context)
  expect(paying).toMatchObject({ amount: bills[0]!.open, reference: bills[0]!.number })
  expect(paying.qr).toMatch(/^HCT\n001\n1\n\w{11}\n.+\nHU\d{26}\nHUF\d+\n\d{14}\+[12]\n/)
  expect(paying.qr?.endsWith('\n')).toBe(true)
  expect(paying.qr?.split('\n')).toHaveLength(18)
})

test('money is counted once, however often and at once it is told; a failure takes nothing back', async () => {
  const { admin } = await owing(22)
  const owed = (await getDebt(admin, context)).open
  const [first, second] = await Promise.all([1, 2].map(() => pay(admin)))
  // Pressed twice it is one payment.
  expect(value(first!).url).toBe(value(second!).url)
  const [payment, ...more] = await payments(admin)
  expect(more).toEqual([])
  expect(Number(payment!.amount)).toBe(owed)
  const event = { reference: payment!.reference, transaction: 'T-1', amount: owed, currency: 'HUF' }
  expect(await takePaymentEvent({ ...event, reference: 'nobody’s', outcome: 'succeeded' }, context)).toBe(
    'unmatched',
  )
  expect(await takePaymentEvent({ ...event, amount: 0, outcome: 'succeeded' }, context)).toBe('unmatched')
  expect(await takePaymentEvent({ ...event, reference: 'nobody’s', outcome: 'failed' }, context)).toBe(
    'unknown',
  )
  expect((await getDebt(admin, context)).open).toBe(owed)
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => takePaymentEvent({ ...event, outcome: 'succeeded' }, context)),
  )
  expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1)
  expect(await takePaymentEvent({ ...event, outcome: 'failed' }, context)).toBe('known')
  expect((await getDebt(admin, context)).open).toBe(0)
  expect(outcome(await pay(admin))).toBe('bills.nothing_owed')
  const [sum] = await context.sql.$queryRaw<{ paid: number; parts: number }[]>`
    SELECT sum(b.paid)::float8 AS paid,
      (SELECT sum(i.amount)::float8 FROM payment_part i JOIN payment p ON p.id = i.payment_id
        WHERE p.company_id = ${admin.company.id}::uuid AND p.state = 'succeeded') AS parts
    FROM bill b WHERE b.company_id = ${admin.company.id}::uuid`
  expect(sum!.paid).toBe(sum!.parts)
})

/** What must hold at any moment: no bill is paid beyond its total, nothing that came is lost or counted twice. */
async function sums(actor: Actor) {
  const [row] = await context.sql.$queryRaw<
    { over: number; paid: number; parts: number; came: number; credit: number; back: number }[]
  >`
    SELECT (SELECT count(*)::int FROM bill WHERE company_id = c.id AND paid > net + tax) AS over,
      (SELECT coalesce(sum(paid), 0)::float8 FROM bill WHERE company_id = c.id) AS paid,
      (SELECT coalesce(sum(i.amount), 0)::float8 FROM payment_part i JOIN payment p ON p.id = i.payment_id
        WHERE p.company_id = c.id AND p.state = 'succeeded') AS parts,
      (SELECT coalesce(sum(amount), 0)::float8 FROM payment WHERE company_id = c.id AND state = 'succeeded') AS came,
      (SELECT coalesce(sum(credit), 0)::float8 FROM payment WHERE company_id = c.id) AS credit,
      (SELECT coalesce(sum(amount), 0)::float8 FROM refund WHERE company_id = c.id AND state <> 'failed') AS back
    FROM company c WHERE c.id = ${actor.company.id}::uuid`
  expect(row!.over).toBe(0)
  expect(row!.paid).toBe(row!.parts)
  expect(row!.came).toBe(row!.parts + row!.credit + row!.back)
  return row!
}
const chargeOf = ({ reference, amount }: { reference: string; amount: bigint }) => ({
  ...{ reference, transaction: `of ${reference}`, amount: Number(amount), currency: 'HUF' },
})
const came = (payment: { reference: string; amount: bigint }, amount = Number(payment.amount)) =>
  takePaymentEvent({ ...chargeOf(payment), amount, outcome: 'succeeded' }, context)
const failed = (payment: { reference: string; amount: bigint }) =>
  takePaymentEvent({ ...chargeOf(payment), outcome: 'failed' }, context)
const sendBack = async (actor: Actor, payment: string) => {
  const { billingAccountId } = await context.db.payment.findUniqueOrThrow({ where: { id: payment } })
  return requestRefund(actor, { payment, account: billingAccountId! }, context)
}
const credits = async (actor: Actor) => (await getMoneyState(actor, context)).credits

describe('a bill is paid once', () => {
  test('who pays one keeps it from who pays all, until it has come, failed or expired', async () => {
    const { admin } = await owing(23)
    const [bill] = await open(admin)
    const { seen } = await getPaying(admin, null, context)
    value(await pay(admin, bill!.id))
    // The other tab shows what is no longer true.
    expect(outcome(await startPayment(admin, { bill: undefined, seen }, context, provider()))).toBe(
      'bills.pay_changed',
    )
    const rest = await getPaying(admin, null, context)
    expect(rest.bills.map(({ id }) => id)).not.toContain(bill!.id)
    expect(rest.reserved).toBe(bill!.open)
    value(await pay(admin))
    // Nobody goes on with one of several payments as if it were all.
    expect(outcome(await startPayment(admin, { bill: undefined, seen }, context, provider()))).toBe(
      'bills.being_paid',
    )
    const [one, all] = await payments(admin)
    expect(all!.parts.map(({ billId }) => billId)).not.toContain(bill!.id)
    expect((await getMoneyState(admin, context)).underWay).toHaveLength(2)
    expect(await came(one!)).toBe('taken')
    expect(await came(all!)).toBe('taken')
    expect(await sums(admin)).toMatchObject({ credit: 0 })
    expect((await getDebt(admin, context)).open).toBe(0)
    expect((await getMoneyState(admin, context)).underWay).toEqual([])
  })

  test('what somebody else is paying is told with how long; what failed is free at once', async () => {
    const { admin } = await owing(26)
    const [bill] = await open(admin)
    value(await pay(admin))
    const refused = await startPayment(admin, { bill: bill!.id, seen: '' }, context, provider())
    expect(outcome(refused)).toBe('bills.being_paid')
    expect(refused.ok || refused.refusal.values).toEqual({ minutes: 30 })
    context.pass(30_000)
    const later = await startPayment(admin, { bill: bill!.id, seen: '' }, context, provider())
    expect(later.ok || later.refusal.values).toEqual({ minutes: 30 })
    const [payment] = await payments(admin)
    await failed(payment!)
    value(await pay(admin, bill!.id))
    // A failure that is told again frees nothing of anybody else's.
    expect(await failed(payment!)).toBe('known')
    expect(outcome(await startPayment(admin, { bill: undefined, seen: '' }, context, provider()))).not.toBe(
      'ok',
    )
    expect((await getPaying(admin, bill!.id, context)).amount).toBe(0)
  })

  test('whoever comes back from a payment of one bill is asked for that one; from several, for what is owed', async () => {
    const { admin } = await owing(25)
    const [, bill] = await open(admin)
    value(await pay(admin, bill!.id))
    const [one] = await payments(admin)
    await failed(one!)
    const back = await findPayment(admin, one!.id, context)
    expect(back).toMatchObject({ state: 'failed', amount: bill!.open, billId: bill!.id })
    // What is offered again is that bill and its sum, and paying what is shown pays that one.
    expect(await getPaying(admin, back!.billId, context)).toMatchObject({
      billId: bill!.id,
      amount: bill!.open,
    })
    value(await pay(admin))
    const all = (await payments(admin)).find(({ id }) => id !== one!.id)
    expect((await findPayment(admin, all!.id, context))?.billId).toBeNull()
  })

  test('a transfer that can only be whole says what it sends, as its QR code does', async () => {
    const { admin } = await owing(25)
    for (const bill of await open(admin)) {
      const { qr, rounded } = await getPaying(admin, bill.id, context)
      const sent = Number(/\nHUF(\d+)\n/.exec(qr!)![1]) * 100
      expect(rounded ?? bill.open).toBe(sent)
      expect(rounded === null).toBe(bill.open % 100 === 0)
    }
  })

  test('whoever may pay goes on with the same payment; a stranger and a payment that is over do not', async () => {
    const [{ admin }, other] = [await owing(27), await owing(28)]
    const { url } = value(await pay(admin))
    const [{ id } = { id: '' }] = await payments(admin)
    const ask = (actor: Actor) => resumePayment(actor, { payment: id }, context, provider())
    expect(value(await ask(admin)).url).toBe(url)
    expect(outcome(await ask(other.admin))).toBe('bills.payment_over')
    context.pass(31 * MINUTE)
    expect(outcome(await ask(admin))).toBe('bills.payment_over')
    expect((await findPayment(admin, id, context))?.state).toBe('expired')
  })

  test('of many that begin at once one has each bill, whatever they ask for', async () => {
    const { admin } = await owing(29)
    const bills = await open(admin)
    const all = await getPaying(admin, null, context)
    const ones = await Promise.all(bills.slice(0, 3).map(({ id }) => getPaying(admin, id, context)))
    await Promise.all(
      Array.from({ length: 24 }, (_, n) => {
        const shown = n % 4 === 0 ? all : ones[n % ones.length]!
        return startPayment(admin, { bill: shown.billId ?? undefined, seen: shown.seen }, context, provider())
      }),
    )
    const begun = await payments(admin)
    const parts = begun.flatMap((payment) => payment.parts.map(({ billId }) => billId))
    expect(new Set(parts).size).toBe(parts.length)
    await Promise.all(begun.flatMap((payment) => [came(payment), came(payment)]))
    expect(await sums(admin)).toMatchObject({ credit: 0 })
  })
})

describe('what comes over is credit', () => {
  /** Paid online after it had expired, and by somebody else in between. */
  async function paidTwice(seed: number) {
    const firm = await owing(seed)
    const [bill] = await open(firm.admin)
    value(await pay(firm.admin, bill!.id))
    context.pass(31 * MINUTE)
    value(await pay(firm.admin, bill!.id))
    const [late, second] = await payments(firm.admin)
    expect(await came(second!)).toBe('taken')
    expect(await came(late!)).toBe('taken')
    return { ...firm, bill: bill!, late: late! }
  }

  test('money that comes late counts once and is credit, told by mail, on screen and in the audit', async () => {
    const { admin, bill, late } = await paidTwice(30)
    expect(await came(late)).toBe('known')
    expect(await failed(late)).toBe('known')
    expect(await sums(admin)).toMatchObject({ credit: bill.open })
    expect(await credits(admin)).toMatchObject([
      { amount: bill.open, refundable: true, account: bill.account },
    ])
    expect(await findPayment(admin, late.id, context)).toMatchObject({
      state: 'succeeded',
      credit: bill.open,
    })
    const { ends, mails } = providers()
    await dispatchAll(ends, 'billing.overpaid')
    expect(mails).toHaveLength(1)
    expect(mails[0]!.text).toContain(moneyText(bill.open, 'HUF', 'en'))
    const fact = await context.db.auditEntry.findFirstOrThrow({
      where: { action: 'billing.payment_settled', objectId: late.id },
    })
    expect(fact.after).toMatchObject({ credit: expect.stringMatching(/HUF$/) })
  })

  test('more than was asked for is credit, less pays in part', async () => {
    const { admin } = await owing(31)
    const [first, second] = await open(admin)
    value(await pay(admin, first!.id))
    value(await pay(admin, second!.id))
    const [one, two] = await payments(admin)
    expect(await came(one!, first!.open + 500)).toBe('taken')
    expect(await came(two!, second!.open - 700)).toBe('taken')
    expect(await sums(admin)).toMatchObject({ credit: 500 })
    expect((await open(admin)).find(({ id }) => id === second!.id)?.open).toBe(700)
  })

  test('credit is used in turn with a delivery of the same account, and what nobody pays any more is under way no longer', async () => {
    const { admin } = await paidTwice(39)
    const [credit] = await credits(admin)
    let spent: Promise<string> | undefined
    await context.sql.transaction(async (tx) => {
      await lockAccounts(tx, [credit!.accountId])
      spent = spendCredit(admin, { account: credit!.accountId }, context).then(outcome)
      const waits = async () =>
        (
          await context.sql.$queryRaw<unknown[]>`
            SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
        ).length
      await expect.poll(waits, { interval: 20, timeout: 5_000 }).toBe(1)
    })
    expect(['ok', 'bills.no_credit']).toContain(await spent)
    const { admin: payer } = await owing(40)
    value(await pay(payer))
    const underWay = async () => (await getMoneyState(payer, context)).underWay.length
    expect(await underWay()).toBe(1)
    context.pass(30 * MINUTE + 1)
    expect(await underWay()).toBe(0)
  })

  test('credit pays open bills when it is told to, and the next bill by itself', async () => {
    const { admin, slug, bill } = await paidTwice(32)
    const [credit] = await credits(admin)
    const before = (await getDebt(admin, context)).open
    const other = await owing(33)
    await expect(spendCredit(other.admin, { account: credit!.accountId }, context)).rejects.toBeInstanceOf(
      NotFound,
    )
    if (credit!.usable) {
      const { amount } = value(await spendCredit(admin, { account: credit!.accountId }, context))
      expect((await getDebt(admin, context)).open).toBe(before - amount)
    }
    expect(outcome(await spendCredit(admin, { account: credit!.accountId }, context))).toBe('bills.no_credit')
    const left = (await sums(admin)).credit
    const account = (await context.db.billingAccount.findUniqueOrThrow({ where: { id: credit!.accountId } }))
      .number
    const rows = [
      'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
      `${slug},${account},NEXT-1,2026-11-20,2026-12-10,2026-10-01,2026-10-31,1270.00,fee,Fee,1000.00,27`,
    ]
    const kind = fileKindOf('bills.csv')!
    const bytes = (async function* () {
      yield Buffer.from(rows.join('\n'))
    })()
    const { problems } = await importFile({ name: 'bills.csv', format: 'csv', bytes }, kind, context)
    expect(problems).toEqual([])
    const next = (await listBills(admin, listBillsInput.parse({}), context)).rows.find(
      ({ number }) => number === 'NEXT-1',
    )
    expect(next?.open).toBe(Math.max(0, 127_000 - left))
    await sums(admin)
    expect(bill.open).toBeGreaterThan(0)
  })

  const delivered = async (name: 'bills.csv' | 'payments.csv', ...rows: string[]) => {
    const bytes = (async function* () {
      yield Buffer.from(rows.join('\n'))
    })()
    return (await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)).problems
  }

  test('credit pays no bill that is disputed; the oldest goes first; only what was paid online goes back', async () => {
    const { admin, slug } = await owing(36)
    value(await pay(admin))
    const [all] = await payments(admin)
    await came(all!, Number(all!.amount) + 500)
    const [{ accountId } = { accountId: '' }] = await credits(admin)
    const { number } = await context.db.billingAccount.findUniqueOrThrow({ where: { id: accountId } })
    context.pass(MINUTE)
    const head = 'company,reference,account,amount,paidOn'
    // Of the next day: later, whatever hour the tests before have come to.
    const day = new Date(context.clock().getTime() + DAY).toISOString().slice(0, 10)
    expect(await delivered('payments.csv', head, `${slug},REF-36,${number},7.00,${day}`)).toEqual([])
    const amounts = async () => (await credits(admin)).map(({ amount, refundable }) => [amount, refundable])
    expect(await amounts()).toEqual([
      [500, true],
      [700, false],
    ])
    const byTransfer = await context.db.payment.findFirstOrThrow({ where: { reference: 'REF-36' } })
    expect(outcome(await sendBack(admin, byTransfer.id))).toBe('bills.no_credit')
    const bill = (name: string) =>
      delivered(
        'bills.csv',
        'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
        `${slug},${number},${name},2026-11-20,2026-12-10,2026-10-01,2026-10-31,1.27,fee,Fee,1.00,27`,
      )
    expect(await bill('SMALL')).toEqual([])
    expect(await amounts()).toEqual([
      [373, true],
      [700, false],
    ])
    // Money that was to come tomorrow may; next month's is a mistake.
    const far = new Date(context.clock().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    expect(await delivered('payments.csv', head, `${slug},FAR,${number},7.00,${far}`)).toMatchObject([
      { code: 'subscriptions.moment_far' },
    ])
    await context.db.bill.updateMany({
      where: { companyId: admin.company.id, number: 'SMALL' },
      data: { paid: 0, held: true },
    })
    expect(outcome(await spendCredit(admin, { account: accountId }, context))).toBe('bills.no_credit')
    await context.db.bill.updateMany({
      where: { companyId: admin.company.id, number: 'SMALL' },
      data: { held: false },
    })
    expect(outcome(await spendCredit(admin, { account: accountId }, context))).toBe('ok')
  })

  test('who may pay for one account sees, resumes and uses nothing of another', async () => {
    const { admin } = await owing(37)
    const bills = await open(admin)
    const user = await aUser(context, admin)
    const { billingAccountId } = await context.db.bill.findUniqueOrThrow({ where: { id: bills[0]!.id } })
    const { id: own } = await context.db.billingAccount.findFirstOrThrow({
      where: { companyId: admin.company.id, id: { not: billingAccountId } },
    })
    value(await giveRight(context, admin, user.id, `bill:view@account:${own}`))
    value(await giveRight(context, admin, user.id, `bill:pay@account:${own}`))
    const actor = await demoActor(context, user.account)
    value(await pay(admin, bills[0]!.id))
    const [payment] = await payments(admin)
    const seen = async () => {
      const { underWay, credits: over } = await getMoneyState(actor, context)
      return [underWay.length, over.length, await findPayment(actor, payment!.id, context)]
    }
    expect(await seen()).toEqual([0, 0, null])
    expect(outcome(await resumePayment(actor, { payment: payment!.id }, context, provider()))).toBe(
      'bills.payment_over',
    )
    await came(payment!, Number(payment!.amount) + 500)
    const [credit] = await credits(admin)
    expect(credit).toMatchObject({ amount: 500 })
    expect(await seen()).toEqual([0, 0, null])
    expect(outcome(await sendBack(actor, payment!.id))).toBe('bills.no_credit')
    await expect(spendCredit(actor, { account: credit!.accountId }, context)).rejects.toBeInstanceOf(NotFound)
  })

  test('a refund goes once, to where it was paid from; what cannot go is credit again', async () => {
    const { admin, bill, late } = await paidTwice(34)
    const other = await owing(35)
    expect(outcome(await sendBack(other.admin, late.id))).toBe('bills.no_credit')
    const asked = await Promise.all([1, 2, 3].map(() => sendBack(admin, late.id)))
    expect(asked.map(outcome).sort()).toEqual(['bills.no_credit', 'bills.no_credit', 'ok'])
    expect(await sums(admin)).toMatchObject({ credit: 0, back: bill.open })
    const sent: object[] = []
    let answer: boolean | Error = new Error('the provider is away')
    const far: PaymentProvider = {
      ...provider(),
      async refund(refund) {
        if (answer instanceof Error) throw answer
        sent.push(refund)
        return answer
      },
    }
    const { ends, mails } = providers(undefined, undefined, far)
    await expect(dispatchAll(ends, 'billing.refund_due')).rejects.toThrow('away')
    // A process that knows no provider says nothing of the money.
    await expect(dispatchAll({ ...ends, pay: null }, 'billing.refund_due')).rejects.toThrow('no provider')
    expect(await sums(admin)).toMatchObject({ credit: 0, back: bill.open })
    answer = false
    await dispatchAll(ends, 'billing.refund_due')
    expect(await sums(admin)).toMatchObject({ credit: bill.open, back: 0 })
    value(await sendBack(admin, late.id))
    answer = true
    await dispatchAll(ends, 'billing.refund_due')
    await dispatchAll(ends, 'billing.refund_due')
    expect(sent).toHaveLength(2)
    expect(await sums(admin)).toMatchObject({ credit: 0, back: bill.open })
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/could not be sent back$/),
      expect.stringMatching(/was sent back$/),
    ])
    expect((await getMoneyState(admin, context)).refunds.map(({ state }) => state)).toEqual(['succeeded'])
  })
})

async function dispatchAll(ends: Parameters<typeof dispatch>[2], kind: string) {
  const messages = await context.db.message.findMany({
    where: { kind, state: { in: ['initial', 'in_progress'] } },
    orderBy: { id: 'asc' },
  })
  for (const { id } of messages) await dispatch(id, context, ends)
}

test('a failed payment can be begun again; another company’s bill is not there', async () => {
  const [{ admin }, other] = [await owing(24), await owing(25)]
  const [bill] = await open(admin)
  await expect(
    startPayment(other.admin, { bill: bill!.id, seen: '' }, context, provider()),
  ).resolves.toMatchObject({
    ok: false,
    refusal: { code: 'bills.nothing_owed' },
  })
  await expect(getPaying(other.admin, bill!.id, context)).rejects.toBeInstanceOf(NotFound)
  const { url } = value(await pay(admin, bill!.id))
  const [payment] = await payments(admin)
  const event = chargeOf(payment!)
  expect(await takePaymentEvent({ ...event, outcome: 'failed' }, context)).toBe('taken')
  expect((await open(admin)).map(({ id }) => id)).toContain(bill!.id)
  expect(value(await pay(admin, bill!.id)).url).not.toBe(url)
})

test('only what the provider signed, and lately, is believed', async () => {
  const far = sandbox({ portal: context.portal, secret: 'a secret' })
  const body = JSON.stringify({
    reference: 'x',
    transaction: 'y',
    outcome: 'succeeded',
    amount: 1,
    currency: 'HUF',
  })
  const { createHmac } = await import('node:crypto')
  const now = context.clock()
  const signed = (at: number, secret = 'a secret', of = body) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${of}`).digest('hex')}`
  expect(far.read(body, signed(now.getTime()), now)).toMatchObject({ reference: 'x' })
  expect(far.read(body, signed(now.getTime(), 'another'), now)).toBeNull()
  expect(far.read(body.replace('1', '2'), signed(now.getTime()), now)).toBeNull()
  expect(far.read(body, signed(now.getTime() - 6 * 60_000), now)).toBeNull()
  expect(far.read(body, null, now)).toBeNull()
  const unnamed = body.replace('"y"', '""')
  expect(far.read(unnamed, signed(now.getTime(), 'a secret', unnamed), now)).toBeNull()
  expect(far.read('[]', signed(now.getTime(), 'a secret', '[]'), now)).toBeNull()
})
