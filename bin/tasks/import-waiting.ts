// npm run import:waiting: deliveries that came over HTTP and have not ended, or have failed (docs/import.md).

import { dismissDelivery, retryDelivery } from '@/lib/files/retry-delivery'
import {
  type FailedDelivery,
  listFailedDeliveries,
  listOpenDeliveries,
  type OpenDelivery,
} from '@/lib/files/waiting-deliveries'
import { workerRuns } from '@/lib/jobs/unreadiness'
import { MINUTE } from '@/lib/kernel/clock'
import { refused } from '../lib/refused'
import { Problem } from '../lib/say.mjs'
import { oneOf, type Task, task } from '../lib/task'

const USAGE = {
  list: 'npm run import:waiting',
  retry: 'npm run import:waiting -- retry <number of a failed delivery> [--over-newer]',
  dismiss: 'npm run import:waiting -- dismiss <number of a failed delivery>',
}

/** Whatever waits longer is worth a look, ms. */
const LONG = 15 * MINUTE

/**
 * One line each, the oldest first. Exit code 1 while no worker runs for them, one waits for long, or one has failed and is
 * neither tried again nor dismissed.
 */
const list = task({ usage: USAGE.list }, async (_given, open) => {
  const context = await open()
  const [found, failed] = await Promise.all([listOpenDeliveries(context), listFailedDeliveries(context)])
  const now = context.clock().getTime()
  for (const delivery of found) console.log(lineOf(delivery, now))
  if (found.length === 0) console.log('No delivery waits.')
  for (const delivery of failed) console.log(failedLineOf(delivery))
  if (failed.length > 0) console.log(`Try one again with ${USAGE.retry}, or drop it with dismiss.`)
  const waiting = found.filter(({ state }) => state === 'waiting')
  const idle = waiting.length > 0 && !(await workerRuns(context))
  if (idle) console.log('No worker runs: start one with npm run worker, or a portal with WORKER=in.')
  const long = waiting.some(({ since }) => now - since.getTime() > LONG)
  return idle || long || failed.length > 0 ? 1 : 0
})

const retry = task(
  { usage: USAGE.retry, options: { 'over-newer': { type: 'boolean' } }, positionals: [1, 1] },
  async ({ positionals: [id = ''], values }, open) => {
    requireId(id)
    const retried = await retryDelivery({ id, overNewer: values['over-newer'] === true }, await open())
    if (!retried.ok) return refused(retried.refusal)
    console.log('It waits again, in its old place.')
    return 0
  },
)

const dismiss = task(
  { usage: USAGE.dismiss, positionals: [1, 1] },
  async ({ positionals: [id = ''] }, open) => {
    requireId(id)
    const dismissed = await dismissDelivery(id, await open())
    if (!dismissed.ok) return refused(dismissed.refusal)
    console.log('It is no longer kept.')
    return 0
  },
)

const known = oneOf(Object.values(USAGE).join('\n'), { retry, dismiss })
const waiting: Task = (args) => (args.length === 0 ? list(args) : known(args))
export default waiting

function requireId(id: string): void {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    throw new Problem(`“${id}” is no number of a delivery: npm run import:waiting shows them.`)
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const moment = (at: Date) => `${at.toISOString().slice(0, 16)}Z`

function lineOf(
  { id, system, kind, state, bytes, progress, attempts, problem, since }: OpenDelivery,
  now: number,
): string {
  const minutes = Math.max(0, Math.floor((now - since.getTime()) / MINUTE))
  const broke =
    attempts > 0 ? `, ${attempts} attempts broke off${problem ? `, the last one: ${problem}` : ''}` : ''
  const how = {
    receiving: 'is being received',
    waiting: `waits for ${minutes} min${broke}`,
    processing: `is being processed, ${Math.floor(progress * 100)} % of it read`,
  }[state]
  return `${id}  ${system}  ${kind}  ${megabytes(bytes)}  ${how}`
}

function failedLineOf({ id, system, kind, bytes, endedAt, problem, until }: FailedDelivery): string {
  const why = problem ?? 'its attempts ended the worker'
  return `${id}  ${system}  ${kind}  ${megabytes(bytes)}  failed at ${moment(endedAt)}: ${why}; kept until ${moment(until)}`
}
