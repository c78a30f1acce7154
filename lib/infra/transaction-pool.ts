import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { SharedPool } from './shared-pool'

type Taken = { client?: pg.PoolClient; over?: boolean }
/** What statements by hand go through, whoever else uses the same connection. */
export type Queryable = Pick<pg.Pool, 'query'>

/**
 * A pool that says on which of its connections a transaction was begun, so that statements that go straight to the driver
 * are in the same transaction as Prisma's, which takes its connection by itself (docs/decisions/039).
 */
export class TransactionPool extends SharedPool {
  private readonly taking = new AsyncLocalStorage<Taken>()

  /**
   * Calls `begin`, which takes a connection for a transaction, and hands it a way to that one.
   * @throws Error, of each statement that comes when the transaction is over: the connection is somebody else's by then.
   */
  begun<T>(begin: (connection: Queryable) => Promise<T>): Promise<T> {
    const taken: Taken = {}
    const query = ((statement: pg.QueryConfig) =>
      taken.client && !taken.over
        ? taken.client.query(statement)
        : Promise.reject(new Over())) as pg.Pool['query']
    return this.taking.run(taken, () => begin({ query }))
  }

  protected override async connectAnywhere(): Promise<pg.PoolClient> {
    const client = await super.connectAnywhere()
    const taken = this.taking.getStore()
    // Work inside may take others, of the pool: the first one is the transaction's.
    if (!taken || taken.client) return client
    taken.client = client
    const giveBack = oneAtATime(client, taken)
    const { release } = client
    client.release = (broken) => {
      taken.over = true
      giveBack()
      release.call(client, broken)
    }
    return client
  }
}

class Over extends Error {
  /** As Prisma says the same (P2028): an outage, which loses nothing that was typed. */
  readonly code = 'P2028'
  override message = 'the transaction is over'
}

/**
 * Two things at once in one transaction take turns: a connection does one at a time. What comes after its end, also when
 * Prisma has ended it for having taken too long, does nothing outside of it. Returns how to stop that.
 */
function oneAtATime(client: pg.PoolClient, taken: Taken): () => void {
  const { query } = client
  const run = query.bind(client) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>
  let last: Promise<unknown> = Promise.resolve()
  client.query = ((statement: pg.QueryConfig) => {
    if (taken.over) return Promise.reject(new Over())
    taken.over = statement.text === 'COMMIT' || statement.text === 'ROLLBACK'
    const result = last.then(async () => wholly(statement.text, await run(statement)))
    last = result.catch(() => undefined)
    return result
  }) as typeof query
  return () => {
    client.query = query
  }
}

/** PostgreSQL answers ROLLBACK, and no error, when a transaction is to be committed in which a statement has failed. */
export function wholly<R extends { command: string }>(text: string, result: R): R {
  if (text === 'COMMIT' && result.command === 'ROLLBACK')
    throw new Error('rolled back: a statement had failed, and nobody said so')
  return result
}
