import type { IdentityMessage } from '@/lib/identity/messages'
import { challengeCode } from '@/lib/identity/secrets'
import type { World } from '@/lib/infra/world'
import { translator } from '@/lib/words/translator'
import type { Cancelled, Letter } from './letter'
import { writeMail } from './mail'
import { loadRecipient, type Recipient } from './recipient'

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

async function tellCode(payload: { challengeId: string; counter: number }, world: World) {
  const challenge = await world.db.challenge.findUnique({ where: { id: payload.challengeId } })
  if (!challenge || challenge.usedAt) return { cancelled: 'the code has been used' }
  if (challenge.counter !== payload.counter || challenge.expiresAt <= world.clock())
    return { cancelled: 'the code has expired' }
  const to = await loadRecipient(world, challenge.userId)
  if (to.mobile !== challenge.msisdn) return { cancelled: 'the number has changed' }
  const code = challengeCode(world.keys, challenge)
  return [
    {
      channel: 'sms' as const,
      to: challenge.msisdn,
      text: codeText(to, code, challenge.reference, world.portal),
    },
  ]
}

/**
 * Purpose, code, and the origin-bound line that lets a phone fill it in at this host only. One part in
 * every language: at most 70 characters where the language needs UCS-2 (O15).
 */
export function codeText(
  to: Pick<Recipient, 'language'>,
  code: string,
  reference: string,
  portal: URL,
): string {
  const t = translator(to.language)
  return `${t('sms.sign_in_code', { code, reference })}\n@${portal.hostname} #${code}`
}

const notice = (world: World, to: Recipient, kind: 'password_changed' | 'wrong_codes'): Letter =>
  writeMail(world, to, (t) => ({
    subject: t(`mail.${kind}.subject`),
    paragraphs: [t(`mail.${kind}.text`, { account: to.account })],
    closing: [t('mail.not_you', { number: world.market.customerService.domestic })],
  }))
