import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw, type Tx } from '@/lib/infra/db'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { newToken } from '@/lib/kernel/token'
import type { Subject } from '@/lib/rights/subject'
import { LIMITS } from '../limits/limits'
import type { Visitor } from '../view'
import { sessionIsOpen } from './open-sessions'

export type Ending =
  | 'signed_out'
  | 'ended_by_owner'
  | 'ended_by_administrator'
  | 'suspended'
  | 'password_changed'
  | 'password_reissued'
  | 'too_many'
  | 'replaced'
  | 'line_changed'
  | 'step_up_failed'
  | 'second_factor_asked'
  | 'contacts_changed'
  | 'contacts_disputed'

/** Whose a session is. */
export type SessionOwner = { userId: string } | { subscriptionId: string }

/** What a session stands on (ground.ts), and in which browser it was opened. */
export type Opened = { ground: string | null; secondGround: string | null; deviceCookieId: string | null }

/** An owner as the two columns of a row. */
export const ownerColumns = (owner: SessionOwner) => ({
  userId: 'userId' in owner ? owner.userId : null,
  subscriptionId: 'subscriptionId' in owner ? owner.subscriptionId : null,
})

/** Writes a session and ends its owner's oldest open one beyond the limit: those that are over count no more. Returns its bearer token. */
export async function createSession(
  tx: Raw,
  context: Context,
  visitor: Visitor,
  owner: SessionOwner,
  factors: string[],
  opened: Opened = { ground: null, secondGround: null, deviceCookieId: null },
): Promise<string> {
  const now = context.clock()
  const { token, hash } = newToken(context.random)
  const { userId, subscriptionId } = ownerColumns(owner)
  const mine = userId
    ? Prisma.sql`s.user_id = ${userId}::uuid`
    : Prisma.sql`s.subscription_id = ${subscriptionId}::uuid`
  // The new one is not yet seen by the second part, so it makes room for it.
  await tx.$executeRaw`
    WITH opened AS (
      INSERT INTO session (id, token_hash, user_id, subscription_id, factors, ground, second_ground, device_cookie_id, proven_at, created_at, last_seen_at, expires_at, address, device)
      VALUES (${newId()}::uuid, ${hash}, ${userId}::uuid, ${subscriptionId}::uuid, ${factors},
        ${opened.ground}, ${opened.secondGround}, ${opened.deviceCookieId}::uuid, ${now}, ${now}, ${now},
        ${after(now, LIMITS.session.absolute)}, ${visitor.address}, ${visitor.device}))
    UPDATE session SET ended_at = ${now}, ended_why = 'too_many' WHERE id IN (
      SELECT s.id FROM session s LEFT JOIN "user" u ON u.id = s.user_id
      LEFT JOIN subscription l ON l.id = s.subscription_id
      JOIN company c ON c.id = coalesce(u.company_id, l.company_id)
      WHERE ${mine} AND ${sessionIsOpen(now)}
      ORDER BY s.created_at DESC, s.id DESC OFFSET ${LIMITS.session.perUser - 1})`
  return token
}

/** The sessions of a signed-in subject, as a condition. */
export const sessionsOf = ({ kind, id }: Subject) =>
  kind === 'user' ? { userId: id } : { subscriptionId: id }

/**
 * Ends all open sessions of a user, or all but one, effective on their next request (rule 8); their device cookies are
 * worth nothing any more. Resolves with how many had not run out by themselves.
 */
export async function endSessions(
  tx: Tx,
  userId: string,
  why: Ending,
  at: Date,
  except?: string,
): Promise<number> {
  const [{ open }] = await tx.$queryRaw<[{ open: number }]>`
    WITH ended AS (
      UPDATE session SET ended_at = ${at}, ended_why = ${why}
      WHERE user_id = ${userId}::uuid AND ended_at IS NULL AND id IS DISTINCT FROM ${except ?? null}::uuid
      RETURNING expires_at)
    SELECT count(*) FILTER (WHERE expires_at > ${at})::int AS open FROM ended`
  await tx.$executeRaw`
    DELETE FROM device_cookie WHERE user_id = ${userId}::uuid
      AND id IS DISTINCT FROM (SELECT device_cookie_id FROM session WHERE id = ${except ?? null}::uuid)`
  return open
}

/**
 * Ends a user's sessions whose code went to contacts that they have no longer: they must not come back when a number or
 * address does, with somebody else holding the browser.
 */
export async function endSessionsProvenBy(
  tx: Tx,
  userId: string,
  grounds: readonly string[],
  at: Date,
): Promise<void> {
  const endedWhy: Ending = 'contacts_changed'
  await tx.session.updateMany({
    where: { userId, endedAt: null, secondGround: { in: [...grounds] } },
    data: { endedAt: at, endedWhy },
  })
}

/**
 * Closes a user's attempts that have proven something, all or all but one: the ground they stand on has
 * changed. Those that have proven nothing go on, or their end would tell that the account exists.
 */
export async function voidSignIns(tx: Tx, userId: string, at: Date, except?: string): Promise<void> {
  // Asking for a new password has proven nothing either: the attempt stays, its code is void.
  await tx.challenge.updateMany({
    where: { userId, usedAt: null, purpose: { startsWith: 'recover' } },
    data: { usedAt: at },
  })
  await tx.signIn.updateMany({
    where: {
      userId,
      state: { in: ['code', 'must_change', 'finished', 'reset', 'second_code'] },
      ...(except && { id: { not: except } }),
    },
    data: { state: 'closed' },
  })
}

/** What a session's owner is called elsewhere: in the audit, and by the law. */
export const ownerSubject = (owner: SessionOwner): Pick<Subject, 'kind' | 'id'> =>
  'userId' in owner ? { kind: 'user', id: owner.userId } : { kind: 'number', id: owner.subscriptionId }

/** Ends what lines have signed in to, or are signing in to, that may not any more or are somebody else's. */
export async function endLineSessions(tx: Raw, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  const why: Ending = 'line_changed'
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE session SET ended_at = ${at}, ended_why = ${why}
      WHERE subscription_id = ANY (${ids}::uuid[]) AND ended_at IS NULL),
    forgotten AS (DELETE FROM device_cookie WHERE subscription_id = ANY (${ids}::uuid[]))
    UPDATE sign_in SET state = 'closed' WHERE subscription_id = ANY (${ids}::uuid[])
      AND state IN ('number_code', 'second_code', 'finished')`
}

/** Closes a company's attempts that were let through by a rule that holds no more: with the password alone, once a code is asked for. */
export async function voidLetThrough(tx: Tx, companyId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE sign_in s SET state = 'closed' FROM "user" u
    WHERE u.id = s.user_id AND u.company_id = ${companyId}::uuid AND s.state IN ('must_change', 'finished')`
}

/** What proves a sign-in besides the first factor; a provider may have asked for several itself. */
export const SECOND_FACTORS = ['sms', 'mail', 'app', 'passkey', 'backup', 'mfa'] as const

/** Ends the sessions of a company that one factor has opened, but for one; where a second one is asked for from now on. */
export async function endSingleFactorSessions(tx: Tx, companyId: string, at: Date, except: string | null) {
  const why: Ending = 'second_factor_asked'
  await tx.$executeRaw`
    UPDATE session s SET ended_at = ${at}, ended_why = ${why} FROM "user" u
    WHERE u.id = s.user_id AND u.company_id = ${companyId}::uuid AND s.ended_at IS NULL
      AND s.id IS DISTINCT FROM ${except}::uuid AND NOT s.factors && ${[...SECOND_FACTORS, 'persona']}::text[]`
}
