import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { type Attempt, advanceSql, findAttempt } from './attempt'
import { type Ground, holdLine, holdUser } from './lock-user'
import { createSession, ownerSubject, type SessionOwner } from './sessions'
import type { Visitor } from './view'

/**
 * Turns a finished attempt into a session of its user or phone number: the only way to get one by signing
 * in. Refuses any attempt in another state, a user suspended or a line blocked meanwhile, and one factor
 * where the company or the user has two meanwhile.
 */
export async function openSession(
  visitor: Visitor,
  ticket: string | null,
  world: World,
): Promise<Result<{ token: string; id: string }>> {
  const now = world.clock()
  const attempt = await findAttempt(world.sql, ticket, 'finished', now)
  const owner = attempt && ownerOf(attempt)
  if (!attempt || !owner) return refuse('identity.start_over')
  const { factors, login: name } = attempt
  return sqlTransaction(world, async (tx) => {
    const companyId = await close(tx, attempt, owner, world)
    if (!companyId) return refuse('identity.start_over')
    const token = await createSession(tx, world, visitor, owner, factors)
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
    return ok({ token, id: subject.id })
  })
}

function ownerOf({ userId, subscriptionId }: Attempt): SessionOwner | null {
  if (subscriptionId) return { subscriptionId }
  return userId ? { userId } : null
}

/** Closes the attempt and forgets failures. Resolves with the company, or null where a session is no longer due. */
async function close(tx: Raw, attempt: Attempt, owner: SessionOwner, world: World): Promise<string | null> {
  const { factors, accountKey } = attempt
  const ground: Ground = owner
  const { moved } = advanceSql(world, attempt, { state: 'closed', factors }, ground)
  if ('subscriptionId' in owner) {
    await holdLine(tx, owner.subscriptionId)
    const [line] = await tx.$queryRaw<{ companyId: string }[]>`
      WITH moved AS (${moved}),
      forgiven AS (DELETE FROM throttle WHERE key = ${accountKey} AND EXISTS (SELECT 1 FROM moved))
      SELECT l.company_id AS "companyId" FROM moved, subscription l WHERE l.id = ${owner.subscriptionId}::uuid`
    return line?.companyId ?? null
  }
  await holdUser(tx, owner.userId)
  const [user] = await tx.$queryRaw<{ companyId: string }[]>`
    WITH moved AS (${moved}),
    forgiven AS (DELETE FROM throttle WHERE key = ${accountKey} AND EXISTS (SELECT 1 FROM moved))
    UPDATE "user" u SET last_sign_in_at = ${world.clock()} FROM moved, company c
    WHERE u.id = ${owner.userId}::uuid AND c.id = u.company_id
      AND (${factors}::text[] && ARRAY['sms', 'mail', 'app', 'passkey', 'backup', 'mfa'] OR NOT (
        c.sms_at_sign_in
        OR EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)))
    RETURNING u.company_id AS "companyId"`
  return user?.companyId ?? null
}
