// npm run worker: a process that only sends (WORKER=out in the web processes).
import { openWorld } from '@/lib/infra/world'
import { startWorker } from '@/lib/jobs/worker'

const worker = await startWorker(await openWorld())
console.log('The worker is sending.')
let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  await worker.stop()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// The launcher is gone: do not outlive it.
process.on('disconnect', stop)
