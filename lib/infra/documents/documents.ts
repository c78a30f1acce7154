import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { turns } from '@/bin/lib/turns.mjs'
import { currentRequest } from '@/lib/infra/request'
import { DocumentError } from './document-error'
import { Spool } from './spool'
import { drawInThread } from './thread'

/** How a module draws: from plain data, and rows that come as they are asked for. */
export type Draw<Data, Row> = (data: Data, rows: AsyncIterable<readonly Row[]>) => AsyncIterable<Uint8Array>
type Module = { draw: Draw<never, never> }
type DataOf<M extends Module> = Parameters<M['draw']>[0]
type RowsOf<M extends Module> = Parameters<M['draw']>[1]

/** One thread always remains to another company than the one that draws. */
const THREADS = Math.max(2, Math.min(4, availableParallelism() - 1))
/** Documents of one user, of one company and of all that wait, are drawn or are being read. */
const OPEN = { user: 40, company: 200, all: 1_000 }
/** So long a document has to be finished before its first byte goes out: until then a failure can be told. */
const PATIENCE = 2_000

const begin = () => ({
  turns: turns({
    most: THREADS,
    waiting: OPEN.all,
    shares: [
      { most: THREADS - 1, waiting: OPEN.company },
      { most: 1, waiting: OPEN.user },
    ],
  }),
  /** How many are open, by company, by user and in all. */
  open: new Map<string, number>(),
})
// Next keeps several module graphs in one process; they share one count.
const shared = globalThis as { switchboardDocuments?: ReturnType<typeof begin> }
shared.switchboardDocuments ??= begin()
const { turns: drawings, open } = shared.switchboardDocuments

/**
 * Has a document drawn off the event loop: one at a time for a user, in turns with everybody else's. `module` is the
 * path of the module that draws it, from the project's root. It begins when the first byte is asked for; who stops
 * reading ends it. @throws DocumentError where too many are under way, and where it cannot be drawn
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
    const close = enter(path)
    try {
      request?.endTurn()
      const end = await turn(path, request)
      yield* drawn(end)
    } finally {
      close()
      await source.return?.()
    }
  }

  async function* drawn(end: () => void): AsyncGenerator<Uint8Array> {
    let spool: Spool
    try {
      spool = await Spool.open()
    } catch (error) {
      end()
      throw error
    }
    const next = () => inRequest(() => source.next())
    const drawing = drawInThread({ module, data, rows: next }, spool)
    void drawing.over.then(end)
    try {
      await spool.settle(PATIENCE)
      yield* spool.read()
    } finally {
      drawing.stop()
      // The thread writes into it as long as it draws.
      await drawing.over
      await spool.close()
    }
  }
  return bytes()
}

/** Counts a document that is open; the answer closes it. */
function enter([company = '', user = '']: readonly string[]): () => void {
  const keys = [
    ['', OPEN.all],
    [company, OPEN.company],
    [`${company} ${user}`, OPEN.user],
  ] as const
  if (keys.some(([key, most]) => (open.get(key) ?? 0) >= most))
    throw new DocumentError('busy', `too many documents of ${user || company}`)
  for (const [key] of keys) open.set(key, (open.get(key) ?? 0) + 1)
  return () => {
    for (const [key] of keys) {
      const left = open.get(key)! - 1
      if (left > 0) open.set(key, left)
      else open.delete(key)
    }
  }
}

/** Waits for a turn; resolves with how to end it. Who goes away stops waiting. */
function turn(path: readonly string[], request: ReturnType<typeof currentRequest>): Promise<() => void> {
  return new Promise((resolve, reject) => {
    let settled: () => void = () => undefined
    const leave = drawings.take(path, (end: () => void) => {
      settled()
      resolve(end)
    })
    if (!leave) return reject(new DocumentError('busy', 'too many documents wait'))
    const forget = request?.onAbandon(() => {
      leave()
      reject(new DocumentError('busy', 'nobody waits for it any more'))
    })
    settled = () => void forget?.()
  })
}
