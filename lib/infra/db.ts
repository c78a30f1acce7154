import { PrismaPg } from '@prisma/adapter-pg'
import { env } from './env'
import { type Prisma, PrismaClient } from './generated/client'

export { Prisma } from './generated/client'
export type Db = PrismaClient
/** What a use case writes through: either the client, or an open transaction of it. */
export type Tx = Prisma.TransactionClient

/** Prepared statements are named after their text, so PostgreSQL plans each once a connection. */
const names = new Map<string, string>()
function nameStatement({ sql }: { sql: string }): string {
  // Lists of changing length make ever new texts: past a bound they go unnamed.
  if (!names.has(sql) && names.size < 500) names.set(sql, `s${names.size}`)
  return names.get(sql) as string
}

/** Builds a client on `url`. `now` in the database is UTC whatever the server is set to. */
export function connect(url: string, connections = 10): Db {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      statement_timeout: 15_000,
      application_name: 'switchboard',
    },
    { statementNameGenerator: nameStatement, onPoolError: () => undefined },
  )
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  })
}

// Next keeps several module graphs in one process; the client must be one all the same.
const shared = globalThis as { switchboardDb?: Db }

/** The one client of this process. */
export function db(): Db {
  shared.switchboardDb ??= connect(env().DATABASE_URL, env().DATABASE_POOL)
  return shared.switchboardDb
}
