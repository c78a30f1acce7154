import type { IdentityMessage } from '@/lib/identity/messages'
import { openRecovery } from '@/lib/identity/open-recovery'
import { challengeCode } from '@/lib/identity/secrets'
import type { World } from '@/lib/infra/world'
import type { Locale } from '@/lib/kernel/locale'
import { translator } from '@/lib/words/translator'
import type { Cancelled, Letter } from './letter'
import { writeMail } from './mail'
import { languageOf, loadRecipient, type Recipient } from './recipient'

/** Tells what the identity room announces. */
export async function tellIdentity(
  message: IdentityMessage,
  messageId: string,
  world: World,
): Promise<Letter[] | Cancelled> {
  switch (message.kind) {
    case 'identity.code_requested': {
      const { challengeId, counter } = message.payload
      return tellCode(challengeId, counter, world)
    }
    case 'identity.recovery_requested':
      return tellRecovery(message.payload.signInId, messageId, world)
    case 'identity.password_reset':
      return tellReset(await loadRecipient(world, message.payload.userId), world)
    case 'identity.password_changed':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'password_changed')]
    case 'identity.wrong_codes_entered':
      return [notice(world, await loadRecipient(world, message.payload.userId), 'wrong_codes')]
  }
}

type CodeRow = {
  id: string
  keyId: string
  purpose: string
  counter: number
  expiresAt: Date
  msisdn: string
  email: string | null
  reference: string
  userId: string
  mobile: string
  presentEmail: string
  wish: string
}

/** Writes a code, by the way it was opened for, unless it is no longer worth telling. */
async function tellCode(challengeId: string, counter: number, world: World): Promise<Letter[] | Cancelled> {
  const [code] = await world.sql.$queryRaw<CodeRow[]>`
    SELECT h.id, h.key_id AS "keyId", h.purpose, h.counter, h.expires_at AS "expiresAt", h.msisdn, h.email,
      h.reference, h.user_id AS "userId", u.mobile, u.email AS "presentEmail",
      coalesce(u.language, c.language) AS wish
    FROM challenge h JOIN "user" u ON u.id = h.user_id JOIN company c ON c.id = u.company_id
    WHERE h.id = ${challengeId}::uuid AND h.used_at IS NULL`
  if (!code) return { cancelled: 'the code has been used' }
  if (code.counter !== counter || code.expiresAt <= world.clock())
    return { cancelled: 'the code has expired' }
  if (code.email) {
    if (code.email !== code.presentEmail) return { cancelled: 'the address has changed' }
    return [codeMail(await loadRecipient(world, code.userId), code, world)]
  }
  if (code.mobile !== code.msisdn) return { cancelled: 'the number has changed' }
  const digits = challengeCode(world.keys, code)
  const kind = code.purpose === 'recover_sms' ? 'reset_code' : 'sign_in_code'
  const text = codeText(kind, languageOf(code.wish, world), digits, code.reference, world.portal)
  return [{ channel: 'sms', to: code.msisdn, text }]
}

function codeMail(to: Recipient, code: CodeRow, world: World): Letter {
  const kind = code.purpose === 'recover_mail' ? 'reset_code' : 'sign_in_code'
  return writeMail(world, to, (t) => ({
    subject: t(`mail.${kind}.subject`),
    paragraphs: [t(`mail.${kind}.text`, { account: to.account, reference: code.reference })],
    facts: [[t('mail.code'), challengeCode(world.keys, code)]],
    closing: [t('mail.never_ask'), t('mail.not_you', { number: world.market.customerService.domestic })],
  }))
}

/** The code, or why there is none; where nobody asked, nothing. */
async function tellRecovery(
  signInId: string,
  messageId: string,
  world: World,
): Promise<Letter[] | Cancelled> {
  const answer = await openRecovery(signInId, messageId, world)
  if (answer.kind === 'code') return tellCode(answer.challengeId, 0, world)
  if (answer.kind === 'refused')
    return [notice(world, await loadRecipient(world, answer.userId), `reset_${answer.why}`)]
  return { cancelled: 'nobody by this name may have a code now' }
}

/** To both addresses: whoever holds only one of them must hear of it (rule 9). */
function tellReset(to: Recipient, world: World): Letter[] {
  const { domestic: number } = world.market.customerService
  const text = translator(to.language)('sms.password_reset', { account: to.account, number })
  return [notice(world, to, 'password_reset'), { channel: 'sms', to: to.mobile, text }]
}

/**
 * Purpose, code, and the origin-bound line that lets a phone fill it in at this host only. One part in
 * every language: at most 70 characters where the language needs UCS-2 (O15).
 */
export function codeText(
  kind: 'sign_in_code' | 'reset_code',
  language: Locale,
  code: string,
  reference: string,
  portal: URL,
): string {
  const t = translator(language)
  return `${t(`sms.${kind}`, { code, reference })}\n@${portal.hostname} #${code}`
}

type Notice =
  | 'password_changed'
  | 'password_reset'
  | 'wrong_codes'
  | 'reset_suspended'
  | 'reset_phone_unconfirmed'

const notice = (world: World, to: Recipient, kind: Notice): Letter =>
  writeMail(world, to, (t) => ({
    subject: t(`mail.${kind}.subject`),
    paragraphs: [t(`mail.${kind}.text`, { account: to.account })],
    closing: [t('mail.not_you', { number: world.market.customerService.domestic })],
  }))
