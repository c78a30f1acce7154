import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { turns } from '@/bin/lib/turns.mjs'
import { currentRequest } from '@/lib/infra/request'
import { DocumentError } from './document-error'
import { type OpenDocument, openDocument } from './open-documents'
import { Spool } from './spool'
import { drawInThread } from './thread'

/** How a module draws: from plain data, and rows that come as they are asked for. */
export type Draw<Data, Row> = (data: Data, rows: AsyncIterable<readonly Row[]>) => AsyncIterable<Uint8Array>
type Module = { draw: Draw<never, never> }
type DataOf<M extends Module> = Parameters<M['draw']>[0]
type RowsOf<M extends Module> = Parameters<M['draw']>[1]

/** One thread always remains to another company than the one that draws. */
const THREADS = Math.max(2, Math.min(4, availableParallelism() - 1))
/** Documents that wait for a turn: of all, of a company and of a user. */
const WAITING = [1_000, 200, 40] as const
/** So long a document has to be finished before its first byte goes out: until then a failure can be told. */
const PATIENCE = 750

const begin = () =>
  turns({
    most: THREADS,
    waiting: WAITING[0],
    shares: [
      { most: THREADS - 1, waiting: WAITING[1] },
      { most: 1, waiting: WAITING[2] },
    ],
  })
// Next keeps several module graphs in one process; they share the turns.
const shared = globalThis as { switchboardDrawings?: ReturnType<typeof begin> }
shared.switchboardDrawings ??= begin()
const drawings = shared.switchboardDrawings

/**
 * Has a document drawn off the event loop: one at a time for a user, in turns with everybody else's. `module` is the
 * path of the module that draws it, from the project's root. It begins when the first byte is asked for; who stops
 * reading ends it, and so does the end of the request, however that comes about. @throws DocumentError where too many are under way, and where it cannot be drawn
 */
export function drawDocument<M extends Module>(
  module: string,
  data: DataOf<M>,
  rows: RowsOf<M>,
): AsyncGenerator<Uint8Array> {
  const request = currentRequest()
  // Rows are asked for from a thread's messages, which belong to no request.
  const inRequest = AsyncLocalStorage.snapshot()
  const path = request?.path ?? ['portal', 'worker']
  const source = rows[Symbol.asyncIterator]()

  async function* bytes(): AsyncGenerator<Uint8Array> {
    const document = openDocument(path)
    try {
      request?.endTurn()
      const end = await turn(path, request)
      yield* drawn(end, document)
    } finally {
      document.close()
      await source.return?.()
    }
  }

  async function* drawn(end: () => void, document: OpenDocument): AsyncGenerator<Uint8Array> {
    let spool: Spool
    try {
      spool = await Spool.open(document.grow)
    } catch (error) {
      end()
      throw error
    }
    const next = () => inRequest(() => source.next())
    const drawing = drawInThread({ module, data, rows: next }, spool)
    void drawing.over.then(end)
    const forget = request?.onOver(drawing.stop)
    try {
      await spool.settle(PATIENCE)
      yield* spool.read()
    } finally {
      forget?.()
      drawing.stop()
      // The thread writes into it as long as it draws.
      await drawing.over
      await spool.close()
    }
  }
  return bytes()
}

/** Waits for a turn; resolves with how to end it. Who goes away stops waiting. */
function turn(path: readonly string[], request: ReturnType<typeof currentRequest>): Promise<() => void> {
  return new Promise((resolve, reject) => {
    let forget: (() => void) | undefined
    const giveUp = (why: string) => {
      forget?.()
      reject(new DocumentError('busy', why))
    }
    const leave = drawings.take(
      path,
      (end: () => void) => {
        forget?.()
        resolve(end)
      },
      () => giveUp('others have fewer documents waiting'),
    )
    if (!leave) return giveUp('too many documents wait')
    forget = request?.onOver(() => {
      leave()
      giveUp('nobody waits for it any more')
    })
  })
}
