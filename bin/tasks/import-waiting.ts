// npm run import:waiting: deliveries that came over HTTP and have not ended (docs/import.md).
import { listOpenDeliveries, type OpenDelivery } from '@/lib/billing/intake-waiting'
import { workerRuns } from '@/lib/jobs/unreadiness'
import { MINUTE } from '@/lib/kernel/clock'
import { task } from '../lib/task'

/** Whatever waits longer is worth a look, ms. */
const LONG = 15 * MINUTE

/** One line each, the oldest first. Exit code 1 while no worker runs for them, or one waits for long. */
export default task({ usage: 'npm run import:waiting' }, async (_given, open) => {
  const world = await open()
  const found = await listOpenDeliveries(world)
  const now = world.clock().getTime()
  for (const delivery of found) console.log(lineOf(delivery, now))
  if (found.length === 0) console.log('No delivery waits.')
  const waiting = found.filter(({ state }) => state === 'waiting')
  const idle = waiting.length > 0 && !(await workerRuns(world))
  if (idle) console.log('No worker runs: start one with npm run worker, or a portal with WORKER=in.')
  return idle || waiting.some(({ since }) => now - since.getTime() > LONG) ? 1 : 0
})

function lineOf(
  { id, system, kind, state, bytes, progress, attempts, since }: OpenDelivery,
  now: number,
): string {
  const minutes = Math.max(0, Math.floor((now - since.getTime()) / MINUTE))
  const how = {
    receiving: 'is being received',
    waiting: `waits for ${minutes} min${attempts > 0 ? `, ${attempts} attempts broke off` : ''}`,
    processing: `is being processed, ${Math.floor(progress * 100)} % of it read`,
  }[state]
  return `${id}  ${system}  ${kind}  ${(bytes / 1e6).toFixed(1)} MB  ${how}`
}
