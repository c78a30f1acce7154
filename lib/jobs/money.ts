import { sendRefund } from '@/lib/billing/credits/send-refund'
import type { BillingMessage } from '@/lib/billing/messages'
import type { PaymentProvider } from '@/lib/billing/payments/payment-provider'
import type { Context } from '@/lib/infra/context'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { formatFor, moneyText } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'
import { writeMail } from './mail'
import type { Cancelled, Notification } from './notification'
import { loadPayers } from './payers'
import { loadStaff } from './recipient'

/** What goes out by itself. */
export type CopyMessage = Extract<BillingMessage, { kind: 'billing.copy_due' | 'billing.report_due' }>
export type MoneyMessage = Exclude<BillingMessage, CopyMessage>

/**
 * Notifies payers of what became of money that was not owed, and the operator's staff of money that nobody can count and of
 * deliveries that failed; what is to go back is sent on its way first.
 */
export async function composeMoney(
  message: MoneyMessage,
  context: Context,
  provider: PaymentProvider | null,
): Promise<Notification[] | Cancelled> {
  if (message.kind === 'billing.payment_unmatched') return notifyStaff(message.payload.unmatchedId, context)
  if (message.kind === 'billing.delivery_failed') return notifyFailed(message.payload, context)
  if (message.kind === 'billing.bills_covered') return notifyCovered(message.payload, context)
  if (message.kind === 'billing.payment_reversed') return notifyReversed(message.payload, context)
  if (message.kind === 'billing.overpaid')
    return notifyOverpaid(message.payload.paymentId, context, provider !== null)
  const refund = await sendRefund(message.payload.refundId, context, provider)
  if (!refund || refund.state === 'requested') return { cancelled: 'there is no such refund' }
  const { companyId, accountId, requestedById } = refund
  const payers = await loadPayers({ companyId, accounts: [accountId], by: requestedById }, context)
  if (payers.length === 0) return NOBODY
  const account = await context.db.billingAccount.findUniqueOrThrow({ where: { id: accountId } })
  const key = refund.state === 'succeeded' ? 'refund_sent' : 'refund_failed'
  return payers.map(({ to }) => {
    const amount = moneyText(refund.amount, refund.currency, to.language)
    return writeMail(context, to, (t) => ({
      subject: t(`mail.${key}.subject`, { amount }),
      paragraphs: [t(`mail.${key}.text`, { amount, company: to.company })],
      facts: [[t('mail.account'), account.name]],
    }))
  })
}

const NOBODY: Cancelled = { cancelled: 'there is nobody whom it concerns' }
const MATCHED: Cancelled = { cancelled: 'the payment turned out to be one that was begun here' }

/** `online`: what was paid in the portal can be sent back there. */
async function notifyOverpaid(
  paymentId: string,
  context: Context,
  online: boolean,
): Promise<Notification[] | Cancelled> {
  const payment = await context.db.payment.findUnique({
    where: { id: paymentId },
    select: {
      companyId: true,
      startedById: true,
      reference: true,
      currency: true,
      shares: {
        select: { billingAccountId: true, amount: true, credit: true, account: { select: { name: true } } },
      },
      creditNote: { select: { number: true } },
    },
  })
  if (!payment) return MATCHED
  const { companyId, startedById, reference, currency, shares, creditNote } = payment
  if (!shares.some(({ credit }) => credit)) return { cancelled: 'the credit was used meanwhile' }
  const accounts = shares.map(({ billingAccountId }) => billingAccountId)
  const payers = await loadPayers({ companyId, accounts, by: startedById }, context)
  const notices = payers.flatMap(({ to, accounts }) => {
    // What was paid for accounts that somebody may not see is none of their business, nor can be calculated.
    const own = shares.filter(({ billingAccountId }) => accounts.includes(billingAccountId))
    const over = own.reduce((sum, { credit }) => sum + Number(credit), 0)
    if (over === 0) return []
    const money = (minor: number) => moneyText(minor, currency, to.language)
    const paid = own.reduce((sum, { amount }) => sum + Number(amount), 0)
    const values = { amount: money(paid), credit: money(over), company: to.company }
    const number = creditNote?.number
    return writeMail(context, to, (t) => ({
      subject: number
        ? t('mail.overpaid.note_subject', { number, credit: values.credit })
        : t('mail.overpaid.subject', { credit: values.credit }),
      paragraphs: [
        number ? t('mail.overpaid.note', { ...values, number }) : t('mail.overpaid.text', values),
        t(startedById && online ? 'mail.overpaid.back_here' : 'mail.overpaid.back_service'),
      ],
      facts: [
        ...own
          .filter(({ credit }) => credit)
          .map(({ account, credit }): [string, string] => [
            t('mail.account'),
            `${account.name}, ${money(Number(credit))}`,
          ]),
        ...referenceFact(t, { reference, isOurs: Boolean(startedById ?? number) }),
      ],
    }))
  })
  return notices.length > 0 ? notices : NOBODY
}

/** The bank's or the operator's reference of a payment: our own says nothing to anybody. */
const referenceFact = (t: Words, { reference, isOurs }: { reference: string; isOurs: boolean }) =>
  isOurs ? [] : [[t('mail.payment_reference'), reference] as [string, string]]

type Covered = Extract<MoneyMessage, { kind: 'billing.bills_covered' }>['payload']

async function notifyCovered(
  { accountId, bills, more }: Covered,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const found = await context.db.bill.findMany({
    where: { billingAccountId: accountId, id: { in: bills.map(({ billId }) => billId) } },
    select: { id: true, companyId: true, number: true, currency: true, open: true, dueOn: true },
  })
  if (!found[0]) return { cancelled: 'there are no such bills' }
  const payers = await loadPayers({ companyId: found[0].companyId, accounts: [accountId], by: null }, context)
  const notices = payers.map(({ to }) =>
    writeMail(context, to, (t) => ({
      subject: t('mail.bills_covered.subject'),
      paragraphs: [
        t('mail.bills_covered.text', { company: to.company }),
        ...(more > 0 ? [t('mail.bills_covered.more', { count: more })] : []),
      ],
      facts: bills.flatMap(({ billId, amount }): [string, string][] => {
        const bill = found.find(({ id }) => id === billId)
        if (!bill) return []
        const format = formatFor(bill.currency, to.language)
        const values = {
          amount: format.money(Math.abs(amount)),
          open: format.money(Number(bill.open)),
          due: format.day(bill.dueOn.toISOString().slice(0, 10)),
        }
        return [[bill.number, t(`mail.bills_covered.${amount > 0 ? 'covered' : 'moved'}`, values)]]
      }),
    })),
  )
  return notices.length > 0 ? notices : NOBODY
}

type Reversed = Extract<MoneyMessage, { kind: 'billing.payment_reversed' }>['payload']

async function notifyReversed(
  { paymentId, accountId, amount }: Reversed,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const payment = await context.db.payment.findUnique({
    where: { id: paymentId },
    select: { companyId: true, startedById: true, reference: true, currency: true },
  })
  if (!payment) return MATCHED
  const { companyId, startedById, reference, currency } = payment
  const account = await context.db.billingAccount.findUniqueOrThrow({ where: { id: accountId } })
  const owed = await context.db.bill.aggregate({
    where: { billingAccountId: accountId, open: { gt: 0 } },
    _sum: { open: true },
  })
  const payers = await loadPayers({ companyId, accounts: [accountId], by: startedById }, context)
  const notices = payers.map(({ to }) => {
    const money = (minor: number) => moneyText(minor, currency, to.language)
    const values = { amount: money(amount), open: money(Number(owed._sum.open ?? 0)), company: to.company }
    return writeMail(context, to, (t) => ({
      subject: t('mail.payment_reversed.subject', { amount: values.amount }),
      paragraphs: [t('mail.payment_reversed.text', values)],
      facts: [
        [t('mail.account'), account.name],
        ...referenceFact(t, { reference, isOurs: startedById !== null }),
      ],
    }))
  })
  return notices.length > 0 ? notices : NOBODY
}

async function notifyStaff(id: string, context: Context): Promise<Notification[]> {
  const { amount, currency, reference, transaction, reason, company } =
    await context.db.unmatchedPayment.findUniqueOrThrow({
      where: { id },
      select: {
        amount: true,
        currency: true,
        reference: true,
        transaction: true,
        reason: true,
        company: { select: { name: true } },
      },
    })
  return (await loadStaff(context)).map((to) =>
    writeMail(context, to, (t) => {
      const money = moneyText(Number(amount), currency, to.language)
      return {
        subject: t('mail.payment_unmatched.subject', { amount: money }),
        paragraphs: [t(`mail.payment_unmatched.${reason}`), t('mail.payment_unmatched.text')],
        facts: [
          [t('mail.payment_unmatched.amount_label'), money],
          [t('mail.payment_unmatched.reference_label'), reference],
          [t('mail.payment_unmatched.transaction_label'), transaction],
          ...(company ? [[t('mail.payment_unmatched.company_label'), company.name] as [string, string]] : []),
        ],
      }
    }),
  )
}

type FailedDelivery = Extract<MoneyMessage, { kind: 'billing.delivery_failed' }>['payload']

async function notifyFailed(failed: FailedDelivery, context: Context): Promise<Notification[]> {
  const { timeZone } = context.market
  return (await loadStaff(context)).map((to) => {
    const day = dateFormat(LANGUAGE_TAG[to.language], { dateStyle: 'long', timeZone })
    return writeMail(context, to, (t) => ({
      subject: t('mail.delivery_failed.subject', failed),
      paragraphs: [
        t('mail.delivery_failed.text', failed),
        t('mail.delivery_failed.retry', { until: day.format(new Date(failed.until)) }),
      ],
      facts: [[t('mail.delivery_failed.id_label'), failed.deliveryId]],
    }))
  })
}
