import { makeBillDocument } from '@/lib/billing/bills/open-bill-document'
import { type CopyOutcome, recordCopy } from '@/lib/billing/files/record-copy'
import type { BillingMessage } from '@/lib/billing/messages'
import { getBill } from '@/lib/billing/queries'
import { makeReport } from '@/lib/billing/reports/open-report'
import type { ReportKey } from '@/lib/billing/view'
import { userActor } from '@/lib/identity/sessions/user-actor'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import type { TableFile, TableFormat } from '@/lib/infra/table-file'
import { formatFor } from '@/lib/kernel/money'
import { fileName } from '@/lib/kernel/plain-name'
import { NotFound } from '@/lib/kernel/violation'
import { actorCan, authorize } from '@/lib/rights/actor'
import type { Words } from '@/lib/words/translator'
import { requireKnown } from './known-content'
import { writeMail } from './mail'
import { type CopyMessage, composeMoney } from './money'
import { type Attachment, type Cancelled, type Notification, notifications } from './notification'
import { languageOf } from './recipient'

/**
 * Sends what goes out by itself: copies of bills and reports, made in the name of whoever set them up and with the rights
 * that they hold at this moment. Cancelled where those are gone, or what it is about is.
 */
export async function composeBilling(
  message: CopyMessage,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const schedule = await context.db.schedule.findUnique({ where: { id: message.payload.scheduleId } })
  const actor = schedule && (await userActor(schedule.userId, context))
  if (!schedule || !actor) return { cancelled: 'it was stopped, or whoever set it up is gone', stopped: true }
  if (!actorCan(actor, 'report:schedule'))
    return { cancelled: 'whoever set it up may no longer', stopped: true }
  requireKnown({
    report: schedule.report,
    [message.kind === 'billing.copy_due' ? 'format of bills' : 'format of reports']: schedule.format,
  })
  const { language: wish } = await context.db.company.findUniqueOrThrow({
    where: { id: schedule.companyId },
    select: { language: true },
  })
  const language = languageOf(wish, context)
  const format = formatFor(context.market.currency, language)
  const { name: company } = actor.company
  const notification = (file: Attachment, write: (t: Words) => { subject: string; text: string }) => [
    writeMail(context, { email: schedule.email, language }, (t) => {
      const { subject, text } = write(t)
      return { subject, paragraphs: [text], attachments: [file] }
    }),
  ]
  try {
    if (message.kind === 'billing.copy_due') {
      const { billId: id } = message.payload
      const bill = await getBill(actor, id, context)
      authorize(actor, 'report:schedule', { companyId: schedule.companyId, accountId: bill.accountId })
      const { file } = await makeBillDocument(actor, { id, format: 'pdf', locale: language }, context)
      return notification(await attachment(file), (t) => {
        const month = format.month(bill.month)
        const isCredit = bill.state === 'credited'
        const facts = {
          ...{ company, month, account: actor.name },
          total: format.money(isCredit ? -bill.total : bill.total),
          open: format.money(bill.open),
          due: format.day(bill.dueOn),
        }
        const kind = isCredit
          ? 'credit'
          : bill.open === 0
            ? 'settled'
            : bill.open < bill.total
              ? 'partly'
              : 'text'
        return {
          subject: t(`mail.bill_copy.${isCredit ? 'credit_subject' : 'subject'}`, {
            number: bill.number,
            month,
          }),
          text: t(`mail.bill_copy.${kind}`, facts),
        }
      })
    }
    const report = schedule.report as ReportKey
    const file = await makeReport(
      actor,
      { report, format: schedule.format as TableFormat, locale: language },
      context,
    )
    return notification(await attachment(file), (t) => {
      const title = t(`reports.${report}.title`)
      return {
        subject: t('mail.report_copy.subject', { report: title }),
        text: t('mail.report_copy.text', { report: title, company, account: actor.name }),
      }
    })
  } catch (error) {
    if (error instanceof NotFound) return { cancelled: 'what it is about is gone' }
    throw error
  }
}

type QueuedMessage = { kind: string; companyId: string | null }

/** Whether a message is something that goes out by itself, of which the audit says what became of it. */
export const isCopy = (message: QueuedMessage): message is CopyMessage & { companyId: string } =>
  message.kind === 'billing.copy_due' || message.kind === 'billing.report_due'

/** Writes down what became of it. In the caller's transaction, at its end. */
export const writeDownCopy = (
  tx: Raw,
  { companyId, payload }: CopyMessage & { companyId: string },
  outcome: CopyOutcome,
  { to, now }: { to: string | null; now: Date },
): Promise<void> => {
  const billId = 'billId' in payload ? payload.billId : null
  return recordCopy(tx, { companyId, scheduleId: payload.scheduleId, billId, to, outcome }, now)
}

async function attachment({ name, type, bytes }: TableFile): Promise<Attachment> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return { name: fileName(name), type, content: Buffer.concat(chunks) }
}

/** What becomes of what the billing room announces. */
export const billingNotifications = notifications<BillingMessage>(
  {
    'billing.copy_due': 'report',
    'billing.report_due': 'report',
    'billing.overpaid': 'notice',
    'billing.bills_covered': 'notice',
    'billing.payment_reversed': 'notice',
    'billing.payment_unmatched': 'notice',
    'billing.delivery_failed': 'notice',
    'billing.refund_due': 'notice',
  },
  (message, { context, providers }) =>
    message.kind === 'billing.copy_due' || message.kind === 'billing.report_due'
      ? composeBilling(message, context)
      : composeMoney(message, context, providers.pay),
)
