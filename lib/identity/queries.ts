import type { Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, SECOND, secondsUntil } from '@/lib/kernel/clock'
import { maskedEmail } from '@/lib/kernel/text'
import { hashToken } from '@/lib/kernel/token'
import { maskedNumber } from '@/lib/market/phone-number'
import { codeRules } from './codes'
import { LIMITS } from './limits'
import { passwordMinimum, sendAgainAt } from './rules'
import type { CodeView, RecoveryView, SignInView } from './view'

/** The attempt behind a browser's token, while it is open. */
async function findOpen(token: string | null, world: World) {
  if (!token || token.length > 100) return null
  const attempt = await world.db.signIn.findUnique({
    where: { tokenHash: hashToken(token) },
    relationLoadStrategy: 'join',
    include: { challenge: { include: { sends: { orderBy: { at: 'asc' } } } } },
  })
  return attempt && attempt.expiresAt > world.clock() ? attempt : null
}

/** Where an attempt to sign in stands. Reading it sends nothing (O7). */
export async function getSignIn(token: string | null, world: World): Promise<SignInView> {
  const now = world.clock()
  const attempt = await findOpen(token, world)
  if (!attempt) return { step: 'name' }
  const { state, login, challenge, factors } = attempt
  if (state === 'password') return { step: 'password', login }
  if (state === 'must_change')
    return { step: 'must_change', login, minimum: passwordMinimum(factors.length === 1) }
  if (state !== 'code' || !challenge) return { step: 'name' }

  const sends = challenge.sends.map(({ at }) => at)
  const due = sendAgainAt(sends)
  const { email, msisdn } = challenge
  const code: CodeView = {
    channel: email ? 'mail' : 'sms',
    number: email ? maskedEmail(email) : maskedNumber(msisdn),
    reference: challenge.reference,
    validFor: secondsUntil(challenge.expiresAt, now),
    sendAgainIn: due ? secondsUntil(due, now) : 0,
    sending: await sendingState(world.db, challenge.sends.at(-1)?.messageId ?? null),
    triesLeft: LIMITS.code.tries - challenge.tries,
    digits: codeRules(challenge.purpose).digits,
  }
  return { step: 'code', login, code }
}

async function sendingState(tx: Tx, messageId: string | null): Promise<CodeView['sending']> {
  if (!messageId) return null
  const delivery = await tx.delivery.findFirst({
    where: { messageId },
    select: { state: true, attempts: true },
  })
  if (!delivery) return 'queued'
  return delivery.state === 'queued' && delivery.attempts > 0 ? 'retrying' : delivery.state
}

/** Where a recovery stands; without one, its beginning, with the login of a sign-in that was left for it. */
export async function getRecovery(token: string | null, world: World): Promise<RecoveryView> {
  const now = world.clock()
  const attempt = await findOpen(token, world)
  if (!attempt) return { step: 'recover', login: '' }
  const { state, login, challenge, expiresAt } = attempt
  const channel = attempt.channel === 'sms' ? 'sms' : 'mail'
  if (state === 'recover_code') {
    const due = sendAgainAt(attempt.askedAt)
    const [validFor, sendAgainIn] = [secondsUntil(expiresAt, now), due ? secondsUntil(due, now) : 0]
    return { step: state, login, channel, validFor, sendAgainIn }
  }
  if (state !== 'reset' || !challenge) return { step: 'recover', login }
  const { smsAtSignIn } = await world.db.company.findUniqueOrThrow({
    where: { id: challenge.companyId },
    select: { smsAtSignIn: true },
  })
  const provenBy = challenge.email ? maskedEmail(challenge.email) : maskedNumber(challenge.msisdn)
  return { step: state, login, provenBy, minimum: passwordMinimum(!smsAtSignIn) }
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
