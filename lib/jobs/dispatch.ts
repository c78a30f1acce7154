import type { CopyOutcome } from '@/lib/billing/files/record-copy'
import { NotTaken } from '@/lib/channels/outcome'
import { idKey } from '@/lib/channels/sms/receipt-ids'
import { splitSms } from '@/lib/channels/sms/split'
import type { Context } from '@/lib/infra/context'
import { DAY, secondsUntil } from '@/lib/kernel/clock'
import { type Accepted, acceptedParts, recordAccepted } from '@/lib/outbox/attempts'
import { type Delivery, openDelivery, recordSent, recordUnsent } from '@/lib/outbox/deliveries'
import { settleMessage } from '@/lib/outbox/message-states'
import { settleEarlyReceipts } from '@/lib/outbox/receipts'
import { allow } from './allowance'
import { isCopy, writeDownCopy } from './billing'
import { UnknownContent } from './known-content'
import { isKnownKind, UNKNOWN_KIND } from './known-kinds'
import type { Notification, Providers } from './notification'
import { type Announced, compose } from './registry'

/**
 * Tells one message of the outbox: writes its notifications and hands each to its channel. What was handed
 * over is remembered per address, so that a second run after a crash or a failure sends only the rest.
 * @throws NotTaken when something is worth trying again; the job queue does, with back-off, for some days.
 */
export async function dispatch(messageId: string, context: Context, providers: Providers): Promise<void> {
  const [message] = await context.sql.$queryRaw<QueuedMessage[]>`
    SELECT id, kind, payload, company_id AS "companyId" FROM message
    WHERE id = ${messageId}::uuid AND state NOT IN ('completed', 'cancelled')`
  if (!message) return
  // Processes of the next version announce what this one has never heard of: one of theirs sends it.
  if (!isKnownKind(message.kind)) return settle(context, message, 'in_progress', UNKNOWN_KIND)
  const notifications = await compose(message, { id: messageId, context, providers }).catch((error) => {
    if (error instanceof UnknownContent) return error
    throw error
  })
  if (notifications instanceof UnknownContent)
    return settle(context, message, 'in_progress', notifications.message)
  if ('cancelled' in notifications)
    return settle(
      context,
      message,
      'cancelled',
      notifications.cancelled,
      notifications.stopped ? 'stopped' : 'failed',
    )
  if (notifications.length === 0) return settle(context, message, 'completed', null)

  const problems: NotTaken[] = []
  let waits = false
  for (const [index, notification] of notifications.entries()) {
    const completes = index === notifications.length - 1 && problems.length === 0 && !waits
    const problem = await handOver(notification, message, context, providers, completes)
    if (problem === 'waiting') waits = true
    else if (problem) problems.push(problem)
  }
  const temporary = problems.find(({ permanent }) => !permanent)
  if (temporary) {
    await settle(context, message, 'in_progress', temporary.message)
    throw temporary
  }
  if (waits) return settle(context, message, 'in_progress', 'waits until there is room in a budget')
  if (problems[0]) await settle(context, message, 'failed', problems[0].message, 'failed')
}

type QueuedMessage = Announced & { id: string; companyId: string | null }

/** So long it is tried again what a server does not take (RFC 5321, 4.5.4.1: four to five days). */
const TRIED_FOR = 5 * DAY

/** `copy`: what became of it, where it is something that goes out by itself. */
const settle = async (
  context: Context,
  message: QueuedMessage,
  state: 'in_progress' | 'completed' | 'cancelled' | 'failed',
  note: string | null,
  copy?: CopyOutcome,
) => {
  await context.sql.transaction(async (tx) => {
    await settleMessage(tx, message.id, { state, note })
    if (copy && isCopy(message)) await writeDownCopy(tx, message, copy, { to: null, now: context.clock() })
  })
}

/** Hands one notification over, unless that was done before or there is no room for it; `completes`: then the whole message is. */
async function handOver(
  notification: Notification,
  message: QueuedMessage,
  context: Context,
  providers: Providers,
  completes: boolean,
): Promise<NotTaken | 'waiting' | null> {
  const messageId = message.id
  const delivery = await openDelivery(
    { messageId, channel: notification.channel, to: notification.to },
    context,
  )
  const { id, counted } = delivery
  let { state } = delivery
  if (!notification.counted && !counted && (state === 'queued' || state === 'waiting'))
    state = await allow(id, notification, message, context)
  if (state === 'waiting') return state
  try {
    const accepted = state === 'queued' ? await send(notification, delivery, context, providers) : null
    const sent = { id, messageId, accepted, completes }
    if (!isCopy(message)) await recordSent(context.sql, sent, context.clock())
    else
      await context.sql.transaction(async (tx) => {
        await recordSent(tx, sent, context.clock())
        if (accepted) await writeDownCopy(tx, message, 'sent', { to: notification.to, now: context.clock() })
      })
    if (accepted && notification.channel === 'sms') await settleEarlyReceipts(id, context)
    return null
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    const isOver = context.clock().getTime() - delivery.queuedAt.getTime() > TRIED_FOR
    const problem = isOver ? new NotTaken(error.message, true) : error
    await recordUnsent(id, problem, context)
    return problem
  }
}

/** Resolves with what was taken last; parts of an SMS before that are written down as they are taken. */
async function send(
  notification: Notification,
  delivery: Delivery,
  context: Context,
  providers: Providers,
): Promise<Accepted> {
  const { id } = delivery
  if (notification.channel === 'mail') {
    const answer = await providers.mail.send({
      ...notification,
      messageId: `<${id}@${context.portal.hostname}>`,
    })
    return { part: 1, reference: null, answer, idKey: null }
  }
  const { to, text, expiresAt } = notification
  const parts = splitSms(text).parts.length
  const { reference, accepted } = await acceptedParts(delivery, { text, parts }, context)
  const validFor = expiresAt ? secondsUntil(expiresAt, context.clock()) : null
  let part = accepted + 1
  const answered = (answer: string): Accepted => ({ part, reference, answer, idKey: idKey(answer) || null })
  const sms = { to, text, validFor, reference: reference ?? 0, taken: accepted }
  const last = await providers.sms.send(sms, async (answer) => {
    await recordAccepted(id, answered(answer), context)
    part += 1
  })
  return answered(last)
}
