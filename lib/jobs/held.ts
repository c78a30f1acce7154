import type { Context } from '@/lib/infra/context'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { displayNumber } from '@/lib/market/phone-number'
import type { OutboxMessage } from '@/lib/outbox/messages'
import { translator } from '@/lib/words/translator'
import { writeMail } from './mail'
import { type Cancelled, type Notification, notifications } from './notification'
import { languageOf } from './recipient'

/** So many subjects stand in one mail; of the others only how many they are. */
const MOST_SUBJECTS = 20

/** Tells somebody in one message of all that were held back: what each was about, how often, and when last. */
export async function composeHeld(
  { payload: { channel, recipient } }: OutboxMessage,
  messageId: string,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const held = await context.sql.$queryRaw<
    { summary: string | null; language: string | null; count: number; last: Date }[]
  >`
    SELECT summary, max(language) AS language, count(*)::int AS count, max(queued_at) AS last FROM delivery
    WHERE merged_into = ${messageId}::uuid GROUP BY summary ORDER BY max(queued_at) DESC`
  if (held.length === 0) return { cancelled: 'nothing was held back' }
  const language = languageOf(held[0]!.language, context)
  const count = held.reduce((sum, each) => sum + each.count, 0)
  const { domestic } = context.market.customerService
  if (channel === 'sms') {
    const text = translator(language)('sms.held', { count, number: displayNumber(domestic, context.market) })
    return [{ channel, to: recipient, language, text, counted: true }]
  }
  const at = dateFormat(LANGUAGE_TAG[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: context.market.timeZone,
  })
  const rest = held.slice(MOST_SUBJECTS).reduce((sum, each) => sum + each.count, 0)
  const mail = writeMail(context, { email: recipient, language }, (t) => ({
    subject: t('mail.held.subject', { count }),
    paragraphs: [t('mail.held.text')],
    facts: [
      ...held
        .slice(0, MOST_SUBJECTS)
        .map((each): [string, string] => [each.summary ?? '', `${each.count} × · ${at.format(each.last)}`]),
      ...(rest > 0 ? [[t('mail.held.others'), `${rest} ×`] as [string, string]] : []),
    ],
    closing: [t('mail.not_you', { number: domestic })],
  }))
  return [{ ...mail, counted: true }]
}

/** What becomes of what the outbox itself announces. */
export const outboxNotifications = notifications<OutboxMessage>(
  {
    'outbox.notices_held': 'security',
  },
  (message, { id, context }) => composeHeld(message, id, context),
)
