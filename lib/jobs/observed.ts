import type { TaskList } from 'graphile-worker'
import { log } from '@/lib/infra/log/log.mjs'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'
import { TriedAgain } from '@/lib/kernel/tried-again'

/**
 * Jobs are ended together, in ms. One by one the queue looks at no answer, so that a database that goes away under a job
 * would leave a rejected promise that nobody hears; like this its own handler does, and the worker begins anew.
 */
export const ENDINGS = { completeJobBatchDelay: 20, failJobBatchDelay: 20 }

/** Tasks as the queue runs them: each is counted, its lines carry its name, and what it throws is logged once, here. */
export const observed = (tasks: TaskList): TaskList =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (payload, helpers) =>
        log.within({ job: name, jobId: String(helpers.job.id) }, async () => {
          const began = performance.now()
          const count = (outcome: 'done' | 'again' | 'failed') =>
            metrics.job(name, outcome, (performance.now() - began) / 1_000)
          try {
            await task!(payload, helpers)
            count('done')
          } catch (error) {
            count(error instanceof TriedAgain ? 'again' : 'failed')
            // No news: how it is stands with the message or delivery (npm run message:why, npm run import:waiting).
            if (error instanceof TriedAgain) log.debug('it is tried again', { why: error.message })
            else log.error('a job failed', { error })
            throw error
          }
        }),
    ]),
  )
