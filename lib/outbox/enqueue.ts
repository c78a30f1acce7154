import type { Prisma, Tx } from '@/lib/infra/db'

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
  const { id } = await tx.message.create({ data: { ...announcement, createdAt: at }, select: { id: true } })
  await tx.$executeRaw`SELECT graphile_worker.add_job('tell', json_build_object('messageId', ${id}::text), max_attempts := 12)`
  return id
}
