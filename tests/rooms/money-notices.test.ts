import { expect, test } from 'vitest'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { requestRefund } from '@/lib/billing/credits/request-refund'
import { getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { dispatch } from '@/lib/jobs/dispatch'
import { loadPayers } from '@/lib/jobs/payers'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, aUser, value } from '../support/people'
import { providers } from '../support/providers'

const context = useContext()
const provider = () => sandbox({ portal: context.portal, secret: 'a secret' })

const take = async (name: string, rows: string[]) => {
  const bytes = (async function* () {
    yield Buffer.from(rows.join('\n'))
  })()
  expect((await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)).problems).toEqual([])
}

/** A company that owes 100 on account A and 200 on B; Eve has paid both, and all of it is over. */
async function overpaid() {
  const { slug, admin: main } = await aCompany(context)
  const companyId = main.company.id
  await take('bills.csv', [
    'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
    `${slug},A,A-1,2026-11-05,2026-11-20,2026-10-01,2026-10-31,100,fee,Fee,100,0`,
    `${slug},B,B-1,2026-11-05,2026-11-25,2026-10-01,2026-10-31,200,fee,Fee,200,0`,
  ])
  const accounts = await context.db.billingAccount.findMany({ where: { companyId } })
  const idOf = (number: string) => accounts.find((each) => each.number === number)!.id
  const user = async (...rights: string[]) => {
    const made = await aUser(context, main)
    for (const right of rights) value(await giveRight(context, main, made.id, right))
    const { email } = await context.db.user.findUniqueOrThrow({ where: { id: made.id } })
    return { ...made, email: email!, actor: () => demoActor(context, made.account) }
  }
  const eve = await user('finance')
  const boss = await context.db.user.findUniqueOrThrow({ where: { id: main.subject.id } })
  const { seen } = await getPaying(await eve.actor(), null, context)
  value(await startPayment(await eve.actor(), { bill: undefined, seen }, context, provider()))
  const { id, reference } = await context.db.payment.findFirstOrThrow({ where: { companyId } })
  await take('payments.csv', [
    'company,reference,account,bill,amount,paidOn',
    `${slug},T-1,A,A-1,100,2026-11-20`,
    `${slug},T-2,B,B-1,200,2026-11-20`,
  ])
  await takePaymentEvent(
    { reference, transaction: reference, amount: 30_000, currency: 'HUF', outcome: 'succeeded' },
    context,
  )
  const mailsOf = async (kind: string) => {
    const { ends, mails } = providers(undefined, undefined, provider())
    for (const { id } of await context.db.message.findMany({ where: { companyId, kind, state: 'initial' } }))
      await dispatch(id, context, ends)
    return mails
  }
  /** To whom notices of a kind go, and the first amount that stands in each. */
  const notices = async (kind: string) =>
    Object.fromEntries((await mailsOf(kind)).map(({ to, subject }) => [to, Number(/\d+/.exec(subject)?.[0])]))
  const suspend = async ({ id }: { id: string }) =>
    value(await suspendUser(await demoActor(context, `admin@${slug}`), { id, reason: 'left' }, context))
  return { slug, companyId, payment: id, idOf, user, eve, boss: boss.email!, mailsOf, notices, suspend }
}

test('whoever paid is notified of what is over, and nobody else', async () => {
  const firm = await overpaid()
  await firm.user('finance')
  expect(await firm.notices('billing.overpaid')).toEqual({ [firm.eve.email]: 300 })
})

test('where they are suspended, everybody who may pay now is: each of the accounts they may pay for', async () => {
  const firm = await overpaid()
  const [forA, forB, forBoth, former] = [
    await firm.user(`finance@account:${firm.idOf('A')}`),
    await firm.user(`finance@account:${firm.idOf('B')}`),
    await firm.user('finance'),
    await firm.user('finance'),
  ]
  await firm.user()
  await firm.suspend(firm.eve)
  await firm.suspend(former)
  expect(await firm.notices('billing.overpaid')).toEqual({
    ...{ [forA.email]: 100, [forB.email]: 200, [forBoth.email]: 300, [firm.boss]: 300 },
  })
})

test('of the payment, each learns only what was paid for their own accounts', async () => {
  const firm = await overpaid()
  const forA = await firm.user(`finance@account:${firm.idOf('A')}`)
  // What was paid for B is over no more: of A alone there is anything to say, and of the payment all that one may see.
  await context.db.paymentShare.updateMany({
    where: { paymentId: firm.payment, billingAccountId: firm.idOf('B') },
    data: { credit: 0 },
  })
  const forB = await firm.user(`finance@account:${firm.idOf('B')}`)
  await firm.suspend(firm.eve)
  const mails = await firm.mailsOf('billing.overpaid')
  const said = new Map(mails.map(({ to, text }) => [to, text]))
  expect(said.get(forA.email)).toMatch(/payment of \D*100\D.*\D100\D* of it/)
  expect(said.get(firm.boss)).toMatch(/payment of \D*300\D.*\D100\D* of it/)
  expect(said.has(forB.email)).toBe(false)
})

test('a notification says how to have money back as the page has it, and of which account and payment', async () => {
  const firm = await overpaid()
  const [online] = await firm.mailsOf('billing.overpaid')
  expect(online!.text).toMatch(/Bills → Pay you can have it sent back/)
  expect(online!.text).toMatch(/Billing account: A, \D*100/)
  expect(online!.text).toMatch(/Billing account: B, \D*200/)
  expect(online!.text).not.toContain(firm.payment)
  await take('payments.csv', [
    'company,reference,account,bill,amount,paidOn',
    `${firm.slug},T-7,A,,70,2026-11-20`,
  ])
  const [transfer] = await firm.mailsOf('billing.overpaid')
  expect(transfer!.text).not.toContain('Bills → Pay')
  expect(transfer!.text).toMatch(/call customer service/)
  expect(transfer!.text).toMatch(/Billing account: A, \D*70/)
  expect(transfer!.text).toContain('Payment reference: T-7')
})

test('of what became of a refund too, of its own account', async () => {
  const firm = await overpaid()
  const [forA, forB] = [
    await firm.user(`finance@account:${firm.idOf('A')}`),
    await firm.user(`finance@account:${firm.idOf('B')}`),
  ]
  const input = { payment: firm.payment, account: firm.idOf('B') }
  value(await requestRefund(await firm.eve.actor(), input, context))
  await firm.suspend(firm.eve)
  expect(await firm.notices('billing.refund_due')).toEqual({ [forB.email]: 200, [firm.boss]: 200 })
  expect((await getMoneyState(await forA.actor(), context)).refunds).toEqual([])
})

test('who has lost the right to pay is not notified, though they may still sign in', async () => {
  const firm = await overpaid()
  await context.db.grant.deleteMany({ where: { userId: firm.eve.id } })
  expect(await firm.notices('billing.overpaid')).toEqual({ [firm.boss]: 300 })
})

test('who pays for an account is no longer told of its money where the operator offers no payments any more', async () => {
  const { slug, admin } = await aCompany(context)
  const companyId = admin.company.id
  const payer = await aUser(context, admin)
  value(await giveRight(context, admin, payer.id, 'finance'))
  await take('bills.csv', [
    'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
    `${slug},A,A-1,2026-11-05,2026-11-20,2026-10-01,2026-10-31,100,fee,Fee,100,0`,
  ])
  const accounts = (await context.db.billingAccount.findMany({ where: { companyId } })).map(({ id }) => id)
  const notices = async () =>
    (await loadPayers({ companyId, accounts, by: null }, context)).map(({ to }) => to.email).sort()
  const emails = await context.db.user.findMany({ where: { companyId }, select: { id: true, email: true } })
  const emailOf = (id: string) => emails.find((each) => each.id === id)!.email
  expect(await notices()).toEqual([emailOf(admin.subject.id), emailOf(payer.id)].sort())
  await context.db.company.update({ where: { id: companyId }, data: { notOffered: ['bill:pay'] } })
  expect(await notices()).toEqual([emailOf(admin.subject.id)])
})
