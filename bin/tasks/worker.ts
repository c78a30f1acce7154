// npm run worker: a process that only sends (WORKER=out in the web processes).
import { env } from '@/lib/infra/env'
import { log } from '@/lib/infra/log/log.mjs'
import { endUncaught } from '@/lib/infra/log/uncaught.mjs'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'
import { serveMetrics } from '@/lib/infra/metrics/server.mjs'
import { databaseFigures } from '@/lib/jobs/database-figures'
import { startWorker } from '@/lib/jobs/worker'
import { task } from '../lib/task'

/** `disconnect`: the launcher is gone, and its worker does not outlive it. */
const ENDS = ['SIGTERM', 'SIGINT', 'disconnect']

export default task({ usage: 'npm run worker' }, async (_given, open) => {
  const { LOG_FORMAT: format, LOG_LEVEL: level, METRICS_PORT: port, METRICS_HOST: host } = env()
  log.open({ process: 'worker', format, level, stream: process.stdout })
  endUncaught('the worker ends by an error that nobody caught', () => process.exit(1))
  const context = await open()
  metrics.readDatabaseBy(() => databaseFigures(context))
  serveMetrics({ port, host })
  const worker = await startWorker(context)
  const ended = new Promise<void>((resolve) => {
    for (const end of ENDS) process.on(end, () => resolve())
  })
  // Whoever reads this may end it at once.
  console.log('The worker is sending.')
  await ended
  await worker.stop()
  return 0
})
