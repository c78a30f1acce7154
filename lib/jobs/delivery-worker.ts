import { EventEmitter } from 'node:events'
import { type Logger, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker'
import { processDelivery } from '@/lib/files/process-delivery'
import type { Context } from '@/lib/infra/context'
import { connect } from '@/lib/infra/db'
import { workerLease } from './leases'
import { ENDINGS, observed } from './observed'

const AT_ONCE = 2
/**
 * Of each that is processed: one for its transaction, and one for what it reads and writes beside that. They are the worker's
 * own: were they pages', two deliveries could hold all there are, and wait for one more.
 */
const CONNECTIONS = 2 * AT_ONCE

type Options = { pool: NonNullable<RunnerOptions['pgPool']>; url: string; setAside: number; logger: Logger }

/**
 * Processes deliveries, beside the worker that sends and apart from it, so that no night's files keep a code waiting. What is
 * under way when it stops is undone, and processed again from its beginning by whichever worker is there next.
 */
export async function startDeliveryWorker(at: Context, { pool, url, setAside, logger }: Options) {
  const lease = workerLease(url)
  const { close, ...own } = connect(url, CONNECTIONS, 'switchboard deliveries')
  const context = { ...at, ...own }
  const stopping = new AbortController()
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => void lease.take(workerPool.id).catch(() => undefined))
  let ended: Promise<unknown> | undefined
  const end = () => {
    ended ??= Promise.all([lease.close(), close().catch(() => undefined)])
    return ended
  }
  const runner = await run({
    pgPool: pool,
    preset: { worker: ENDINGS },
    concurrency: AT_ONCE,
    pollInterval: 2_000,
    noHandleSignals: true,
    events,
    logger,
    taskList: observed({
      process_delivery: (payload) =>
        processDelivery((payload as { senderId: string }).senderId, context, {
          setAside,
          signal: stopping.signal,
        }),
    }),
  }).catch(async (error) => {
    await end()
    throw error
  })
  return {
    promise: runner.promise,
    async stop() {
      stopping.abort()
      await runner.stop().catch(() => undefined)
      await end()
    },
  }
}
