import type { Prisma, Tx } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'

/** Something committed that must be told, by its fact and the ids it is about; never a secret. */
export type Announcement<
  Kind extends string = string,
  Payload extends Prisma.InputJsonObject = Prisma.InputJsonObject,
> = {
  kind: Kind
  companyId: string
  payload: Payload
}

/**
 * Puts a message into the outbox, in the transaction of the change that causes it: it is told if and
 * only if the change is committed. Returns the message's id.
 */
export async function enqueue(tx: Tx, announcement: Announcement, at: Date): Promise<string> {
  const { kind, companyId, payload } = announcement
  const [message] = await tx.$queryRaw<{ id: string }[]>`
    WITH written AS (
      INSERT INTO message (id, kind, company_id, payload, created_at)
      VALUES (${newId()}::uuid, ${kind}, ${companyId}::uuid, ${payload}::jsonb, ${at}) RETURNING id)
    SELECT id, graphile_worker.add_job('tell', json_build_object('messageId', id)) IS NOT NULL AS queued FROM written`
  return message!.id
}
