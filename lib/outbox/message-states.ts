import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'

/** Says how far a message is; `note`: why it was cancelled, failed, or waits. */
export async function settleMessage(
  tx: Raw,
  id: string,
  { state, note }: { state: 'in_progress' | 'completed' | 'cancelled' | 'failed'; note: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE message SET state = ${state}::message_state, note = ${note} WHERE id = ${id}::uuid`
}

/** So many at a time; the rest follow. */
const AT_ONCE = 1_000

/** Gives their jobs back to messages of these kinds that wait with one of these notes. Any number of processes may. */
export async function resumeMessages(
  { kinds, notes }: { kinds: readonly string[]; notes: readonly string[] },
  context: Context,
): Promise<void> {
  await context.sql.$executeRaw`
    WITH known AS (
      UPDATE message SET note = NULL WHERE id IN (
        SELECT id FROM message
        WHERE state = 'in_progress' AND note = ANY(${notes}::text[]) AND kind = ANY(${kinds}::text[])
        ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING id)
    SELECT graphile_worker.add_job('tell', json_build_object('messageId', id), job_key := id::text) FROM known`
}
