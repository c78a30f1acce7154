import { announce } from '@/lib/billing/messages'
import { KeyEnded, keyOf, systemOf } from '@/lib/identity/keys/api-keys'
import type { Context } from '@/lib/infra/context'
import { type Answer, importAnswer } from '@/lib/intake/answers'
import type { Attempt, Begun } from '@/lib/intake/attempt'
import { UnknownKind } from '@/lib/intake/broken-attempt'
import type { NotifyFailed } from '@/lib/intake/failed-deliveries'
import { processNext } from '@/lib/intake/process-next'
import { deliverFile } from './deliver-file'
import { fileKindOf } from './file-kinds'

type Options = { setAside: number; signal: AbortSignal }

/** What the sender is answered whose key ended before its delivery was processed. */
const NO_KEY: Answer = { status: 401, body: { taken: false, error: 'no valid key' } }

/**
 * Processes the oldest delivery of a key that waits (lib/intake/process-next.ts), as far as the key is good for it by now. The
 * operator's staff hear of one that is given up, and why (npm run import:waiting), so that they can have it tried again
 * (retry-delivery.ts). The worker calls it, hence without an actor. @throws what nobody foresaw, so that it is tried again;
 * Busy; Interrupted
 */
export const processDelivery = (
  senderId: string,
  context: Context,
  { setAside, signal }: Options,
): Promise<void> =>
  processNext(
    senderId,
    { importDelivery: (begun, attempt) => imported(begun, attempt, setAside, context), notifyFailed },
    context,
    signal,
  )

/** Imports a delivery. Resolves with its answer. */
async function imported(
  { id, senderId, kind: name, keyHash, format, dry, address, requestId }: Begun,
  attempt: Attempt,
  setAside: number,
  context: Context,
): Promise<Answer> {
  try {
    const key = await keyOf(senderId, keyHash, context)
    const kind = fileKindOf(`${name}.csv`)
    if (!kind) throw new UnknownKind(`delivery ${id} waits for a version that knows ${name}`)
    const source = { name: `${name} from ${key.system}`, format, bytes: attempt.body }
    const result = await deliverFile(source, attempt.held(kind), { key, address, requestId }, context, {
      dry,
      setAside,
      onProgress: attempt.onProgress,
      onTaken: (tx, taken) => attempt.end(tx, importAnswer(taken, dry)),
    })
    return importAnswer(result, dry)
  } catch (error) {
    if (error instanceof KeyEnded) return NO_KEY
    throw error
  }
}

const notifyFailed: NotifyFailed = async (tx, { id, senderId, kind, attempts }, { now, until }) => {
  const system = await systemOf(tx, senderId)
  const payload = { deliveryId: id, system, file: kind, attempts, until: until.toISOString() }
  await announce(tx, null, { kind: 'billing.delivery_failed', payload }, now)
}
