import { getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { value } from '../people'
import type { Cases } from './check'
import type { House } from './house'

const providerOf = ({ context }: House) => sandbox({ portal: context.portal, secret: 'a secret' })

/** An account with one bill of 100. */
async function owing(house: House) {
  const { slug, companyId, context } = house
  await house.take('accounts.csv', 'company,number,name', `${slug},A,Main`)
  await house.take(
    'bills.csv',
    'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
    `${slug},A,A-1,2026-11-05,2026-11-20,2026-10-01,2026-10-31,100,fee,Fee,100,0`,
  )
  const bill = await context.db.bill.findFirstOrThrow({ where: { companyId } })
  return { bill: bill.id, account: bill.billingAccountId }
}

/** The same, and somebody has begun to pay it. */
async function paying(house: House) {
  const owed = await owing(house)
  const { context, admin, companyId } = house
  const { seen } = await getPaying(admin, owed.bill, context)
  value(await startPayment(admin, { bill: owed.bill, seen }, context, providerOf(house)))
  const { id, reference } = await context.db.payment.findFirstOrThrow({ where: { companyId } })
  return { ...owed, payment: id, reference }
}

/** Money has come for it at the provider. */
const came = ({ context }: House, reference: string, amount: number) =>
  takePaymentEvent(
    { reference, transaction: reference, amount, currency: 'HUF', outcome: 'succeeded' },
    context,
  )

/** The same, and more has come than was owed. */
async function overpaid(house: House) {
  const paid = await paying(house)
  await came(house, paid.reference, 15_000)
  return paid
}

const usageOf = async (house: House) => ({ id: (await house.lines(1))[0], month: '2026-10', format: 'csv' })

export const billingCases: Cases = {
  'billing.add_schedule': {
    'copies of bills': async ({ admin }) => ({
      actor: admin,
      input: { report: 'bills', email: 'books@firm.example' },
    }),
    'a report': async ({ admin }) => ({
      actor: admin,
      input: { report: 'centres', email: 'books@firm.example', every: 'week' },
    }),
  },
  'billing.end_schedule': {
    usual: async ({ admin, companyId, context }) => {
      const of = {
        companyId,
        userId: admin.subject.id,
        report: 'bills',
        every: 'bill',
        format: 'pdf',
      } as const
      const at = context.clock()
      const { id } = await context.db.schedule.create({
        data: { ...of, email: 'books@firm.example', since: at, nextAt: at },
      })
      return { actor: admin, input: { id } }
    },
  },
  'billing.open_bill_document': {
    usual: async (house) => {
      const { bill } = await owing(house)
      return { actor: house.admin, input: { id: bill, format: 'csv', locale: 'en' } }
    },
  },
  'billing.open_report': {
    usual: async (house) => {
      await owing(house)
      return { actor: house.admin, input: { report: 'kinds', format: 'csv', locale: 'en' } }
    },
  },
  'billing.open_usage': {
    usual: async (house) => ({ actor: house.admin, input: { ...(await usageOf(house)), locale: 'en' } }),
  },
  'billing.request_refund': {
    usual: async (house) => {
      const { payment, account } = await overpaid(house)
      return { actor: house.admin, input: { payment, account } }
    },
  },
  'billing.resume_payment': {
    usual: async (house) => {
      const { payment } = await paying(house)
      return { actor: house.admin, input: { payment }, needs: [providerOf(house)] }
    },
  },
  'billing.spend_credit': {
    usual: async (house) => {
      const { account, reference } = await paying(house)
      // Half of it was paid by transfer meanwhile, so half of what came is credit; then the bank takes the transfer back.
      await house.take(
        'payments.csv',
        'company,reference,account,bill,amount,paidOn',
        `${house.slug},T-1,A,A-1,50,2026-11-20`,
      )
      await came(house, reference, 10_000)
      await house.take(
        'payments.csv',
        'company,reference,account,amount,paidOn,reverses',
        `${house.slug},R-1,A,-50,2026-11-20,T-1`,
      )
      return { actor: house.admin, input: { account } }
    },
  },
  'billing.start_payment': {
    usual: async (house) => {
      const { bill } = await owing(house)
      const { seen } = await getPaying(house.admin, bill, house.context)
      return { actor: house.admin, input: { bill, seen }, needs: [providerOf(house)] }
    },
    'all of them': async (house) => {
      await owing(house)
      const { seen } = await getPaying(house.admin, null, house.context)
      return { actor: house.admin, input: { bill: '', seen }, needs: [providerOf(house)] }
    },
  },
}
