import { EventEmitter } from 'node:events'
import { type Logger, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker'
import { processDelivery } from '@/lib/billing/process-delivery'
import type { World } from '@/lib/infra/world'
import { workerLease } from './leases'

/** Each holds a connection of the world while it is processed: pages need the others. */
const AT_ONCE = 2

type Options = { pool: NonNullable<RunnerOptions['pgPool']>; url: string; setAside: number; logger: Logger }

/**
 * Processes deliveries, beside the worker that sends and apart from it, so that no night's files keep a code waiting. What is
 * under way when it stops is undone, and processed again from its beginning by whichever worker is there next.
 */
export async function startDeliveryWorker(at: World, { pool, url, setAside, logger }: Options) {
  const lease = workerLease(url)
  const stopping = new AbortController()
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => void lease.take(workerPool.id).catch(() => undefined))
  const runner = await run({
    pgPool: pool,
    concurrency: AT_ONCE,
    pollInterval: 2_000,
    noHandleSignals: true,
    events,
    logger,
    taskList: {
      process_delivery: (payload) =>
        processDelivery((payload as { senderId: string }).senderId, at, {
          setAside,
          signal: stopping.signal,
        }),
    },
  })
  return {
    promise: runner.promise,
    async stop() {
      stopping.abort()
      await runner.stop().catch(() => undefined)
      await lease.close()
    },
  }
}
