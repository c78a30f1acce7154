import { recordAudit } from '@/lib/audit/record'
import { holdUser } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { holdLine } from '@/lib/inventory/lines'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { type Attempt, advanceSql, findAttempt } from '../attempts/attempt'
import { giveDevice } from '../attempts/device-cookie'
import { groundHolds } from '../attempts/ground'
import type { Ground } from '../attempts/lock-user'
import { createSession, ownerSubject, SECOND_FACTORS, type SessionOwner } from '../attempts/sessions'
import { giveBackSql } from '../limits/network-limit'
import type { Visitor } from '../view'

/**
 * Turns a finished attempt into a session of its user or phone number: the only way to get one by signing
 * in. The browser gets a device cookie, or its own anew. Refuses any attempt in another state, a user suspended or a line
 * blocked meanwhile, a ground that has changed (ground.ts), and one factor where the company or the user has two meanwhile.
 */
export async function openSession(
  visitor: Visitor,
  ticket: string | null,
  context: Context,
): Promise<Result<{ token: string; id: string; device: string }>> {
  const now = context.clock()
  const attempt = await findAttempt(context.sql, ticket, 'finished', now)
  const owner = attempt && ownerOf(attempt)
  if (!attempt || !owner) return refuse('identity.start_over')
  const { factors, login: name } = attempt
  return sqlTransaction(context, async (tx) => {
    const companyId = await close(tx, attempt, owner, context)
    if (!companyId) return refuse('identity.start_over')
    const device = await giveDevice(tx, context, owner, attempt.deviceCookieId)
    const opened = { ...attempt, deviceCookieId: device.id }
    const token = await createSession(tx, context, visitor, owner, factors, opened)
    const subject = ownerSubject(owner)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: {
        ...subject,
        name,
        address: visitor.address,
        requestId: visitor.requestId,
      },
      action: 'identity.signed_in',
      object: { ...subject, name },
      after: { factors },
    })
    return ok({ token, id: subject.id, device: device.entry })
  })
}

function ownerOf({ userId, subscriptionId }: Attempt): SessionOwner | null {
  if (subscriptionId) return { subscriptionId }
  return userId ? { userId } : null
}

/** Closes the attempt and forgets failures. Resolves with the company, or null where a session is no longer due. */
async function close(
  tx: Raw,
  attempt: Attempt,
  owner: SessionOwner,
  context: Context,
): Promise<string | null> {
  const { factors } = attempt
  const ground: Ground = owner
  const { moved } = advanceSql(context, attempt, { state: 'closed', factors }, ground)
  const forgiven = Prisma.sql`
    forgiven AS (DELETE FROM throttle WHERE key = ${attempt.accountKey} AND EXISTS (SELECT 1 FROM moved)),
    given_back AS (${giveBackSql(attempt)} AND EXISTS (SELECT 1 FROM moved))`
  if ('subscriptionId' in owner) {
    await holdLine(tx, owner.subscriptionId)
    const [line] = await tx.$queryRaw<{ companyId: string }[]>`
      WITH moved AS (${moved}),
      ${forgiven}
      SELECT l.company_id AS "companyId" FROM moved JOIN sign_in s ON s.id = moved.id
      JOIN subscription l ON l.id = s.subscription_id LEFT JOIN "user" u ON u.id = s.user_id WHERE ${groundHolds}`
    return line?.companyId ?? null
  }
  await holdUser(tx, owner.userId)
  const [user] = await tx.$queryRaw<{ companyId: string }[]>`
    WITH moved AS (${moved}),
    ${forgiven}
    UPDATE "user" u SET last_sign_in_at = ${context.clock()}
    FROM moved JOIN sign_in s ON s.id = moved.id LEFT JOIN subscription l ON l.id = s.subscription_id, company c
    WHERE ${groundHolds} AND u.id = ${owner.userId}::uuid AND c.id = u.company_id
      AND (${factors}::text[] && ${SECOND_FACTORS}::text[] OR NOT (
        c.sms_at_sign_in
        OR EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)))
    RETURNING u.company_id AS "companyId"`
  return user?.companyId ?? null
}
