import { contactStop, sameCode } from '@/lib/identity/secrets/secrets'
import type { Context } from '@/lib/infra/context'
import { hashToken } from '@/lib/kernel/token'
import type { StopContactChangeInput } from '../schema'
import type { ContactChangeView } from '../view'

/** So often the code of an SMS can be tried. */
export const STOP_TRIES = 5

export type FoundChange = { id: string; userId: string; token: string; channel: 'mail' | 'sms' }

/**
 * The change that a token, or a reference with its code, can stop now. A code is charged to its change before it is
 * compared, so of any number of guesses at once only so many count. Null: there is none, whatever the reason.
 */
export async function findContactChange(
  { token, reference, code }: StopContactChangeInput,
  context: Context,
): Promise<FoundChange | null> {
  const now = context.clock()
  if (token) {
    const [found] = await context.sql.$queryRaw<{ id: string; userId: string }[]>`
      SELECT id, user_id AS "userId" FROM contact_change
      WHERE token_hash = ${hashToken(token)} AND stopped_at IS NULL AND expires_at > ${now}`
    return found ? { ...found, token, channel: 'mail' } : null
  }
  if (!reference || !code) return null
  const [tried] = await context.sql.$queryRaw<{ id: string; userId: string; keyId: string }[]>`
    UPDATE contact_change SET tries = tries + 1
    WHERE reference = ${reference} AND tries < ${STOP_TRIES} AND stopped_at IS NULL AND expires_at > ${now}
    RETURNING id, user_id AS "userId", key_id AS "keyId"`
  if (!tried) return null
  const stop = contactStop(context.keys, tried)
  return sameCode(stop.code, code) ? { ...tried, token: stop.token, channel: 'sms' } : null
}

/** What the page of a link shows; null: the link is nobody's, or its time is over. */
export async function getContactChange(token: string, context: Context): Promise<ContactChangeView | null> {
  if (!token || token.length > 100) return null
  type Row = Omit<ContactChangeView, 'state'> & {
    until: Date
    stoppedAt: Date | null
    settledAt: Date | null
    closed: boolean
  }
  const [row] = await context.sql.$queryRaw<Row[]>`
    SELECT u.login || '@' || o.slug AS account, b.login || '@' || o.slug AS by, c.at,
      c.old_email <> c.new_email AS email, c.old_mobile <> c.new_mobile AS mobile,
      c.expires_at AS until, c.stopped_at AS "stoppedAt", c.settled_at AS "settledAt",
      EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = u.id AND x.ended_at IS NULL AND x.contact_change_id IS NOT NULL) AS closed
    FROM contact_change c JOIN "user" u ON u.id = c.user_id JOIN company o ON o.id = c.company_id
    JOIN "user" b ON b.id = c.by_id
    WHERE c.token_hash = ${hashToken(token)} AND (c.stopped_at IS NOT NULL OR c.expires_at > ${context.clock()})`
  if (!row) return null
  const { until, stoppedAt, settledAt, closed, ...rest } = row
  if (!stoppedAt) return { ...rest, state: 'open', until }
  if (closed && !settledAt) return { ...rest, state: 'stopped', stoppedAt }
  return { ...rest, state: 'settled', settledAt: settledAt ?? stoppedAt }
}
