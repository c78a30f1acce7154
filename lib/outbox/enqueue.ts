import { Prisma, type Raw } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'

/** Something committed that must be told, by its fact and the ids it is about; never a secret. */
export type Announcement<
  Kind extends string = string,
  Payload extends Prisma.InputJsonObject = Prisma.InputJsonObject,
> = {
  kind: Kind
  /** Null: about somebody who may not exist. */
  companyId: string | null
  payload: Payload
}

/**
 * The message as SQL that inserts it and returns its `id`; `from` may add a FROM clause, so that it is
 * only written where that has a row. The database gives every message its job (trigger message_told).
 */
export const enqueueSql = (
  { kind, companyId, payload }: Announcement,
  at: Date,
  from = Prisma.empty,
): Prisma.Sql => Prisma.sql`
  INSERT INTO message (id, kind, company_id, payload, created_at)
  SELECT ${newId()}::uuid, ${kind}, ${companyId}::uuid, ${payload}::jsonb, ${at} ${from} RETURNING id`

/**
 * Puts a message into the outbox, in the transaction of the change that causes it: it is told if and
 * only if the change is committed.
 */
export async function enqueue(tx: Raw, announcement: Announcement, at: Date): Promise<void> {
  await tx.$executeRaw(enqueueSql(announcement, at))
}
