import type { CompanyMessage } from '@/lib/company/messages'
import { temporaryPassword } from '@/lib/identity/secrets/secrets'
import type { World } from '@/lib/infra/world'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import type { Words } from '@/lib/words/translator'
import { notifyOfNewContacts, notifyOfSettlement, notifyOfStop, notifyOfWhatStops } from './contacts'
import type { Cancelled, Letter } from './letter'
import { writeMail } from './mail'
import { tellProvider } from './provider'
import { loadRecipient, loadRecipients, type Recipient } from './recipient'

/** Tells what the company room announces. */
export async function tellCompany(message: CompanyMessage, world: World): Promise<Letter[] | Cancelled> {
  if (message.kind === 'company.sms_at_sign_in_switched') return tellSwitched(message.payload, world)
  if (
    message.kind === 'company.identity_provider_set' ||
    message.kind === 'company.identity_provider_removed'
  )
    return tellProvider(PROVIDER[message.kind], message.payload, world)
  const to = await loadRecipient(world, message.payload.userId)
  switch (message.kind) {
    case 'company.user_created':
    case 'company.main_administrator_registered':
    case 'company.temporary_password_reissued':
      return tellTemporaryPassword(to, message.kind, message.payload.temporaryPasswordId, world)
    case 'company.user_suspended':
      return [simple(world, to, 'user_suspended')]
    case 'company.main_administrator_ended':
      return [simple(world, to, 'main_administrator_ended')]
    case 'company.user_reactivated':
      return [simple(world, to, 'user_reactivated')]
    case 'company.user_factors_removed':
      return [simple(world, to, 'user_factors_removed')]
    case 'company.user_edited':
      return notifyOfNewContacts(to, message.payload, world)
    case 'company.contact_change_stoppable':
      return notifyOfWhatStops(to, message.payload, world)
    case 'company.contact_change_stopped':
      return notifyOfStop(to, message.payload.emails ?? [], world)
    case 'company.contacts_settled':
      return notifyOfSettlement(to, message.payload.emails, world)
  }
}

/** Everybody who can sign in is told how they sign in from now on (rule 9). */
async function tellSwitched({ companyId, on }: { companyId: string; on: boolean }, world: World) {
  const key = on ? 'sms_switched_on' : 'sms_switched_off'
  const users = await loadRecipients(world, companyId)
  return users.map((to) =>
    writeMail(world, to, (t) => ({
      subject: t(`mail.${key}.subject`),
      paragraphs: [t(`mail.${key}.text`, { company: to.company, account: to.account })],
      closing: [t('mail.ask_administrator'), notYou(t, world)],
    })),
  )
}

/** What every notice of a change ends with. */
const notYou = (t: Words, world: World) =>
  t('mail.not_you', { number: world.market.customerService.domestic })

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
  world: World,
) {
  const row = await world.db.temporaryPassword.findUniqueOrThrow({ where: { id } })
  if (row.usedAt || row.revokedAt) return { cancelled: 'a newer password has replaced this one' }
  if (row.expiresAt <= world.clock()) return { cancelled: 'the temporary password has expired' }
  const key = INTRODUCTIONS[kind]
  const until = dateFormat(LANGUAGE_TAG[to.language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: world.market.timeZone,
  }).format(row.expiresAt)
  return [
    writeMail(world, to, (t) => ({
      subject: t(`mail.${key}.subject`),
      paragraphs: [t(`mail.${key}.text`, { company: to.company })],
      facts: [
        [t('mail.sign_in_at'), new URL('/sign-in', world.portal).href],
        [t('mail.user_name'), to.account],
        [t('mail.temporary_password'), temporaryPassword(world.keys, row)],
      ],
      closing: [t('mail.temporary_password_note', { until }), t('mail.never_ask')],
    })),
  ]
}

const simple = (
  world: World,
  to: Recipient,
  key: 'user_suspended' | 'main_administrator_ended' | 'user_reactivated' | 'user_factors_removed',
): Letter =>
  writeMail(world, to, (t) => ({
    subject: t(`mail.${key}.subject`),
    paragraphs: [t(`mail.${key}.text`, { account: to.account, company: to.company })],
    closing: [t('mail.ask_administrator'), notYou(t, world)],
  }))
