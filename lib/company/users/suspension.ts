import type { Tx } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'

/**
 * Suspends a user, by a person: also one whose account is closed because of disputed contacts, so that settling those lets
 * nobody in. Resolves with whether they were not suspended by a person already.
 */
export async function suspend(
  tx: Tx,
  userId: string,
  { byId, reason, at }: { byId: string; reason: string | null; at: Date },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO suspension (id, user_id, since, by_id, reason)
    VALUES (${newId()}::uuid, ${userId}::uuid, ${at}, ${byId}::uuid, ${reason})
    ON CONFLICT (user_id) WHERE ended_at IS NULL DO UPDATE
      SET by_id = excluded.by_id, since = excluded.since, reason = excluded.reason WHERE suspension.by_id IS NULL`
  return count === 1
}
