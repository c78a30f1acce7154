import { PrismaPg } from '@prisma/adapter-pg'
import { askedTogether } from './asked-together'
import { env } from './env'
import { Prisma, PrismaClient } from './generated/client'
import { type Queryable, TransactionPool, wholly } from './transaction-pool'

export { Prisma } from './generated/client'
export type Db = PrismaClient
/** What a use case writes through: either the client, or an open transaction of it. */
export type Tx = Prisma.TransactionClient
/** What statements written by hand go through: Prisma, an open transaction of it, or the driver itself. */
export type Raw = Pick<Tx, '$queryRaw' | '$executeRaw'>

/** A transaction that is under way, as contexts that are bound to it know it. */
export type OpenTransaction = {
  tx: Tx
  sql: Raw
  /** What ended a part of it, a refusal or an error: no later part makes up for that. */
  failed: { by: unknown } | null
  /** What comes last, in this order. */
  last: (() => Promise<unknown>)[]
}

/** Prepared statements are named after their text, so PostgreSQL plans each once a connection. */
const names = new Map<string, string>()
function nameStatement({ sql }: { sql: string }): string | undefined {
  // Lists of changing length make ever new texts: past a bound they go unnamed.
  if (!names.has(sql) && names.size < 500) names.set(sql, `s${names.size}`)
  return names.get(sql)
}

export type Connection = {
  db: Db
  /** Straight to the driver, for what is asked on every request (docs/decisions/010). */
  sql: Raw & {
    /** `long`: its statements may take as long as they take, as those of deliveries do. */
    transaction<T>(work: (tx: Raw) => Promise<T>, options?: { long: boolean }): Promise<T>
  }
  /** One transaction for both: Prisma's, and statements straight to the driver in it. Only transaction.ts begins one. */
  begin<T>(work: (tx: Tx, sql: Raw) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** So long one statement may take, ms. */
export const LONGEST_STATEMENT = 15_000

/** Connects to `url`: Prisma and hand-written statements over one pool, which the database knows by `name`. */
export function connect(url: string, connections = 10, name = 'switchboard'): Connection {
  const pool = new TransactionPool({
    url,
    max: connections,
    longest: LONGEST_STATEMENT,
    idleTimeoutMillis: 60_000,
    application_name: name,
  })
  const adapter = new PrismaPg(pool, {
    // Undefined leaves a statement unnamed, which the adapter's type does not know.
    statementNameGenerator: nameStatement as (query: { sql: string }) => string,
    disposeExternalPool: true,
  })
  const db = new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  })
  return {
    db,
    sql: { ...raw(askedTogether(pool)), transaction: (work, options) => inTransaction(pool, work, options) },
    begin: (work) => pool.begun((own) => db.$transaction((tx) => work(tx, raw(own)))),
    close: () => db.$disconnect(),
  }
}

type Text = TemplateStringsArray | Prisma.Sql

type Statement = { name: string | undefined; text: string }
const statement = (sql: Prisma.Sql): Statement => ({ name: nameStatement({ sql: sql.text }), text: sql.text })

/** Texts without parts that are SQL themselves are always the same: put together once each. */
const simple = new WeakMap<TemplateStringsArray, Statement>()

function read(text: Text, values: unknown[]): Statement & { values: unknown[] } {
  if (text instanceof Prisma.Sql) return { ...statement(text), values: text.values }
  if (values.some((value) => value instanceof Prisma.Sql)) {
    const sql = Prisma.sql(text, ...values)
    return { ...statement(sql), values: sql.values }
  }
  const known = simple.get(text) ?? statement(Prisma.sql(text, ...values))
  simple.set(text, known)
  return { ...known, values }
}

/** The two methods of Prisma for statements by hand, without Prisma in between. */
function raw(on: Queryable): Raw {
  return {
    $queryRaw: (async (text: Text, ...values: unknown[]) =>
      (await on.query(read(text, values))).rows) as Raw['$queryRaw'],
    $executeRaw: (async (text: Text, ...values: unknown[]) =>
      (await on.query(read(text, values))).rowCount ?? 0) as Raw['$executeRaw'],
  }
}

async function inTransaction<T>(
  pool: TransactionPool,
  work: (tx: Raw) => Promise<T>,
  { long } = { long: false },
): Promise<T> {
  const client = await pool.connect()
  const endWait = long ? pool.wait(client) : undefined
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    // What is set ends with the transaction: a page may not take as long as a large file may.
    if (long) await client.query("SELECT set_config('statement_timeout', '0', true)")
    const value = await work(raw(client))
    wholly('COMMIT', await client.query('COMMIT'))
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch((lost) => {
      broken = lost
    })
    throw error
  } finally {
    endWait?.()
    client.release(broken)
  }
}

// Next keeps several module graphs in one process; the connection must be one all the same.
const shared = globalThis as { switchboardConnection?: Connection }

/** The one connection of this process. */
export function connection(): Connection {
  shared.switchboardConnection ??= connect(env().DATABASE_URL, env().DATABASE_POOL)
  return shared.switchboardConnection
}
