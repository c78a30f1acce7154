import type { IdentityMessage } from '@/lib/identity/messages'
import { openAskedCode } from '@/lib/identity/number/open-asked-code'
import type { SimGuard } from '@/lib/identity/number/sim-guard'
import type { World } from '@/lib/infra/world'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { translator } from '@/lib/words/translator'
import { tellCode } from './codes'
import type { Cancelled, Letter } from './letter'
import { writeMail } from './mail'
import { tellProvider } from './provider'
import { loadRecipient, loadRecipients, loadStaff, type Recipient } from './recipient'

/** Tells what the identity room announces. */
export async function tellIdentity(
  message: IdentityMessage,
  messageId: string,
  world: World,
  sim: SimGuard,
): Promise<Letter[] | Cancelled> {
  switch (message.kind) {
    case 'identity.code_requested': {
      const { challengeId, counter } = message.payload
      return tellCode(challengeId, counter, world)
    }
    case 'identity.recovery_requested':
    case 'identity.number_code_requested':
      return tellAskedCode(message.payload.signInId, messageId, world, sim)
    case 'identity.password_reset':
      return tellReset(await loadRecipient(world, message.payload.userId), world)
    case 'identity.password_changed':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'password_changed')]
    case 'identity.second_factor_added':
    case 'identity.second_factor_removed': {
      const { userId, factor } = message.payload
      const key = message.kind === 'identity.second_factor_added' ? 'factor_added' : 'factor_removed'
      return [notice(world, await loadRecipient(world, userId), key, factor)]
    }
    case 'identity.provider_in_use':
      return tellProvider('provider_in_use', message.payload, world)
    case 'identity.company_linked':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'company_linked')]
    case 'identity.company_unlinked':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'company_unlinked')]
    case 'identity.sms_budget_reached':
      return tellBudget(message.payload, world)
    case 'identity.api_key_ending':
      return tellKeyEnding(message.payload, world)
    case 'identity.backup_codes_renewed':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'backup_codes_renewed')]
    case 'identity.backup_code_used':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'backup_code_used')]
    case 'identity.wrong_codes_entered':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'wrong_codes')]
  }
}

/** The code, or why there is none; where nobody asked, nothing. */
async function tellAskedCode(
  signInId: string,
  messageId: string,
  world: World,
  sim: SimGuard,
): Promise<Letter[] | Cancelled> {
  const answer = await openAskedCode(signInId, messageId, sim, world)
  if (answer.kind === 'code') return tellCode(answer.challengeId, 0, world)
  if (answer.kind === 'refused')
    return [notice(world, await loadRecipient(world, answer.userId), `reset_${answer.why}`)]
  return { cancelled: `no code: ${answer.why}` }
}

type Budget = Extract<IdentityMessage, { kind: 'identity.sms_budget_reached' }>['payload']

/** To the operator's staff: they replace it before deliveries stop. */
async function tellKeyEnding(
  { system, until }: { system: string; until: string },
  world: World,
): Promise<Letter[]> {
  const staff = await loadStaff(world)
  const { timeZone } = world.market
  return staff.map((to) => {
    const day = dateFormat(LANGUAGE_TAG[to.language], { dateStyle: 'long', timeZone })
    return writeMail(world, to, (t) => ({
      subject: t('mail.api_key_ending.subject', { system }),
      paragraphs: [t('mail.api_key_ending.text', { system, until: day.format(new Date(until)) })],
    }))
  })
}

/** The operator's staff hear of it, and of a company's budget its main administrators too. */
async function tellBudget({ companyId, percentage, sent, budget }: Budget, world: World): Promise<Letter[]> {
  const staff = await loadStaff(world)
  const chiefs = companyId ? await loadRecipients(world, companyId, { administrator: { isNot: null } }) : []
  const whose = companyId
    ? (await world.db.company.findUniqueOrThrow({ where: { id: companyId }, select: { name: true } })).name
    : world.market.brand.name
  const key = percentage >= 100 ? 'sms_budget_spent' : 'sms_budget_low'
  return [...staff, ...chiefs].map((to) =>
    writeMail(world, to, (t) => ({
      subject: t(`mail.${key}.subject`, { company: whose }),
      paragraphs: [t(`mail.${key}.text`, { company: whose, sent, budget })],
    })),
  )
}

/** To both addresses: whoever holds only one of them must hear of it (rule 9). */
function tellReset(to: Recipient, world: World): Letter[] {
  const { domestic: number } = world.market.customerService
  const text = translator(to.language)('sms.password_reset', { account: to.account, number })
  return [notice(world, to, 'password_reset'), { channel: 'sms', to: to.mobile, language: to.language, text }]
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

const notice = (world: World, to: Recipient, kind: Notice, factor = ''): Letter =>
  writeMail(world, to, (t) => ({
    subject: t(`mail.${kind}.subject`),
    paragraphs: [t(`mail.${kind}.text`, { account: to.account, factor })],
    closing: [t('mail.not_you', { number: world.market.customerService.domestic })],
  }))
