import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { DocumentError } from './document-error'
import type { Spool } from './spool'

/** What a thread is asked to draw. */
export type Drawing = {
  module: string
  data: unknown
  rows: () => Promise<IteratorResult<readonly unknown[]>>
}

/** What one document may take: of memory in MB, of time in ms, of the disk in bytes. */
const LIMITS = { memory: 512, time: 5 * 60_000, size: 512 * 1024 * 1024 }
/** A thread without work is kept for a while: the next document need not wait for one to start. */
const KEPT = 60_000
/** So long after its reader has gone a thread may go on before it is ended. */
const NOTICE = 5_000

type Kept = { thread: Worker; timer: NodeJS.Timeout }
// Next keeps several module graphs in one process; they share the threads.
const shared = globalThis as { switchboardThreads?: Kept[] }
shared.switchboardThreads ??= []
const idle = shared.switchboardThreads

function take(): Worker {
  const kept = idle.pop()
  clearTimeout(kept?.timer)
  const thread = kept?.thread ?? start()
  thread.ref()
  return thread
}

function keep(thread: Worker): void {
  thread.unref()
  const timer = setTimeout(() => {
    idle.splice(
      idle.findIndex((each) => each.thread === thread),
      1,
    )
    void thread.terminate()
  }, KEPT)
  timer.unref()
  idle.push({ thread, timer })
}

/**
 * It runs the sources as they are. Not by `new`: Turbopack would bundle it, with the loader of TypeScript that it
 * brings. None of the portal's settings and secrets goes with it.
 */
const start = (): Worker =>
  Reflect.construct(Worker, [
    join(process.cwd(), 'bin', 'draw.mjs'),
    { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: LIMITS.memory } },
  ])

type Message = { wants: 'rows' } | { size: number; done?: true } | { failed: string }

/**
 * Has a document drawn into a spool, by a thread that nobody else uses meanwhile. Resolves when the thread is done with
 * it and writes no more, however it went; what comes of it is reported to the spool. `stop`: nobody reads it any more.
 */
export function drawInThread(
  { module, data, rows }: Drawing,
  spool: Spool,
): { over: Promise<void>; stop(): void } {
  const thread = take()
  let [stopped, left] = [false, false]
  let notice: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    const limit = setTimeout(() => fail(`longer than ${LIMITS.time} ms`), LIMITS.time)
    const leave = () => {
      left = true
      clearTimeout(limit)
      clearTimeout(notice)
      thread.off('message', hear).off('error', died).off('exit', ended)
    }
    const fail = (why: string, reason: DocumentError['reason'] = 'failed') => {
      leave()
      spool.finish(new DocumentError(reason, `${module}: ${why}`))
      // Until it has ended it may write: were the file closed before, its number could be another document's.
      void thread.terminate().then(() => resolve())
    }
    const died = (error: Error) => fail(`${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}`)
    const ended = () => fail('its thread ended')
    const feed = async () => {
      try {
        const next = stopped ? { done: true as const } : await rows()
        thread.postMessage({ batch: next.done ? null : next.value })
      } catch (error) {
        // The reader hears what became of the rows; the thread hears of no more and is free for the next.
        spool.finish(error as Error)
        thread.postMessage({ batch: null })
      }
    }
    const hear = (message: Message) => {
      if ('wants' in message) return void feed()
      if ('failed' in message) spool.finish(new DocumentError('failed', `${module}: ${message.failed}`))
      else {
        if (!spool.grow(message.size)) return fail('too much lies on the disk', 'busy')
        if (!message.done) return
        spool.finish()
      }
      leave()
      keep(thread)
      resolve()
    }
    thread.on('message', hear).on('error', died).on('exit', ended)
    thread.postMessage({ module, data, file: spool.descriptor, largest: LIMITS.size })
  })
  return {
    over,
    stop() {
      stopped = true
      spool.finish()
      if (!left) notice ??= setTimeout(() => void thread.terminate(), NOTICE)
    },
  }
}
