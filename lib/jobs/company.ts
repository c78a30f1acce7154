import type { CompanyMessage } from '@/lib/company/messages'
import { temporaryPassword } from '@/lib/identity/secrets/secrets'
import type { Context } from '@/lib/infra/context'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import type { Words } from '@/lib/words/translator'
import { notifyOfNewContacts, notifyOfSettlement, notifyOfStop, notifyOfWhatStops } from './contacts'
import { composeProvider } from './identity-provider'
import { writeMail } from './mail'
import { type Cancelled, type Notification, notifications } from './notification'
import { loadRecipient, loadRecipients, type Recipient } from './recipient'

/** Tells what the company room announces. */
export async function composeCompany(
  message: CompanyMessage,
  context: Context,
): Promise<Notification[] | Cancelled> {
  if (message.kind === 'company.sms_at_sign_in_switched') return tellSwitched(message.payload, context)
  if (
    message.kind === 'company.identity_provider_set' ||
    message.kind === 'company.identity_provider_removed'
  )
    return composeProvider(PROVIDER[message.kind], message.payload, context)
  const to = await loadRecipient(context, message.payload.userId)
  switch (message.kind) {
    case 'company.user_created':
    case 'company.main_administrator_registered':
    case 'company.temporary_password_reissued':
      return tellTemporaryPassword(to, message.kind, message.payload.temporaryPasswordId, context)
    case 'company.user_suspended':
      return [simple(context, to, 'user_suspended')]
    case 'company.main_administrator_ended':
      return [simple(context, to, 'main_administrator_ended')]
    case 'company.user_reactivated':
      return [simple(context, to, 'user_reactivated')]
    case 'company.user_factors_removed':
      return [simple(context, to, 'user_factors_removed')]
    case 'company.user_edited':
      return notifyOfNewContacts(to, message.payload, context)
    case 'company.contact_change_stoppable':
      return notifyOfWhatStops(to, message.payload, context)
    case 'company.contact_change_stopped':
      return notifyOfStop(to, message.payload.emails ?? [], context)
    case 'company.contacts_settled':
      return notifyOfSettlement(to, message.payload.emails, context)
  }
}

/** Everybody who can sign in is told how they sign in from now on (rule 9). */
async function tellSwitched({ companyId, on }: { companyId: string; on: boolean }, context: Context) {
  const key = on ? 'sms_switched_on' : 'sms_switched_off'
  const users = await loadRecipients(context, companyId)
  return users.map((to) =>
    writeMail(context, to, (t) => ({
      subject: t(`mail.${key}.subject`),
      paragraphs: [t(`mail.${key}.text`, { company: to.company, account: to.account })],
      closing: [t('mail.ask_administrator'), notYou(t, context)],
    })),
  )
}

/** What every notice of a change ends with. */
const notYou = (t: Words, context: Context) =>
  t('mail.not_you', { number: context.market.customerService.domestic })

const PROVIDER = {
  'company.identity_provider_set': 'provider_set',
  'company.identity_provider_removed': 'provider_removed',
} as const

const INTRODUCTIONS = {
  'company.user_created': 'user_created',
  'company.main_administrator_registered': 'main_administrator_registered',
  'company.temporary_password_reissued': 'temporary_password_reissued',
} as const

async function tellTemporaryPassword(
  to: Recipient,
  kind: keyof typeof INTRODUCTIONS,
  id: string,
  context: Context,
) {
  const row = await context.db.temporaryPassword.findUniqueOrThrow({ where: { id } })
  if (row.usedAt || row.revokedAt) return { cancelled: 'a newer password has replaced this one' }
  if (row.expiresAt <= context.clock()) return { cancelled: 'the temporary password has expired' }
  const key = INTRODUCTIONS[kind]
  const until = dateFormat(LANGUAGE_TAG[to.language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: context.market.timeZone,
  }).format(row.expiresAt)
  return [
    writeMail(context, to, (t) => ({
      subject: t(`mail.${key}.subject`),
      paragraphs: [t(`mail.${key}.text`, { company: to.company })],
      facts: [
        [t('mail.sign_in_at'), new URL('/sign-in', context.portal).href],
        [t('mail.user_name'), to.account],
        [t('mail.temporary_password'), temporaryPassword(context.keys, row)],
      ],
      closing: [t('mail.temporary_password_note', { until }), t('mail.never_ask')],
    })),
  ]
}

const simple = (
  context: Context,
  to: Recipient,
  key: 'user_suspended' | 'main_administrator_ended' | 'user_reactivated' | 'user_factors_removed',
): Notification =>
  writeMail(context, to, (t) => ({
    subject: t(`mail.${key}.subject`),
    paragraphs: [t(`mail.${key}.text`, { account: to.account, company: to.company })],
    closing: [t('mail.ask_administrator'), notYou(t, context)],
  }))

/** What becomes of what the company room announces. */
export const companyNotifications = notifications<CompanyMessage>(
  {
    'company.user_created': 'access',
    'company.main_administrator_registered': 'access',
    'company.temporary_password_reissued': 'access',
    'company.user_suspended': 'security',
    'company.main_administrator_ended': 'security',
    'company.user_reactivated': 'security',
    'company.user_factors_removed': 'security',
    'company.sms_at_sign_in_switched': 'security',
    'company.identity_provider_set': 'security',
    'company.identity_provider_removed': 'security',
    'company.user_edited': 'security',
    'company.contact_change_stoppable': 'stop',
    'company.contact_change_stopped': 'security',
    'company.contacts_settled': 'security',
  },
  (message, { context }) => composeCompany(message, context),
)
