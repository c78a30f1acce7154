import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { useContext } from '../support/context'
import { aCompany, value } from '../support/people'

const context = useContext()

const take = async (name: string, rows: string[]) => {
  const bytes = (async function* () {
    yield Buffer.from(rows.join('\n'))
  })()
  const { counts, problems } = await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)
  return counts ?? problems
}
const payments = (...rows: string[]) =>
  take('payments.csv', ['company,reference,account,amount,paidOn', ...rows])

/** A company with two accounts and a bill of 127 on the first. */
async function owing() {
  const { slug, admin } = await aCompany(context)
  expect(
    await take('bills.csv', [
      'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
      `${slug},A-1,B-1,2026-11-05,2026-11-25,2026-10-01,2026-10-31,127.00,fee,Fee,100.00,27`,
    ]),
  ).toEqual({ added: 1 })
  expect(await take('accounts.csv', ['company,number', `${slug},A-2`])).toEqual({ written: 1 })
  const open = async () =>
    Number((await context.db.bill.findFirstOrThrow({ where: { companyId: admin.company.id } })).open) / 100
  const paid = () => context.db.payment.count({ where: { companyId: admin.company.id, state: 'succeeded' } })
  return { slug, admin, open, paid }
}

test('a reference that one company’s file has used is free for every other company’s', async () => {
  const [first, second] = [await owing(), await owing()]
  expect(await payments(`${first.slug},BANK-1,A-1,1.00,2026-11-20`)).toEqual({ added: 1 })
  expect(await payments(`${second.slug},BANK-1,A-1,127.00,2026-11-20`)).toEqual({ added: 1 })
  expect([await first.open(), await second.open()]).toEqual([126, 0])
  // In one file too, and however often it comes.
  const both = [first, second].map(({ slug }) => `${slug},BANK-2,A-1,2.00,2026-11-20`)
  expect(await payments(...both)).toEqual({ added: 2 })
  expect(await payments(...both)).toEqual({ added: 0 })
  expect([await first.open(), await second.open()]).toEqual([124, 0])
  expect([await first.paid(), await second.paid()]).toEqual([2, 2])
})

test('in one company the same money never counts twice: another account or amount is refused with its row', async () => {
  const { slug, open, paid } = await owing()
  const row = (account: string, amount: string) => `${slug},BANK-3,${account},${amount},2026-11-20`
  const elsewhere = (row: number) => [{ row, code: 'bills.payment_differs', field: 'account' }]
  expect(await payments(row('A-1', '2.00'), row('A-2', '2.00'))).toEqual(elsewhere(3))
  expect(await payments(row('A-1', '2.00'))).toEqual({ added: 1 })
  expect(await payments(row('A-2', '2.00'))).toEqual(elsewhere(2))
  expect(await payments(row('A-1', '2.50'))).toEqual([
    { row: 2, code: 'bills.payment_differs', field: 'amount' },
  ])
  expect([await open(), await paid()]).toEqual([125, 1])
})

test('what was begun here is its company’s, and what a provider reports is nothing that was delivered', async () => {
  const [mine, theirs] = [await owing(), await owing()]
  const { seen } = await getPaying(mine.admin, null, context)
  const provider = sandbox({ portal: context.portal, secret: 'a secret' })
  value(await startPayment(mine.admin, { bill: undefined, seen }, context, provider))
  const { reference } = await context.db.payment.findFirstOrThrow({
    where: { companyId: mine.admin.company.id },
  })
  expect(await payments(`${theirs.slug},${reference},A-1,127.00,2026-11-20`)).toEqual({ added: 1 })
  expect([await mine.open(), await theirs.open()]).toEqual([127, 0])
  const event = {
    reference,
    transaction: 'C-2',
    amount: 12_700,
    currency: 'HUF',
    outcome: 'succeeded',
  } as const
  expect(await takePaymentEvent(event, context)).toBe('taken')
  expect(await mine.open()).toBe(0)
  // The operator's books tell it too, for whichever of its accounts they keep it.
  expect(await payments(`${mine.slug},${reference},A-2,127.00,2026-11-20`)).toEqual({ added: 0 })
  expect(await payments(`${theirs.slug},BANK-4,A-1,1.00,2026-11-20`)).toEqual({ added: 1 })
  expect(await takePaymentEvent({ ...event, reference: 'BANK-4' }, context)).toBe('unmatched')
})

test('the database keeps it so, whoever writes', async () => {
  const [mine, theirs] = [await owing(), await owing()]
  const write = ({ admin }: typeof mine, reference: string, startedBy: string | null) => context.sql
    .$executeRaw`
    INSERT INTO payment (id, company_id, reference, amount, currency, state, started_by_id, started_at, settled_at)
    VALUES (${randomUUID()}::uuid, ${admin.company.id}::uuid, ${reference}, 1, 'HUF', 'failed', ${startedBy}::uuid, now(), now())`
  await write(mine, 'BANK-5', null)
  await expect(write(mine, 'BANK-5', null)).rejects.toThrow('payment_of_reference')
  await write(theirs, 'BANK-5', null)
  await write(mine, 'BEGUN', mine.admin.subject.id)
  await expect(write(theirs, 'BEGUN', theirs.admin.subject.id)).rejects.toThrow('payment_begun')
})
