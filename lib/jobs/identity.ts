import type { IdentityMessage } from '@/lib/identity/messages'
import { challengeCode } from '@/lib/identity/secrets'
import type { World } from '@/lib/infra/world'
import type { Locale } from '@/lib/kernel/locale'
import { translator } from '@/lib/words/translator'
import type { Cancelled, Letter } from './letter'
import { writeMail } from './mail'
import { languageOf, loadRecipient, type Recipient } from './recipient'

/** Tells what the identity room announces. */
export async function tellIdentity(message: IdentityMessage, world: World): Promise<Letter[] | Cancelled> {
  switch (message.kind) {
    case 'identity.code_requested':
      return tellCode(message.payload, world)
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
  reference: string
  mobile: string
  wish: string
}

async function tellCode(payload: { challengeId: string; counter: number }, world: World) {
  const [challenge] = await world.sql.$queryRaw<CodeRow[]>`
    SELECT h.id, h.key_id AS "keyId", h.purpose, h.counter, h.expires_at AS "expiresAt", h.msisdn, h.reference,
      u.mobile, coalesce(u.language, c.language) AS wish
    FROM challenge h JOIN "user" u ON u.id = h.user_id JOIN company c ON c.id = u.company_id
    WHERE h.id = ${payload.challengeId}::uuid AND h.used_at IS NULL`
  if (!challenge) return { cancelled: 'the code has been used' }
  if (challenge.counter !== payload.counter || challenge.expiresAt <= world.clock())
    return { cancelled: 'the code has expired' }
  if (challenge.mobile !== challenge.msisdn) return { cancelled: 'the number has changed' }
  const code = challengeCode(world.keys, challenge)
  const text = codeText(languageOf(challenge.wish, world), code, challenge.reference, world.portal)
  return [{ channel: 'sms' as const, to: challenge.msisdn, text }]
}

/**
 * Purpose, code, and the origin-bound line that lets a phone fill it in at this host only. One part in
 * every language: at most 70 characters where the language needs UCS-2 (O15).
 */
export function codeText(language: Locale, code: string, reference: string, portal: URL): string {
  const t = translator(language)
  return `${t('sms.sign_in_code', { code, reference })}\n@${portal.hostname} #${code}`
}

const notice = (world: World, to: Recipient, kind: 'password_changed' | 'wrong_codes'): Letter =>
  writeMail(world, to, (t) => ({
    subject: t(`mail.${kind}.subject`),
    paragraphs: [t(`mail.${kind}.text`, { account: to.account })],
    closing: [t('mail.not_you', { number: world.market.customerService.domestic })],
  }))
