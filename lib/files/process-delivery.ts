import { KeyEnded, keyOf } from '@/lib/identity/api-keys'
import type { Prisma } from '@/lib/infra/db'
import { isOutage, outageText } from '@/lib/infra/outage'
import { type Source, UnreadableFile } from '@/lib/infra/records'
import type { World } from '@/lib/infra/world'
import { dropBody, keptBody, LostBody } from '@/lib/intake/bodies'
import {
  CANCELLED,
  endDelivery,
  hasEnded,
  holdDelivery,
  interruptDelivery,
  progressOf,
  requestProcessing,
} from '@/lib/intake/delivery-state'
import type { FileKind } from '@/lib/intake/file-kind'
import { Busy, type Imported } from '@/lib/intake/import-file'
import { HOUR, SECOND } from '@/lib/kernel/clock'
import { translator } from '@/lib/words/translator'
import { deliverFile } from './deliver-file'
import { failDelivery } from './fail-delivery'
import { fileKindOf } from './file-kinds'

/** So often its progress is written down, ms. */
const EVERY = SECOND
/** So many problems are listed in an answer; what is set aside is listed whole by npm run import:aside. */
const MOST_LISTED = 1_000
/** After so many attempts that ended the process, or that a bug broke off, it is given up: it ends whoever tries it. */
const ATTEMPTS = 5
/**
 * An outage is over some time. What so many attempts broke off for, over so long, though the database could write down that
 * they did, is the delivery's own (a statement of it takes longer than one may): it is given up, and those after it go on.
 */
const OUTAGES = { attempts: 10, for: 3 * HOUR }

/** The process stops, the delivery is cancelled, or another worker has ended it. */
const interrupted = (id: string) => new Error(`delivery ${id} was interrupted`)

/** A process of a newer version received it: it waits for a worker of that one. */
class UnknownKind extends Error {}

const t = translator('en')

type Begun = {
  id: string
  kind: string
  format: Source['format']
  dry: boolean
  address: string | null
  requestId: string | null
  keyHash: Uint8Array<ArrayBuffer>
  attempts: number
  outages: number
  outageSince: Date | null
  problem: string | null
  cancelling: boolean
  /** As it was received. */
  bytes: number
  system: string
}
type Answer = { status: number; body: Prisma.InputJsonObject }
type Options = { setAside: number; signal: AbortSignal }

/**
 * Processes the oldest delivery of a key that waits, and keeps what came of it; if more wait, the next worker that is free is
 * asked for them. Stopped at any moment it is processed again from its beginning: nothing of it was taken. The worker calls
 * it, hence without an actor. @throws what nobody foresaw, so that it is tried again; Busy; Error when it was interrupted
 */
export async function processDelivery(senderId: string, world: World, options: Options): Promise<void> {
  const [begun] = await world.sql.$queryRaw<Begun[]>`
    UPDATE intake_delivery d SET state = 'processing', attempts = attempts + 1, rows_read = 0, bytes_read = 0
    FROM api_key k WHERE k.id = d.sender_id AND d.id = (
      SELECT id FROM intake_delivery WHERE sender_id = ${senderId}::uuid AND state IN ('waiting', 'processing')
      ORDER BY received_at, id LIMIT 1)
    RETURNING d.id, d.kind, d.format, d.dry, d.address, d.request_id AS "requestId", d.key_hash AS "keyHash", d.attempts,
      d.outages, d.outage_since AS "outageSince", d.problem, d.cancelling, d.bytes::float8 AS bytes, k.name AS system`
  if (!begun) return
  await ended(begun, senderId, world, options)
  await dropBody(begun.id, world.sql)
  await requestProcessing(senderId, world.sql)
}

async function ended(begun: Begun, senderId: string, world: World, options: Options): Promise<void> {
  const { id } = begun
  const { signal } = options
  const end = (state: 'refused' | 'canceled' | 'taken', answer: Answer) =>
    endDelivery(id, state, answer, { sql: world.sql, now: world.clock() })
  if (begun.cancelling) return void (await end('canceled', CANCELLED))
  const fail = (attempts: number, problem: string | null) =>
    failDelivery({ ...begun, attempts, problem }, world)
  if (begun.attempts > ATTEMPTS) return void (await fail(begun.attempts - 1, begun.problem))
  const stop = () => void interruptDelivery(id, world.sql).catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const answer = await imported(begun, senderId, world, options)
    // What was taken has ended with its own transaction; what was not may have been cancelled meanwhile.
    if (!(await end(answer.status === 200 ? 'taken' : 'refused', answer))) await end('canceled', CANCELLED)
  } catch (error) {
    if (
      error instanceof LostBody &&
      (await failDelivery({ ...begun, problem: error.message, isLost: true }, world))
    )
      return
    const now = world.clock()
    const broke = outageOf(error, begun, { now, stopped: signal.aborted })
    if (broke.isOver && (await fail(broke.outages, broke.problem))) return
    const again = signal.aborted || isOutside(error) ? 1 : 0
    const [left] = await world.sql.$queryRaw<{ cancelling: boolean }[]>`
      UPDATE intake_delivery SET state = CASE WHEN cancelling THEN state ELSE 'waiting' END, attempts = attempts - ${again}::int,
        outages = ${broke.outages}::int, outage_since = ${broke.outageSince}, problem = ${broke.problem}
      WHERE id = ${id}::uuid AND state = 'processing' RETURNING cancelling`
    if (left?.cancelling) return void (await end('canceled', CANCELLED))
    // Another worker took it, and ended it, while this one was out of touch.
    if (left || !(await hasEnded(id, world))) throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** A fault of the portal by its name only: what it says may quote the file. */
const faultOf = (error: unknown): string =>
  `a fault of the portal (${error instanceof Error ? error.name : 'unknown'}), which the worker’s log tells of`

type Outage = { outages: number; outageSince: Date | null; problem: string | null; isOver: boolean }

/** What stands beside a delivery after an attempt that broke off, and whether it is given up. */
function outageOf(error: unknown, begun: Begun, { now, stopped }: { now: Date; stopped: boolean }): Outage {
  const { outages, outageSince, problem } = begun
  if (stopped || error instanceof Busy || error instanceof UnknownKind)
    return { outages, outageSince, problem, isOver: false }
  if (!isOutage(error)) return { outages, outageSince, problem: faultOf(error), isOver: false }
  const since = outageSince ?? now
  const isOver = outages + 1 >= OUTAGES.attempts && now.getTime() - since.getTime() >= OUTAGES.for
  return { outages: outages + 1, outageSince: since, problem: outageText(error), isOver }
}

/** What breaks an attempt off for a reason outside of the delivery, which has not failed: it is tried for as long as it takes. */
const isOutside = (error: unknown): boolean =>
  error instanceof Busy || error instanceof UnknownKind || isOutage(error)

/** Imports a delivery. Resolves with its answer. */
async function imported(begun: Begun, senderId: string, world: World, options: Options): Promise<Answer> {
  const { id, kind: name, format, dry, address, requestId } = begun
  let bytes = 0
  const body = keptBody(begun, world, (read) => {
    bytes = read
  })
  try {
    const key = await keyOf(senderId, begun.keyHash, world)
    const kind = fileKindOf(`${name}.csv`)
    if (!kind) throw new UnknownKind(`delivery ${id} waits for a version that knows ${name}`)
    const source = { name: `${name} from ${begun.system}`, format, bytes: body }
    const result = await deliverFile(source, held(kind, id), { key, address, requestId }, world, {
      dry,
      setAside: options.setAside,
      onProgress: reporting(id, world, options.signal, () => bytes),
      async onTaken(tx, taken) {
        const so = { sql: tx, now: world.clock() }
        if (!(await endDelivery(id, 'taken', answerOf(taken, dry), so))) throw interrupted(id)
      },
    })
    return answerOf(result, dry)
  } catch (error) {
    if (error instanceof KeyEnded) return { status: 401, body: { taken: false, error: 'no valid key' } }
    if (!(error instanceof UnreadableFile)) throw error
    const problem = { row: error.row, code: `files.${error.why}`, reason: t(`refusals.files.${error.why}`) }
    return { status: 422, body: { taken: false, dry, problems: [problem] } }
  }
}

function answerOf({ problems, counts, ...rest }: Imported, dry: boolean): Answer {
  const listed = problems
    .slice(0, MOST_LISTED)
    .map((problem) => ({ ...problem, reason: t(`refusals.${problem.code}` as never) }))
  const body = { taken: counts !== null && !dry, dry, ...rest, counts, problems: listed }
  return { status: counts ? 200 : 422, body }
}

/** Writes down every second, and when it is read, how far a delivery is. What it returns throws once that is to end. */
function reporting(id: string, world: World, signal: AbortSignal, bytes: () => number) {
  let written = 0
  let cancelling = false
  return (rows: number, whole = false): void => {
    if (signal.aborted || cancelling) throw interrupted(id)
    const now = performance.now()
    if (now - written < EVERY && !whole) return
    written = now
    void progressOf(id, world, { rows, bytes: bytes() })
      .then((progress) => {
        cancelling = progress.cancelling
      })
      .catch(() => undefined)
  }
}

/** The same kind of file; its transaction is known as this delivery's. */
function held(kind: FileKind<never>, id: string): FileKind<never> {
  return {
    ...kind,
    async open(tx, world, only) {
      await holdDelivery(tx, id)
      return kind.open(tx, world, only)
    },
  }
}
