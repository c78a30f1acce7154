import type { Context } from '@/lib/infra/context'
import type { Source } from '@/lib/infra/records'
import { newId } from '@/lib/kernel/id'
import { dropBody, keepBody, NoSpace } from './bodies'
import { requestProcessing } from './delivery-state'
import type { SenderKey } from './find-delivery'

/** So many deliveries of one key wait at a time. */
const WAITING = 20

type Received = {
  key: SenderKey
  kind: string
  dry: boolean
  address: string | null
  requestId: string | null
}
/** A delivery that was received, or why it was not: too many of its key wait, or what waits takes up too much. */
type Outcome = { id: string } | { refused: 'too_many' | NoSpace['why'] }

/**
 * Receives a delivery, for a worker to process: those of one key in the order in which they came. `space`: so many bytes may
 * all that wait take up, and those of a key half of them. Whoever delivers is known by its key, hence no actor. What breaks
 * off leaves nothing. @throws BadBody when the body does not come as it should
 */
export async function receiveDelivery(
  { format, bytes }: Pick<Source, 'format' | 'bytes'>,
  { key, kind, dry, address, requestId }: Received,
  space: number,
  context: Context,
): Promise<Outcome> {
  const id = newId()
  const begun = await context.sql.$executeRaw`
    INSERT INTO intake_delivery (id, sender_id, key_hash, kind, format, dry, address, request_id, state, received_at)
    SELECT ${id}::uuid, ${key.id}::uuid, ${key.hash}, ${kind}, ${format}, ${dry}, ${address}, ${requestId}, 'receiving',
      ${context.clock()}
    WHERE (SELECT count(*) FROM intake_delivery WHERE ended_at IS NULL AND sender_id = ${key.id}::uuid
      AND state IN ('waiting', 'processing')) < ${WAITING}`
  if (begun === 0) return { refused: 'too_many' }
  try {
    const size = await keepBody(id, bytes, space, context)
    await context.sql.transaction(async (tx) => {
      await tx.$executeRaw`
        UPDATE intake_delivery SET state = 'waiting', bytes = ${size}, received_at = ${context.clock()} WHERE id = ${id}::uuid`
      await requestProcessing(key.id, tx)
    })
    return { id }
  } catch (error) {
    await dropBody(id, context.sql)
    await context.sql.$executeRaw`DELETE FROM intake_delivery WHERE id = ${id}::uuid`
    if (error instanceof NoSpace) return { refused: error.why }
    throw error
  }
}
