import { holdUser } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { announce } from '../messages'

const NOTIFIED_AFTER = 3

/**
 * Whoever owns the account hears of the third wrong code or factor since they were last in, over all
 * attempts, once (rule 9). The user's row makes guesses at the same moment take turns here.
 */
export async function notifyOfWrongCodes(
  context: Context,
  { userId, companyId }: { userId: string; companyId: string },
  now: Date,
): Promise<void> {
  await context.sql.transaction(async (tx) => {
    await holdUser(tx, userId)
    const [row] = await tx.$queryRaw<{ wrong: number; notified: boolean }[]>`
      SELECT coalesce((SELECT sum(c.tries) FROM challenge c WHERE c.user_id = u.id AND c.used_at IS NULL
          AND c.created_at > coalesce(u.last_sign_in_at, '-infinity')), 0)::int
        + coalesce((SELECT sum(s.tries) FROM sign_in s WHERE s.user_id = u.id AND s.state = 'code'
          AND s.created_at > coalesce(u.last_sign_in_at, '-infinity')), 0)::int AS wrong,
        EXISTS (SELECT 1 FROM message m WHERE m.company_id = u.company_id
          AND m.created_at > coalesce(u.last_sign_in_at, '-infinity')
          AND m.kind = 'identity.wrong_codes_entered' AND m.payload ->> 'userId' = u.id::text) AS notified
      FROM "user" u WHERE u.id = ${userId}::uuid`
    if (!row || row.notified || row.wrong < NOTIFIED_AFTER) return
    await announce(tx, companyId, { kind: 'identity.wrong_codes_entered', payload: { userId } }, now)
  })
}
