import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { type Source, UnreadableFile } from '@/lib/infra/records'
import { SECOND } from '@/lib/kernel/clock'
import { TriedAgain } from '@/lib/kernel/tried-again'
import { type Answer, unreadableAnswer } from './answers'
import { keptBody } from './bodies'
import { endDelivery, holdDelivery, progressOf } from './delivery-state'
import type { NotifyFailed } from './failed-deliveries'
import type { FileKind } from './file-kind'
import type { OnProgress } from './reading'

/** So often its progress is written down, ms. */
const EVERY = SECOND

/** The process stops, the delivery is cancelled, or another worker has ended it. */
export class Interrupted extends TriedAgain {
  constructor(id: string, cause?: unknown) {
    super(`delivery ${id} was interrupted`, { cause })
  }
}

/** A delivery whose turn it is. */
export type Begun = {
  id: string
  senderId: string
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
}

/** What the import of a delivery takes from, and reports to, whoever keeps it. */
export type Attempt = {
  body: AsyncIterable<Uint8Array>
  /** The same kind of file; its transaction is known as this delivery's. */
  held(kind: FileKind<never>): FileKind<never>
  onProgress: OnProgress
  /** Last in the transaction that imports it, which commits with its end or not at all. */
  end(tx: Raw, answer: Answer): Promise<void>
}

/** Whoever knows the senders, and the kinds of files that there are. */
export type Importer = {
  /** Imports a delivery. Resolves with its answer. @throws UnknownKind; UnreadableFile; Busy */
  importDelivery(begun: Begun, attempt: Attempt): Promise<Answer>
  /** Notifies whom it concerns, in the transaction in which a delivery is given up. */
  notifyFailed: NotifyFailed
}

/** Has a delivery imported from what is kept of it. Resolves with its answer. */
export async function attemptImport(
  begun: Begun,
  importer: Importer,
  context: Context,
  signal: AbortSignal,
): Promise<Answer> {
  const { id } = begun
  let bytes = 0
  const body = keptBody(begun, context, (read) => {
    bytes = read
  })
  try {
    return await importer.importDelivery(begun, {
      body,
      held: (kind) => heldKind(kind, id),
      onProgress: reporting(id, context, signal, () => bytes),
      async end(tx, answer) {
        const so = { sql: tx, now: context.clock() }
        if (!(await endDelivery(id, 'taken', answer, so))) throw new Interrupted(id)
      },
    })
  } catch (error) {
    if (error instanceof UnreadableFile) return unreadableAnswer(error, begun.dry)
    throw error
  }
}

/** Writes down every second, and when it is read, how far a delivery is. What it returns throws once that is to end. */
function reporting(id: string, context: Context, signal: AbortSignal, bytes: () => number): OnProgress {
  let written = 0
  let cancelling = false
  return (rows, whole = false) => {
    if (signal.aborted || cancelling) throw new Interrupted(id)
    const now = performance.now()
    if (now - written < EVERY && !whole) return
    written = now
    void progressOf(id, context, { rows, bytes: bytes() })
      .then((progress) => {
        cancelling = progress.cancelling
      })
      .catch(() => undefined)
  }
}

function heldKind(kind: FileKind<never>, id: string): FileKind<never> {
  return {
    ...kind,
    async open(tx, context, only) {
      await holdDelivery(tx, id)
      return kind.open(tx, context, only)
    },
  }
}
