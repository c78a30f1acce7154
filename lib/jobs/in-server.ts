import { env } from '@/lib/infra/env'
import { log } from '@/lib/infra/log/log.mjs'
import { startWorker } from './worker'

/**
 * With WORKER=in the web process also sends what the outbox holds. Nobody waits for it to start.
 * bin/serve.mjs stops it in order: first no new requests, then no new notifications.
 */
export function startInServer(): void {
  if (env().WORKER !== 'in') return
  const worker = startWorker().catch((error) => {
    // A portal that sends nothing would let nobody in.
    log.fatal('the worker could not begin', { error })
    process.exit(1)
  })
  Object.assign(globalThis, { switchboardWorker: worker })
}
