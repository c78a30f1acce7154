import type { Socket } from 'node:net'
import type pg from 'pg'
import { currentRequest, type RequestContext } from './request'
import type { Queryable } from './transaction-pool'

type Asked = { statement: pg.QueryConfig; done(result: pg.QueryResult): void; failed(error: unknown): void }
// The driver's own names; its types do not know that a connection can be switched.
type Wired = { pipeline: boolean; connection: { stream: Socket } }

/**
 * Statements that a request asks in the same turn of the loop go to the database together, over one connection: one write and
 * one wake of either side, where each by itself took a connection and a write (docs/decisions/053-light-pages.md).
 * Each is answered, or fails, by itself. What no request asks is asked as before.
 */
export function askedTogether(pool: pg.Pool): Queryable {
  const waiting = new WeakMap<RequestContext, Asked[]>()
  function query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const request = currentRequest()
    if (!request) return pool.query(statement)
    return new Promise((done, failed) => {
      const asked = { statement, done, failed }
      const others = waiting.get(request)
      if (others) return void others.push(asked)
      const all = [asked]
      waiting.set(request, all)
      // Behind everything that goes on by itself until then.
      process.nextTick(() => {
        waiting.delete(request)
        void ask(pool, all)
      })
    })
  }
  return { query: query as pg.Pool['query'] }
}

async function ask(pool: pg.Pool, all: readonly Asked[]): Promise<void> {
  const [first] = all
  if (first && all.length === 1) return pool.query(first.statement).then(first.done, first.failed)
  let client: pg.PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    for (const { failed } of all) failed(error)
    return
  }
  const wired = client as unknown as Wired
  let answers: Promise<Error | undefined>[]
  try {
    wired.pipeline = true
    wired.connection.stream.cork()
    answers = all.map(({ statement, done, failed }) =>
      client.query(statement).then(done as () => undefined, (error: Error) => {
        failed(error)
        return error
      }),
    )
    wired.connection.stream.uncork()
  } catch (error) {
    // Nothing of it is known to have been sent whole.
    for (const { failed } of all) failed(error)
    return client.release(error as Error)
  }
  const errors = await Promise.all(answers)
  wired.pipeline = false
  // As the pool does where a statement of its own has failed.
  client.release(errors.find(Boolean))
}
