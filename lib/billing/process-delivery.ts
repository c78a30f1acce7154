import { KeyEnded, keyOf } from '@/lib/identity/api-keys'
import type { Prisma } from '@/lib/infra/db'
import type { FileKind } from '@/lib/infra/file-kind'
import { Busy } from '@/lib/infra/import-file'
import { type Source, UnreadableFile } from '@/lib/infra/records'
import type { World } from '@/lib/infra/world'
import { SECOND } from '@/lib/kernel/clock'
import { translator } from '@/lib/words/translator'
import { deliverFile } from './deliver-file'
import { fileKindOf } from './file-kinds'
import { keptBody } from './intake-parts'
import { endDelivery, holdDelivery, interruptDelivery, progressOf } from './intake-state'

/** So often its progress is written down, ms. */
const EVERY = SECOND
/** So many problems are listed in an answer; what is set aside is listed whole by npm run import:aside. */
const MOST_LISTED = 1_000
/** After so many attempts that broke off it is given up: it ends whoever tries it. */
const ATTEMPTS = 5

/** The process stops, or the delivery is cancelled. */
class Interrupted extends Error {}

type Begun = {
  kind: string
  format: Source['format']
  dry: boolean
  address: string | null
  requestId: string | null
  senderId: string
  keyHash: Uint8Array<ArrayBuffer>
  attempts: number
  system: string
}
type Answer = { status: number; body: Prisma.InputJsonObject }
type Options = { setAside: number; signal: AbortSignal }

/**
 * Processes one delivery that was received, if it still waits, and keeps what came of it. Stopped at any moment it is
 * processed again from its beginning: nothing of it was taken. The worker calls it, hence without an actor.
 * @throws what nobody foresaw, so that it is tried again; Busy; Error when it was interrupted
 */
export async function processDelivery(
  id: string,
  world: World,
  { setAside, signal }: Options,
): Promise<void> {
  const [begun] = await world.sql.$queryRaw<Begun[]>`
    UPDATE intake_delivery d SET state = 'processing', attempts = attempts + 1, rows_read = 0, bytes_read = 0
    FROM api_key k WHERE k.id = d.sender_id AND d.id = ${id}::uuid AND d.state IN ('waiting', 'processing')
    RETURNING d.kind, d.format, d.dry, d.address, d.request_id AS "requestId", d.sender_id AS "senderId",
      d.key_hash AS "keyHash", d.attempts, k.name AS system`
  if (!begun) return
  if (begun.attempts > ATTEMPTS) return endDelivery(id, 'failed', failed(begun), world)
  const stop = () => void interruptDelivery(id, world).catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const answer = await taken(id, begun, world, { setAside, signal })
    await endDelivery(id, answer.status === 200 ? 'taken' : 'refused', answer, world)
  } catch (error) {
    const { cancelling } = await progressOf(id, world)
    if (cancelling) return endDelivery(id, 'canceled', cancelled, world)
    // What is tried again for a reason outside of it has not failed.
    if (signal.aborted || error instanceof Busy)
      await world.sql.$executeRaw`
        UPDATE intake_delivery SET state = 'waiting', attempts = attempts - 1 WHERE id = ${id}::uuid`
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function taken(id: string, begun: Begun, world: World, { setAside, signal }: Options): Promise<Answer> {
  const { kind: name, format, dry, address, requestId } = begun
  const t = translator('en')
  let [bytes, written] = [0, 0]
  let cancelling = false
  const onProgress = (rows: number) => {
    if (signal.aborted || cancelling) throw new Interrupted(`delivery ${id} was interrupted`)
    const now = performance.now()
    if (now - written < EVERY) return
    written = now
    void progressOf(id, world, { rows, bytes })
      .then((progress) => {
        cancelling = progress.cancelling
      })
      .catch(() => undefined)
  }
  const body = keptBody(id, world, (read) => {
    bytes = read
  })
  try {
    const key = await keyOf(begun.senderId, begun.keyHash, world)
    const kind = held(fileKindOf(`${name}.csv`)!, id)
    const source = { name: `${name} from ${begun.system}`, format, bytes: body }
    const sender = { key, address, requestId }
    const { problems, counts, ...imported } = await deliverFile(source, kind, sender, world, {
      dry,
      setAside,
      onProgress,
    })
    const listed = problems
      .slice(0, MOST_LISTED)
      .map((problem) => ({ ...problem, reason: t(`refusals.${problem.code}` as never) }))
    const result = { taken: counts !== null && !dry, dry, ...imported, counts, problems: listed }
    return { status: counts ? 200 : 422, body: result }
  } catch (error) {
    if (error instanceof KeyEnded) return { status: 401, body: { taken: false, error: 'no valid key' } }
    if (!(error instanceof UnreadableFile)) throw error
    const problem = { row: error.row, code: `files.${error.why}`, reason: t(`refusals.files.${error.why}`) }
    return { status: 422, body: { taken: false, dry, problems: [problem] } }
  }
}

/** The same kind of file; its transaction is known as this delivery's, and no other process has it at the same time. */
function held(kind: FileKind<never>, id: string): FileKind<never> {
  return {
    ...kind,
    async open(tx, world, only) {
      await holdDelivery(tx, id)
      return kind.open(tx, world, only)
    },
  }
}

const cancelled: Answer = { status: 409, body: { taken: false, error: 'it was cancelled' } }
const failed = ({ attempts }: Begun): Answer => ({
  status: 500,
  body: { taken: false, error: `it could not be processed: ${attempts - 1} attempts broke off` },
})
