import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, type WorkerEvents } from 'graphile-worker'
import { keepUsage } from '@/lib/billing/files/keep-usage'
import { recalculate } from '@/lib/billing/files/recalculate'
import { announceDue } from '@/lib/billing/reports/schedules'
import { watchApiKeys } from '@/lib/identity/keys/watch-api-keys'
import { watchBudgets } from '@/lib/identity/limits/watch-budgets'
import { type Context, context } from '@/lib/infra/context'
import { HostsPool } from '@/lib/infra/database-hosts'
import { LONGEST_STATEMENT } from '@/lib/infra/db'
import { env } from '@/lib/infra/env'
import { log } from '@/lib/infra/log/log.mjs'
import { SILENCE } from '@/lib/infra/shared-pool'
import { announceHeld } from '@/lib/outbox/messages'
import { beginMonth } from '@/lib/subscriptions/lines/line-use'
import { anchorAudit } from './anchor-audit'
import { CRONTAB } from './crontab'
import { startDeliveryWorker } from './delivery-worker'
import { dispatch } from './dispatch'
import { resumeKnown } from './known-kinds'
import { workerLease } from './leases'
import { ENDINGS, observed } from './observed'
import { openProviders } from './providers'
import { hastenRetries } from './retries'
import { tidy } from './tidy'

const SWEEP_EVERY = 10_000
const CONCURRENCY = 8

/** Many jobs at once are fetched and ended together; a single one waits for nobody. */
const BATCHES = { localQueue: { size: CONCURRENCY + 1, ttl: 10_000 }, ...ENDINGS }

export type Worker = { stop(): Promise<void> }

/**
 * Starts sending what the outbox holds. Any number of processes may do so at once. Comes back by
 * itself when the database was away.
 */
export async function startWorker(at: Context = context(), settings = env()): Promise<Worker> {
  const url = settings.DATABASE_URL
  const providers = await openProviders(at, settings)
  const lease = workerLease(url)
  const pool = new HostsPool({
    url,
    max: CONCURRENCY + 5,
    application_name: 'switchboard worker',
    // A database that hangs holds no job: it is taken up again by the next that answers.
    silence: LONGEST_STATEMENT + SILENCE,
    onConnect: async (client) => void (await client.query(`SET statement_timeout = ${LONGEST_STATEMENT}`)),
  })
  let stopping = false
  let runner: Runner | undefined
  let deliveries: Awaited<ReturnType<typeof startDeliveryWorker>> | undefined
  let again: NodeJS.Timeout | undefined

  async function start(): Promise<void> {
    const events: WorkerEvents = new EventEmitter()
    // Jobs are locked under the pool's name.
    events.on('pool:create', ({ workerPool }) => void lease.take(workerPool.id).catch(() => undefined))
    const sending = await run({
      pgPool: pool,
      preset: { worker: BATCHES },
      concurrency: CONCURRENCY,
      pollInterval: 2_000,
      noHandleSignals: true,
      // The schema is brought up to date at start-up (lib/infra/migrate.ts), not here.
      events,
      logger: queueLog,
      crontab: CRONTAB,
      taskList: observed({
        tell: (payload) => dispatch((payload as { messageId: string }).messageId, at, providers),
        tidy: () => tidy(at),
        watch_budgets: () => watchBudgets(at),
        announce_held: () => announceHeld(at),
        watch_api_keys: () => watchApiKeys(at),
        announce_due: async () => void (await announceDue(at)),
        begin_month: () => beginMonth(at),
        keep_usage: () => keepUsage(settings.USAGE_MONTHS, at),
        recalculate: async () => void (await recalculate(at)),
        anchor_audit: (payload) =>
          anchorAudit(settings.AUDIT_ANCHOR, at, providers.mail, payload as { all?: boolean }),
      }),
    })
    runner = sending
    deliveries = await startDeliveryWorker(at, {
      pool,
      url,
      setAside: settings.IMPORT_SET_ASIDE,
      logger: queueLog,
    }).catch(async (error) => {
      // Both begin again together: one that went on by itself would hold its connections for good.
      await sending.stop().catch(() => undefined)
      throw error
    })
    // Either ends when the database goes away, and both begin again together.
    Promise.race([runner.promise, deliveries.promise])
      .catch((error) => log.error('the worker ended and begins again', { error }))
      .then(() => Promise.all([runner?.stop().catch(() => undefined), deliveries?.stop()]))
      .then(() => lease.drop().catch(() => undefined))
      .finally(restart)
  }
  const begin = () =>
    start().catch((error) => {
      log.error('the worker could not begin; it tries again', { error })
      return lease
        .drop()
        .catch(() => undefined)
        .then(restart)
    })
  function restart(): void {
    if (stopping) return
    again = setTimeout(begin, 1_000)
  }
  async function sweep(): Promise<void> {
    await lease.release()
    await resumeKnown(at)
    await hastenRetries(pool)
  }

  await begin()
  await lease.release().catch(() => [])
  const timer = setInterval(
    () =>
      void sweep().catch((error) =>
        log.error('jobs of workers that are gone could not be set free', { error }),
      ),
    SWEEP_EVERY,
  )
  return {
    async stop() {
      stopping = true
      clearInterval(timer)
      clearTimeout(again)
      await Promise.all([runner?.stop().catch(() => undefined), deliveries?.stop()])
      await providers.close()
      await lease.close()
      await pool.end()
    },
  }
}

/** What the queue says of itself. Of tasks that failed `observed` has said more. */
const queueLog = new Logger(() => (level, text, meta) => {
  if (level === 'error' && !text.startsWith('Failed task'))
    log.error(`worker: ${text}`, { error: meta?.error })
})
