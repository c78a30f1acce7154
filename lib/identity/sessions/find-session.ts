import type { AssignmentsJson } from '@/lib/access/assignments'
import { type HeldText, LONG_TEXT } from '@/lib/access/held-grants'
import { CEILINGS, type CeilingRow, userRights } from '@/lib/access/subject'
import { isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { lineMaySignIn } from '@/lib/inventory/lines'
import { after } from '@/lib/kernel/clock'
import { pause } from '@/lib/kernel/slices'
import { hashToken } from '@/lib/kernel/token'
import { sessionIsOpen } from '../attempts/open-sessions'
import { LIMITS } from '../limits/limits'

/** A session with its subject, a user or a line, and all that the law asks about it. */
export type SessionRow = {
  id: string
  provenAt: Date
  expiresAt: Date
  lastSeenAt: Date
  factors: string[]
  companyId: string
  companySlug: string
  companyName: string
  companyKind: 'customer' | 'operator'
  smsAtSignIn: boolean
  /** Permissions that the operator does not offer to the company. */
  notOffered: string[]
  /** Permissions for which the company asks a second person. */
  asks: string[]
  /** Through whose eyes it looks, if not its own. */
  viewingUserId: string | null
  viewingSubscriptionId: string | null
  viewingSince: Date | null
} & (
  | {
      userId: string
      login: string
      fullName: string
      mainAdministrator: boolean
      grants: HeldText
      assignments: AssignmentsJson
    }
  | ({ userId: null; subscriptionId: string; msisdn: string } & CeilingRow)
)

/**
 * Session, subject and rights in one query: the only check there is, on every request. Null when the
 * token is unknown, ended, past its idle or absolute limit, its user is suspended, its line is blocked, terminated or
 * gone to another company (S1, S2, S4, P2), or what opened it is no longer so (ground.ts).
 */
export async function findSession(token: string, context: Context): Promise<SessionRow | null> {
  if (token.length > 100) return null
  const now = context.clock()
  const [row] = await context.sql.$queryRaw<SessionRow[]>`
    SELECT s.id, s.proven_at AS "provenAt", s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt",
      s.factors, u.id AS "userId", u.login, u.name AS "fullName", c.id AS "companyId",
      c.slug AS "companySlug", c.name AS "companyName", c.kind::text AS "companyKind",
      c.sms_at_sign_in AS "smsAtSignIn", c.not_offered AS "notOffered", c.needs_approval AS asks,
      s.viewing_user_id AS "viewingUserId", s.viewing_subscription_id AS "viewingSubscriptionId",
      s.viewing_since AS "viewingSince",
      ${userRights(now)}, l.id AS "subscriptionId", l.msisdn, ${CEILINGS}
    FROM session s LEFT JOIN "user" u ON u.id = s.user_id
    LEFT JOIN subscription l ON l.id = s.subscription_id AND ${lineMaySignIn}
    JOIN company c ON c.id = coalesce(u.company_id, l.company_id)
    WHERE s.token_hash = ${hashToken(token)} AND ${sessionIsOpen(now)}
      AND NOT ${isSuspended()}`
  if (!row) return null
  if (row.userId !== null && row.grants.length > LONG_TEXT) await pause()
  if (row.lastSeenAt < after(now, -LIMITS.session.touchEvery))
    await context.db.session.updateMany({ where: { id: row.id, endedAt: null }, data: { lastSeenAt: now } })
  return row
}
