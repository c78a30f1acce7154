import type { IdentityMessage } from '@/lib/identity/messages'
import { openAskedCode } from '@/lib/identity/number/open-asked-code'
import type { SimGuard } from '@/lib/identity/number/sim-guard'
import type { Context } from '@/lib/infra/context'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { translator } from '@/lib/words/translator'
import { composeCode } from './codes'
import { composeProvider } from './identity-provider'
import { writeMail } from './mail'
import { type Cancelled, type Notification, notifications } from './notification'
import { loadRecipient, loadRecipients, loadStaff, type Recipient } from './recipient'

/** Tells what the identity room announces. */
export async function composeIdentity(
  message: IdentityMessage,
  messageId: string,
  context: Context,
  sim: SimGuard,
): Promise<Notification[] | Cancelled> {
  switch (message.kind) {
    case 'identity.code_requested': {
      const { challengeId, counter } = message.payload
      return composeCode(challengeId, counter, context)
    }
    case 'identity.recovery_requested':
    case 'identity.number_code_requested':
      return tellAskedCode(message.payload.signInId, messageId, context, sim)
    case 'identity.password_reset':
      return tellReset(await loadRecipient(context, message.payload.userId), context)
    case 'identity.password_changed':
      return [notice(context, await loadRecipient(context, message.payload.userId), 'password_changed')]
    case 'identity.second_factor_added':
    case 'identity.second_factor_removed': {
      const { userId, factor } = message.payload
      const key = message.kind === 'identity.second_factor_added' ? 'factor_added' : 'factor_removed'
      return [notice(context, await loadRecipient(context, userId), key, factor)]
    }
    case 'identity.provider_in_use':
      return composeProvider('provider_in_use', message.payload, context)
    case 'identity.company_linked':
      return [notice(context, await loadRecipient(context, message.payload.userId), 'company_linked')]
    case 'identity.company_unlinked':
      return [notice(context, await loadRecipient(context, message.payload.userId), 'company_unlinked')]
    case 'identity.sms_budget_reached':
      return tellBudget(message.payload, context)
    case 'identity.api_key_ending':
      return tellKeyEnding(message.payload, context)
    case 'identity.backup_codes_renewed':
      return [notice(context, await loadRecipient(context, message.payload.userId), 'backup_codes_renewed')]
    case 'identity.backup_code_used':
      return [notice(context, await loadRecipient(context, message.payload.userId), 'backup_code_used')]
    case 'identity.wrong_codes_entered':
      return [notice(context, await loadRecipient(context, message.payload.userId), 'wrong_codes')]
  }
}

/** The code, or why there is none; where nobody asked, nothing. */
async function tellAskedCode(
  signInId: string,
  messageId: string,
  context: Context,
  sim: SimGuard,
): Promise<Notification[] | Cancelled> {
  const answer = await openAskedCode(signInId, messageId, sim, context)
  if (answer.kind === 'code') return composeCode(answer.challengeId, 0, context)
  if (answer.kind === 'refused')
    return [notice(context, await loadRecipient(context, answer.userId), `reset_${answer.why}`)]
  return { cancelled: `no code: ${answer.why}` }
}

type Budget = Extract<IdentityMessage, { kind: 'identity.sms_budget_reached' }>['payload']

/** To the operator's staff: they replace it before deliveries stop. */
async function tellKeyEnding(
  { system, until }: { system: string; until: string },
  context: Context,
): Promise<Notification[]> {
  const staff = await loadStaff(context)
  const { timeZone } = context.market
  return staff.map((to) => {
    const day = dateFormat(LANGUAGE_TAG[to.language], { dateStyle: 'long', timeZone })
    return writeMail(context, to, (t) => ({
      subject: t('mail.api_key_ending.subject', { system }),
      paragraphs: [t('mail.api_key_ending.text', { system, until: day.format(new Date(until)) })],
    }))
  })
}

/** The operator's staff hear of it, and of a company's budget its main administrators too. */
async function tellBudget(
  { companyId, percentage, sent, budget }: Budget,
  context: Context,
): Promise<Notification[]> {
  const staff = await loadStaff(context)
  const chiefs = companyId ? await loadRecipients(context, companyId, { administrator: { isNot: null } }) : []
  const whose = companyId
    ? (await context.db.company.findUniqueOrThrow({ where: { id: companyId }, select: { name: true } })).name
    : context.market.brand.name
  const key = percentage >= 100 ? 'sms_budget_spent' : 'sms_budget_low'
  return [...staff, ...chiefs].map((to) =>
    writeMail(context, to, (t) => ({
      subject: t(`mail.${key}.subject`, { company: whose }),
      paragraphs: [t(`mail.${key}.text`, { company: whose, sent, budget })],
    })),
  )
}

/** To both addresses: whoever holds only one of them must hear of it (rule 9). */
function tellReset(to: Recipient, context: Context): Notification[] {
  const { domestic: number } = context.market.customerService
  const text = translator(to.language)('sms.password_reset', { account: to.account, number })
  return [
    notice(context, to, 'password_reset'),
    { channel: 'sms', to: to.mobile, language: to.language, text },
  ]
}

type Notice =
  | 'password_changed'
  | 'password_reset'
  | 'wrong_codes'
  | 'reset_suspended'
  | 'reset_phone_unconfirmed'
  | 'factor_added'
  | 'factor_removed'
  | 'backup_codes_renewed'
  | 'backup_code_used'
  | 'company_linked'
  | 'company_unlinked'

const notice = (context: Context, to: Recipient, kind: Notice, factor = ''): Notification =>
  writeMail(context, to, (t) => ({
    subject: t(`mail.${kind}.subject`),
    paragraphs: [t(`mail.${kind}.text`, { account: to.account, factor })],
    closing: [t('mail.not_you', { number: context.market.customerService.domestic })],
  }))

/** What becomes of what the identity room announces. */
export const identityNotifications = notifications<IdentityMessage>(
  {
    'identity.code_requested': 'security',
    'identity.recovery_requested': 'security',
    'identity.number_code_requested': 'security',
    'identity.password_reset': 'security',
    'identity.password_changed': 'security',
    'identity.wrong_codes_entered': 'security',
    'identity.second_factor_added': 'security',
    'identity.second_factor_removed': 'security',
    'identity.provider_in_use': 'security',
    'identity.company_linked': 'security',
    'identity.company_unlinked': 'security',
    'identity.backup_codes_renewed': 'security',
    'identity.sms_budget_reached': 'security',
    'identity.backup_code_used': 'security',
    'identity.api_key_ending': 'notice',
  },
  (message, { id, context, providers }) => composeIdentity(message, id, context, providers.sim),
)
