import type { Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, SECOND, secondsUntil } from '@/lib/kernel/clock'
import { hashToken } from '@/lib/kernel/token'
import { maskedNumber } from '@/lib/market/phone-number'
import { LIMITS } from './limits'
import { passwordMinimum, sendAgainAt } from './rules'
import type { CodeView, SignInView } from './view'

/** Where the attempt behind a browser's token stands. Reading it sends nothing (O7). */
export async function getSignIn(token: string | null, world: World): Promise<SignInView> {
  const now = world.clock()
  const attempt =
    token && token.length <= 100
      ? await world.db.signIn.findUnique({
          where: { tokenHash: hashToken(token) },
          relationLoadStrategy: 'join',
          include: { challenge: { include: { sends: { orderBy: { at: 'asc' } } } } },
        })
      : null
  if (!attempt || attempt.expiresAt <= now) return { step: 'name' }
  const { state, login, challenge } = attempt
  if (state === 'password') return { step: 'password', login }
  if (state === 'must_change')
    return { step: 'must_change', login, minimum: passwordMinimum(!attempt.factors.includes('sms')) }
  if (state !== 'code' || !challenge) return { step: 'name' }

  const sends = challenge.sends.map(({ at }) => at)
  const due = sendAgainAt(sends)
  const code: CodeView = {
    number: maskedNumber(challenge.msisdn),
    reference: challenge.reference,
    validFor: secondsUntil(challenge.expiresAt, now),
    sendAgainIn: due ? secondsUntil(due, now) : 0,
    sending: await sendingState(world.db, challenge.sends.at(-1)?.messageId ?? null),
    triesLeft: LIMITS.code.tries - challenge.tries,
    digits: LIMITS.code.digits,
  }
  return { step: 'code', login, code }
}

async function sendingState(tx: Tx, messageId: string | null): Promise<CodeView['sending']> {
  if (!messageId) return null
  const delivery = await tx.delivery.findFirst({
    where: { messageId, channel: 'sms' },
    select: { state: true, attempts: true },
  })
  if (!delivery) return 'queued'
  return delivery.state === 'queued' && delivery.attempts > 0 ? 'retrying' : delivery.state
}

export type SessionRow = {
  id: string
  provenAt: Date
  expiresAt: Date
  lastSeenAt: Date
  factors: string[]
  userId: string
  login: string
  fullName: string
  companyId: string
  companySlug: string
  companyName: string
  companyKind: 'customer' | 'operator'
  smsAtSignIn: boolean
  mainAdministrator: boolean
  grants: { id: string; template: string; validFrom: string; validTo: string | null }[] | null
}

const idle = (staff: boolean) => (staff ? LIMITS.session.idleStaff : LIMITS.session.idle) / SECOND

/**
 * Session, subject and rights in one query: the only check there is, on every request. Null when the
 * token is unknown, ended, past its idle or absolute limit, or its user is suspended (S1, S2, S4).
 */
export async function findSession(token: string, world: World): Promise<SessionRow | null> {
  if (token.length > 100) return null
  const now = world.clock()
  const [row] = await world.sql.$queryRaw<SessionRow[]>`
    SELECT s.id, s.proven_at AS "provenAt", s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt",
      s.factors, u.id AS "userId", u.login, u.name AS "fullName", c.id AS "companyId",
      c.slug AS "companySlug", c.name AS "companyName", c.kind::text AS "companyKind",
      c.sms_at_sign_in AS "smsAtSignIn",
      EXISTS (SELECT 1 FROM main_administrator m WHERE m.user_id = u.id) AS "mainAdministrator",
      (SELECT json_agg(json_build_object('id', g.id, 'template', g.template,
         'validFrom', g.valid_from, 'validTo', g.valid_to))
       FROM "grant" g WHERE g.user_id = u.id AND g.ended_at IS NULL) AS grants
    FROM session s JOIN "user" u ON u.id = s.user_id JOIN company c ON c.id = u.company_id
    WHERE s.token_hash = ${hashToken(token)} AND s.ended_at IS NULL
      AND ${now}::timestamptz < least(s.expires_at, s.last_seen_at + make_interval(secs =>
        CASE WHEN c.kind = 'operator' THEN ${idle(true)}::int ELSE ${idle(false)}::int END))
      AND NOT EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = u.id AND x.ended_at IS NULL)`
  if (!row) return null
  if (row.lastSeenAt < after(now, -LIMITS.session.touchEvery))
    await world.db.session.updateMany({ where: { id: row.id, endedAt: null }, data: { lastSeenAt: now } })
  return row
}
