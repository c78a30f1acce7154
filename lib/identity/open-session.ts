import { recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advanceSql, findAttempt } from './attempt'
import { holdUser } from './lock-user'
import { createSession } from './sessions'
import type { Visitor } from './view'

/**
 * Turns a finished attempt into a session: the only way to get one by signing in. Refuses any attempt
 * in another state, a user suspended meanwhile,
 * and one factor where the company has switched to two meanwhile.
 */
export async function openSession(
  visitor: Visitor,
  ticket: string | null,
  world: World,
): Promise<Result<{ token: string; userId: string }>> {
  const now = world.clock()
  const attempt = await findAttempt(world.sql, ticket, 'finished', now)
  if (!attempt?.userId) return refuse('identity.start_over')
  const { userId, factors, login, accountKey } = attempt
  const { moved } = advanceSql(world, attempt, { state: 'closed', factors }, { userId })
  return sqlTransaction(world, async (tx) => {
    await holdUser(tx, userId)
    const [user] = await tx.$queryRaw<{ companyId: string }[]>`
      WITH moved AS (${moved}),
      forgiven AS (DELETE FROM throttle WHERE key = ${accountKey} AND EXISTS (SELECT 1 FROM moved))
      UPDATE "user" u SET last_sign_in_at = ${now} FROM moved, company c
      WHERE u.id = ${userId}::uuid AND c.id = u.company_id
        AND (NOT c.sms_at_sign_in OR ${factors}::text[] && ARRAY['sms', 'mail'])
      RETURNING u.company_id AS "companyId"`
    if (!user) return refuse('identity.start_over')
    const token = await createSession(tx, world, visitor, userId, factors)
    await recordAudit(tx, {
      companyId: user.companyId,
      at: now,
      actor: {
        kind: 'user',
        id: userId,
        name: login,
        address: visitor.address,
        requestId: visitor.requestId,
      },
      action: 'identity.signed_in',
      object: { kind: 'user', id: userId, name: login },
      after: { factors },
    })
    return ok({ token, userId })
  })
}
