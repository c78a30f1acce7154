import { expect, test } from 'vitest'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { getPaying } from '@/lib/billing/payments/pay-queries'
import type { PaymentEvent } from '@/lib/billing/payments/payment-provider'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { staff, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()

/** A company that has begun to pay all that it owes. */
async function paying(seed: number) {
  const { admin, slug } = await aCompanyWithBills(context, { seed, lines: 6, months: 3 })
  const provider = sandbox({ portal: context.portal, secret: 'a secret' })
  const { seen } = await getPaying(admin, null, context)
  value(await startPayment(admin, { bill: undefined, seen }, context, provider))
  const where = { companyId: admin.company.id, startedById: { not: null } }
  const { reference, amount } = await context.db.payment.findFirstOrThrow({ where })
  const asked = Number(amount)
  const came = (transaction: string, sum = asked, more: Partial<PaymentEvent> = {}) =>
    takePaymentEvent(
      { reference, transaction, amount: sum, currency: 'HUF', outcome: 'succeeded', ...more },
      context,
    )
  const kept = async () =>
    (await context.db.unmatchedPayment.findMany({ where: { reference }, orderBy: { id: 'asc' } })).map(
      ({ amount, reason, transaction }) => [Number(amount), reason, transaction],
    )
  const counted = async () => Number((await context.db.payment.findFirstOrThrow({ where })).amount)
  return { admin, slug, reference, asked, came, kept, counted }
}

test('a second charge of one payment is kept and told to people, whatever its amount, and counted for none', async () => {
  await staff(context)
  const { admin, asked, came, kept, counted } = await paying(801)
  const part = asked - 100
  expect(await came('C-1', part)).toBe('taken')
  // The same again is no news, as often as it comes.
  expect([await came('C-1', part), await came('C-1', part)]).toEqual(['known', 'known'])
  const others: [string, number][] = [
    ['C-2', 100],
    ['C-2', part],
    ['C-3', part],
    ['C-1', asked],
    ['C-1', 1],
  ]
  for (const [transaction, sum] of [...others, ...others])
    expect(await came(transaction, sum)).toBe('unmatched')
  expect(await kept()).toEqual(others.map(([transaction, sum]) => [sum, 'again', transaction]))
  expect(await counted()).toBe(part)
  expect((await getMoneyState(admin, context)).credits).toEqual([])
  const facts = await context.db.auditEntry.count({
    where: { companyId: admin.company.id, action: 'billing.payment_unmatched' },
  })
  expect(facts).toBe(others.length)
  const { mails, count } = await dispatchAll(context, 'billing.payment_unmatched')
  expect(count).toBe(others.length)
  expect(mails[0]!.text).toContain('már beérkezett fizetésre újabb befizetést')
  expect(mails[0]!.text).toContain('C-2')
  // A failure takes none of it back.
  expect(await came('C-4', asked, { outcome: 'failed' })).toBe('known')
  expect(await counted()).toBe(part)
})

test('of several charges that are told at once, each several times, one is counted and the others are kept', async () => {
  const { asked, came, kept, counted } = await paying(802)
  const charges = ['C-11', 'C-12', 'C-13'].flatMap((id) => [id, id, id])
  const answers = await Promise.all(charges.map((id) => came(id)))
  expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'known')).toHaveLength(2)
  expect(await kept()).toHaveLength(2)
  expect(await counted()).toBe(asked)
})

test('a charge that is told for two payments is counted for one', async () => {
  const [one, two] = [await paying(803), await paying(804)]
  expect(await one.came('C-21')).toBe('taken')
  expect([await two.came('C-21'), await two.came('C-21')]).toEqual(['unmatched', 'unmatched'])
  expect(await two.kept()).toEqual([[two.asked, 'again', 'C-21']])
  expect(await two.came('C-22')).toBe('taken')
})

test('what the operator’s books told first is the first charge’s money, and no second one’s', async () => {
  const { slug, admin, reference, asked, came, kept } = await paying(805)
  const { number } = await context.db.billingAccount.findFirstOrThrow({
    where: { companyId: admin.company.id },
  })
  const bytes = (async function* () {
    yield Buffer.from(
      `company,reference,account,amount,paidOn\n${slug},${reference},${number},${asked / 100},2026-11-20`,
    )
  })()
  const file = { name: 'payments.csv', format: 'csv' as const, bytes }
  expect((await importFile(file, fileKindOf('payments.csv')!, context)).counts).toEqual({ added: 1 })
  expect([await came('C-31'), await came('C-31')]).toEqual(['known', 'known'])
  expect([await came('C-32'), await came('C-32')]).toEqual(['unmatched', 'unmatched'])
  expect(await kept()).toEqual([[asked, 'again', 'C-32']])
})

test('an event of nothing, or of less, is no payment: people look into it', async () => {
  const { came, kept, counted, asked } = await paying(808)
  for (const [n, sum] of [0, -1].entries()) expect(await came(`N-${n}`, sum)).toBe('unmatched')
  expect(await kept()).toEqual([
    [0, 'amount', 'N-0'],
    [-1, 'amount', 'N-1'],
  ])
  expect(await counted()).toBe(asked)
})

test('two payers without a reference who pay the same sum are two', async () => {
  const tell = (transaction: string, reference: string) =>
    takePaymentEvent(
      { reference, transaction, amount: 5_000, currency: 'HUF', outcome: 'succeeded' },
      context,
    )
  for (const reference of ['', 'not one of ours'])
    for (const transaction of ['C-41', 'C-42', 'C-41', 'C-43'])
      expect(await tell(transaction, reference)).toBe('unmatched')
  const kept = (reference: string) => context.db.unmatchedPayment.count({ where: { reference } })
  expect([await kept(''), await kept('not one of ours')]).toEqual([3, 3])
})
