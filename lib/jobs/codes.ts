import { onePart } from '@/lib/channels/sms/split'
import { challengeCode } from '@/lib/identity/secrets/secrets'
import type { Context } from '@/lib/infra/context'
import type { Locale } from '@/lib/kernel/locale'
import { displayNumber } from '@/lib/market/phone-number'
import { translator } from '@/lib/words/translator'
import { writeMail } from './mail'
import type { Cancelled, Notification } from './notification'
import { languageOf } from './recipient'

type CodeRow = {
  id: string
  keyId: string
  purpose: string
  counter: number
  expiresAt: Date
  msisdn: string
  email: string | null
  reference: string
  /** Null: a phone number signs in. */
  account: string | null
  /** Where it would go now; a number's second proof goes where it was opened for. */
  mobile: string
  presentEmail: string | null
  wish: string
}

/** Writes a code, by the way it was opened for, unless it is no longer worth telling. */
export async function composeCode(
  challengeId: string,
  counter: number,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const [code] = await context.sql.$queryRaw<CodeRow[]>`
    SELECT h.id, h.key_id AS "keyId", h.purpose, h.counter, h.expires_at AS "expiresAt", h.msisdn, h.email,
      h.reference, u.login || '@' || c.slug AS account,
      coalesce(u.mobile, l.msisdn) AS mobile, CASE WHEN u.id IS NULL THEN h.email ELSE u.email END AS "presentEmail",
      coalesce(u.language, c.language) AS wish
    FROM challenge h JOIN company c ON c.id = h.company_id
    LEFT JOIN "user" u ON u.id = h.user_id LEFT JOIN subscription l ON l.id = h.subscription_id
    WHERE h.id = ${challengeId}::uuid AND h.used_at IS NULL`
  if (!code) return { cancelled: 'the code has been used' }
  if (code.counter !== counter || code.expiresAt <= context.clock())
    return { cancelled: 'the code has expired' }
  if (code.email) {
    if (code.email !== code.presentEmail) return { cancelled: 'the address has changed' }
    return [{ ...codeMail(code, code.email, context), counted: true }]
  }
  if (code.mobile !== code.msisdn) return { cancelled: 'the number has changed' }
  const digits = challengeCode(context.keys, code)
  const language = languageOf(code.wish, context)
  const text = codeText(smsKind(code.purpose), language, digits, code.reference, context.portal)
  return [{ channel: 'sms', to: code.msisdn, language, text, expiresAt: code.expiresAt, counted: true }]
}

const SMS = { recover_sms: 'reset_code', sign_in_number: 'number_code' } as const
const smsKind = (purpose: string) =>
  Object.hasOwn(SMS, purpose) ? SMS[purpose as keyof typeof SMS] : 'sign_in_code'
const MAIL = { recover_mail: 'reset_code', second: 'second_code' } as const
const mailKind = (purpose: string) =>
  Object.hasOwn(MAIL, purpose) ? MAIL[purpose as keyof typeof MAIL] : 'sign_in_code'

function codeMail(code: CodeRow, email: string, context: Context): Notification {
  const kind = mailKind(code.purpose)
  const account = code.account ?? displayNumber(code.mobile, context.market)
  const to = { email, language: languageOf(code.wish, context) }
  return writeMail(context, to, (t) => ({
    subject: t(`mail.${kind}.subject`),
    paragraphs: [t(`mail.${kind}.text`, { account, reference: code.reference })],
    facts: [[t('mail.code'), challengeCode(context.keys, code)]],
    closing: [t('mail.never_ask'), t('mail.not_you', { number: context.market.customerService.domestic })],
  }))
}

/**
 * Purpose, code, and the origin-bound line that lets a phone fill it in at this host only
 * (https://wicg.github.io/sms-one-time-codes). One part always, whatever the host and language (O15): of two, the second may
 * come late or not at all. What does not fit is left out in this order: how long it is valid, notifications that cost two octets
 * each, everything but the code, the origin.
 */
export function codeText(
  kind: 'sign_in_code' | 'reset_code' | 'number_code',
  language: Locale,
  code: string,
  reference: string,
  portal: URL,
): string {
  const t = translator(language)
  const said = [`sms.${kind}`, `sms.brief.${kind}`, `sms.plain.${kind}`] as const
  const texts = said.map((key) => t(key, { code, reference }))
  const bound = [...texts, code].map((text) => `${text}\n@${portal.hostname} #${code}`)
  return onePart([...bound, ...texts, code])
}
