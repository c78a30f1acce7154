import type { Clock } from '@/lib/kernel/clock'
import { type Keyring, readKeyring } from '@/lib/kernel/keyring'
import { type AddressRange, readRanges } from '@/lib/kernel/network.mjs'
import { type Random, systemRandom } from '@/lib/kernel/token'
import type { Market } from '@/lib/market/market'
import { databaseClock, followDatabaseClock } from './database-clock'
import { type Connection, connection, type OpenTransaction, type Tx } from './db'
import { env } from './env'

/** Everything outside that a use case touches, passed in, so that a test can hold each part still. */
export type Context = {
  /** Prisma's models, and statements straight to the driver: over the pool or, where it is bound to one, in a transaction. */
  db: Tx
  sql: Connection['sql']
  begin: Connection['begin']
  /** The transaction that this is bound to: use cases that get it join that one (transaction.ts). */
  open?: OpenTransaction
  clock: Clock
  random: Random
  keys: Keyring
  market: Market
  /** Where this portal is reached: in mails, and as the origin that codes are bound to. */
  portal: URL
  smsBudget: { company: number; total: number }
  /** Where so many people share addresses that a network's failures say little. */
  carriers: readonly AddressRange[]
}

let known: Context | undefined

/** The real context of this process. */
export function context(): Context {
  const settings = env()
  known ??= {
    db: connection().db,
    sql: connection().sql,
    begin: connection().begin,
    clock: databaseClock,
    random: systemRandom,
    keys: readKeyring(settings.DATA_KEY),
    market: settings.MARKET,
    portal: settings.PORTAL_URL,
    carriers: readRanges(settings.CARRIER_NETWORKS),
    smsBudget: { company: settings.SMS_BUDGET_COMPANY, total: settings.SMS_BUDGET_TOTAL },
  }
  return known
}

/** The same once the database's clock is known: what every process begins with. */
export async function openContext(): Promise<Context> {
  const opened = context()
  await followDatabaseClock(opened.sql)
  return opened
}
