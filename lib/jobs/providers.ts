import { mailClient } from '@/lib/channels/mail/client'
import { startDemoMailServer } from '@/lib/channels/mail/demo-server'
import { openSandbox } from '@/lib/channels/pay/open'
import { simClient } from '@/lib/channels/sim/client'
import { smsClient } from '@/lib/channels/sms/client'
import { startDemoCentre } from '@/lib/channels/sms/demo-centre'
import type { Context } from '@/lib/infra/context'
import { type Env, env } from '@/lib/infra/env'
import { type Channel, channelReporter } from '@/lib/outbox/channel-states'
import { keepReceipt } from '@/lib/outbox/receipts'
import type { Providers } from './notification'

/** A code or temporary password in a text, for the mailbox's copy button. */
export const secretIn = (text: string): string | null =>
  /@\S+ #(\d+)\s*$/.exec(text)?.[1] ?? /^[^\n:]+: ([A-HJ-NP-Za-km-z2-9]{16}|\d{8})$/m.exec(text)?.[1] ?? null

/**
 * Connects to the operator's mail server and message centre; in demo mode without settings for them, to
 * built-in ones, whose post shows at /dev/mailbox. The drivers are the same.
 */
export async function openProviders(
  context: Context,
  settings: Env = env(),
): Promise<Providers & { close(): Promise<void> }> {
  const { SMTP_URL, SMPP_URL, MARKET } = settings
  const keepMail = (mail: Parameters<Parameters<typeof startDemoMailServer>[0]>[0]) =>
    keep(context, {
      channel: 'mail',
      sender: mail.from,
      recipient: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
    })
  const keepSms = (sms: Parameters<Parameters<typeof startDemoCentre>[0]>[0]) =>
    keep(context, {
      channel: 'sms',
      sender: sms.from,
      recipient: sms.to,
      subject: null,
      text: sms.text,
      html: null,
    })
  const mailServer = SMTP_URL ? null : await startDemoMailServer(keepMail)
  const centre = SMPP_URL ? null : await startDemoCentre(keepSms)

  const mailUrl = SMTP_URL ?? mailServer!.url
  const smsUrl = SMPP_URL ?? centre!.url
  const report = (channel: Channel, url: string) => channelReporter(channel, new URL(url).host, context)
  const mail = mailClient({
    url: mailUrl,
    from: settings.MAIL_FROM ?? MARKET.mailFrom,
    onState: report('mail', mailUrl),
  })
  const sms = smsClient({
    url: smsUrl,
    from: settings.SMS_FROM ?? MARKET.smsFrom,
    onState: report('sms', smsUrl),
    validity: settings.SMPP_VALIDITY,
    clock: context.clock,
    receiptIds: settings.SMPP_RECEIPT_IDS,
    onReceipt: (receipt) => keepReceipt(receipt, context),
  })
  return {
    mail,
    sms,
    pay: settings.DEMO ? openSandbox(settings) : null,
    sim: simClient({ url: settings.CAMARA_URL, lately: settings.SIM_CHANGED_HOURS }),
    async close() {
      await sms.close()
      mail.close()
      await Promise.all([mailServer?.close(), centre?.close()])
    },
  }
}

type Item = {
  channel: string
  sender: string
  recipient: string
  subject: string | null
  text: string
  html: string | null
}

const keep = async (context: Context, item: Item) => {
  await context.db.mailboxItem.create({
    data: { ...item, secret: secretIn(item.text) },
    select: { id: true },
  })
}
