import type pg from 'pg'
import { turns } from '@/bin/lib/turns.mjs'
import { HostsPool, isShortage } from './database-hosts'
import { currentRequest, type RequestContext } from './request'
import { allowSilence, breakOff } from './silence'

/** Connections that requests leave to health checks, signing in, deliveries and jobs. */
const KEPT_BACK = 2
/** Parallel queries of a user's page; more of them take turns. */
const OF_A_USER = 3
/** So long a statement waits for what others hold, in ms: then it is better tried again. Deliveries wait longer. */
const LONGEST_LOCK = 8_000
/** So long a query goes on of which nobody reads the answer, in ms: most are over sooner than cancelling takes. */
const GRACE = 1_000
/** So much longer than a statement may take the database says nothing, in ms: then it hangs. */
export const SILENCE = 2_000

/**
 * A pool whose connections are shared out like the turns at the door (bin/lib/admission.mjs): long queries of one user
 * take a few of them, those of one company at most half, and the rest is there for everybody else. A query of which
 * nobody reads the answer any more is cancelled, and a connection that says nothing for longer than any statement may take
 * is thrown away, whoever has it: a request, a sign-in or the worker.
 */
export class SharedPool extends HostsPool {
  private readonly shares: ReturnType<typeof turns>
  private readonly longest: number

  constructor({ longest, ...config }: { url: string; max: number; longest: number } & pg.PoolConfig) {
    super({
      ...config,
      silence: longest + SILENCE,
      // Not as parameters of the connection: poolers refuse those that they do not know.
      onConnect: async (client) => {
        await client.query(`SET statement_timeout = ${longest}; SET lock_timeout = ${LONGEST_LOCK}`)
        // PostgreSQL then notices during a query that its connection has gone. Not every platform can.
        await client.query('SET client_connection_check_interval = 1000').catch(() => undefined)
      },
    })
    this.longest = longest
    const most = Math.max(1, config.max - KEPT_BACK)
    this.shares = turns({
      most,
      waiting: 10_000,
      shares: [
        { most: Math.max(1, Math.floor(most / 2)), waiting: 5_000 },
        { most: Math.max(1, Math.min(OF_A_USER, Math.floor(most / 2))), waiting: 1_000 },
      ],
    })
  }

  protected override waiting(): number {
    return super.waiting() + this.shares.load().waiting
  }

  protected override connectAnywhere(): Promise<pg.PoolClient> {
    const request = currentRequest()
    return request ? this.inTurn(request) : super.connectAnywhere()
  }

  private async inTurn(request: RequestContext): Promise<pg.PoolClient> {
    // Whoever holds one already must not wait for their own to be given back.
    const end = request.connections > 0 ? () => undefined : await this.turn(request)
    let client: pg.PoolClient
    try {
      client = await super.connectAnywhere()
    } catch (error) {
      end()
      throw error
    }
    request.connections += 1
    let cancel: NodeJS.Timeout | undefined
    const forget = request.onAbandon(() => {
      cancel = setTimeout(() => {
        void client.end().catch(() => undefined)
        // It would wait for statements that were asked together.
        breakOff(client)
      }, GRACE)
    })
    const { release } = client
    client.release = (broken) => {
      clearTimeout(cancel)
      forget()
      request.connections -= 1
      release.call(client, broken)
      end()
    }
    return client
  }

  /** Waits for a turn; resolves with how to end it. */
  private turn({ path }: RequestContext): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const drop = () => reject(new Error('timeout exceeded when trying to connect'))
      if (!this.shares.take(path, resolve, drop)) drop()
    })
  }

  /**
   * Lets statements on a connection take as long as they take, and say nothing meanwhile. It is broken off when the database
   * does not answer others either, asked twice: it hangs then, and would hold whoever waits for as long. Returns how to end
   * that.
   */
  wait(client: pg.PoolClient): () => void {
    allowSilence(client, 0)
    let unanswered = 0
    const ask = () =>
      this.query('SELECT 1').then(
        () => {
          unanswered = 0
        },
        (error) => {
          if (!isShortage(error)) unanswered += 1
          if (unanswered === 2) breakOff(client)
        },
      )
    const timer = setInterval(() => void ask(), 2 * this.longest)
    return () => {
      clearInterval(timer)
      allowSilence(client, this.longest + SILENCE)
    }
  }
}
