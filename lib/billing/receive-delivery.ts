import type { ApiKey } from '@/lib/identity/api-keys'
import { Prisma } from '@/lib/infra/db'
import type { Source } from '@/lib/infra/records'
import type { World } from '@/lib/infra/world'
import { newId } from '@/lib/kernel/id'
import { keepBody } from './intake-parts'

/** So many deliveries of one key wait at a time. */
const WAITING = 20

type Received = {
  key: ApiKey
  kind: string
  dry: boolean
  address: string | null
  requestId: string | null
}

/**
 * Receives a delivery, for the worker to process: those of one key in the order in which they came. Resolves with its id,
 * or null where too many of the key wait. Whoever delivers is known by its key, hence no actor. What breaks off leaves
 * nothing. @throws BadBody when the body does not come as it should
 */
export async function receiveDelivery(
  { format, bytes }: Pick<Source, 'format' | 'bytes'>,
  { key, kind, dry, address, requestId }: Received,
  world: World,
): Promise<string | null> {
  const id = newId()
  const begun = await world.sql.$executeRaw`
    INSERT INTO intake_delivery (id, sender_id, key_hash, kind, format, dry, address, request_id, state, received_at)
    SELECT ${id}::uuid, ${key.id}::uuid, ${key.hash}, ${kind}, ${format}, ${dry}, ${address}, ${requestId}, 'receiving',
      ${world.clock()}
    WHERE (SELECT count(*) FROM intake_delivery WHERE sender_id = ${key.id}::uuid
      AND state IN ('waiting', 'processing')) < ${WAITING}`
  if (begun === 0) return null
  try {
    const size = await keepBody(id, bytes, world)
    await world.sql.$executeRaw`
      WITH received AS (
        UPDATE intake_delivery SET state = 'waiting', bytes = ${size} WHERE id = ${id}::uuid RETURNING id)
      SELECT graphile_worker.add_job('process_delivery', json_build_object('id', id), queue_name := ${`intake ${key.id}`},
        job_key := id::text) FROM received`
    return id
  } catch (error) {
    await world.sql.$executeRaw(Prisma.sql`DELETE FROM intake_delivery WHERE id = ${id}::uuid`)
    throw error
  }
}
