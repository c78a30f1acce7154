import { onePart } from '@/lib/channels/sms/split'
import { confirmedContacts } from '@/lib/company/contacts/contact-changes'
import type { CompanyMessage } from '@/lib/company/messages'
import { contactStop } from '@/lib/identity/secrets/secrets'
import type { Context } from '@/lib/infra/context'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { displayNumber } from '@/lib/market/phone-number'
import { translator } from '@/lib/words/translator'
import { writeMail } from './mail'
import type { Cancelled, Notification } from './notification'
import { loadRecipients, type Recipient } from './recipient'

type Edited = Extract<CompanyMessage, { kind: 'company.user_edited' }>['payload']
type Stop = { link: string; page: string; until: Date; reference: string; code: string }

/** Notifies old and new contacts, so that nobody loses an account silently (rule 9); but for those that can stop it. */
export async function notifyOfNewContacts(
  to: Recipient,
  edited: Edited,
  context: Context,
): Promise<Notification[]> {
  const { oldEmail, oldMobile } = edited
  const stops = await whatStops(to, edited, context)
  const emails = new Set([oldEmail, to.email])
  if (stops.email) emails.delete(oldEmail)
  const numbers = new Set(oldMobile === to.mobile ? [] : [oldMobile, to.mobile])
  if (stops.mobile) numbers.delete(oldMobile)
  return [
    ...[...emails].map((address) => editedMail(to, edited, null, address, context)),
    ...[...numbers].map((number) => changedText(to, null, number, context)),
  ]
}

/**
 * Sends what stops the change where the user has confirmed that it is theirs, and nowhere else: a mistyped address is a
 * stranger's, a new one may be an attacker's.
 */
export async function notifyOfWhatStops(
  to: Recipient,
  edited: Edited,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const stop = await findStop(edited, context)
  if (!stop) return { cancelled: 'it was stopped, or its time is over' }
  const stops = await whatStops(to, edited, context)
  return [
    ...(stops.email ? [editedMail(to, edited, stop, edited.oldEmail, context)] : []),
    ...(stops.mobile ? [changedText(to, stop, edited.oldMobile, context)] : []),
  ]
}

/** By which old contacts it can be stopped. The mail alone does where it reaches the user and their number stays as it is. */
async function whatStops(to: Recipient, { changeId, oldEmail, oldMobile }: Edited, context: Context) {
  if (!changeId) return { email: false, mobile: false }
  const { email, mobile } = await confirmedContacts(context.sql, to.id, {
    email: oldEmail,
    mobile: oldMobile,
  })
  return { email, mobile: mobile && (oldMobile !== to.mobile || !email) }
}

/** What stops the change; null: nothing could, or it is over or done. */
async function findStop({ changeId }: Edited, context: Context): Promise<Stop | null> {
  const row = changeId ? await context.db.contactChange.findUnique({ where: { id: changeId } }) : null
  if (!row?.keyId || !row.expiresAt || !row.reference) return null
  if (row.stoppedAt || row.expiresAt <= context.clock()) return null
  const { token, code } = contactStop(context.keys, { id: row.id, keyId: row.keyId })
  const page = new URL('/stop', context.portal)
  const link = new URL(`/stop?t=${token}`, context.portal).href
  return { link, page: page.host + page.pathname, until: row.expiresAt, reference: row.reference, code }
}

const editedMail = (
  to: Recipient,
  old: Edited,
  stop: Stop | null,
  address: string,
  context: Context,
): Notification =>
  writeMail(
    context,
    to,
    (t) => ({
      subject: t('mail.user_edited.subject'),
      paragraphs: [
        t('mail.user_edited.text', { account: to.account }),
        ...(stop ? [t('mail.user_edited.stop', { until: momentOf(stop.until, to, context) })] : []),
      ],
      facts: [
        ...(old.oldEmail === to.email ? [] : [[t('mail.email'), t('mail.changed')] as [string, string]]),
        ...(old.oldMobile === to.mobile ? [] : [[t('mail.mobile'), t('mail.changed')] as [string, string]]),
        ...(stop ? [[t('mail.user_edited.stop_at'), stop.link] as [string, string]] : []),
      ],
      closing: [t('mail.not_you', { number: context.market.customerService.domestic })],
    }),
    address,
  )

function changedText(to: Recipient, stop: Stop | null, number: string, context: Context): Notification {
  const notification = { channel: 'sms', to: number, language: to.language } as const
  if (stop) return { ...notification, text: stopText(to, stop), expiresAt: stop.until }
  const service = displayNumber(context.market.customerService.domestic, context.market)
  const text = translator(to.language)('sms.mobile_changed', { account: to.account, number: service })
  return { ...notification, text }
}

/**
 * One part wherever the address of its page leaves room: of two, the one with the code may come late or not at all. What does
 * not fit is left out in this order: notifications that cost two octets each, whose contacts they are and how long it can be
 * stopped, everything but what stops it.
 */
export function stopText(
  { account, language }: Pick<Recipient, 'account' | 'language'>,
  stop: Pick<Stop, 'page' | 'reference' | 'code'>,
): string {
  const t = translator(language)
  const said = ['sms.contacts_stop', 'sms.plain.contacts_stop', 'sms.brief.contacts_stop'] as const
  const bare = `${stop.page} ${stop.reference} ${stop.code}`
  return onePart([...said.map((key) => t(key, { account, ...stop })), bare])
}

const momentOf = (at: Date, { language }: Recipient, { market }: Context) =>
  dateFormat(LANGUAGE_TAG[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: market.timeZone,
  }).format(at)

/** All old and new addresses hear that nobody gets in, the main administrators where it is settled. */
export async function notifyOfStop(
  to: Recipient,
  oldEmails: string[],
  context: Context,
): Promise<Notification[]> {
  const chiefs = await chiefsBeside(to, context)
  const page = new URL(`/users/${to.id}`, context.portal).href
  return [
    ...[to.email, ...oldEmails].map((address) => notice(to, to, 'account_closed', context, { address })),
    ...chiefs.map((chief) => notice(chief, to, 'contact_change_stopped', context, { page })),
  ]
}

/** Each address hears whether it holds. The temporary password is a mail of its own. */
export async function notifyOfSettlement(
  to: Recipient,
  otherEmails: string[],
  context: Context,
): Promise<Notification[]> {
  const chiefs = await chiefsBeside(to, context)
  return [
    notice(to, to, 'contacts_hold', context),
    ...otherEmails.map((address) => notice(to, to, 'contacts_hold_no_longer', context, { address })),
    ...chiefs.map((chief) => notice(chief, to, 'contacts_settled', context)),
  ]
}

const chiefsBeside = ({ id, companyId }: Recipient, context: Context) =>
  loadRecipients(context, companyId, { administrator: { isNot: null }, id: { not: id } })

type Notice =
  | 'account_closed'
  | 'contact_change_stopped'
  | 'contacts_hold'
  | 'contacts_hold_no_longer'
  | 'contacts_settled'

const notice = (
  to: Recipient,
  { account }: Recipient,
  key: Notice,
  context: Context,
  { page, address }: { page?: string; address?: string } = {},
): Notification =>
  writeMail(
    context,
    to,
    (t) => ({
      subject: t(`mail.${key}.subject`),
      paragraphs: [t(`mail.${key}.text`, { account })],
      ...(page && { facts: [[t('mail.settle_at'), page] as [string, string]] }),
      closing: [t('mail.not_you', { number: context.market.customerService.domestic })],
    }),
    address,
  )
