import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { after, secondsUntil } from '@/lib/kernel/clock'
import { isWithin, networkOf } from '@/lib/kernel/network.mjs'
import type { Refused } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import type { Visitor } from '../view'
import { accountKey, deviceKey, numberKey, recoveryKey } from './charge'
import { LIMITS } from './limits'

// The account's ladder stops guessing one account's password. This stops trying one password on all of them, and asking
// for codes for all of them: counted by network, in the database, so that restarts and several processes make no
// difference. What counts is how many different accounts or numbers it failed with, and a success takes its own back:
// typing errors of one, or a hundred people behind one address who sign in rightly, close nothing. Behind a carrier's
// address (CARRIER_NETWORKS) there are thousands. A device cookie passes in any case.
const { within } = LIMITS.network
const BUDGETS = {
  failure: { usual: LIMITS.network.failures, carrier: LIMITS.network.carrierFailures },
  asking: { usual: LIMITS.network.asking, carrier: LIMITS.network.carrierAsking },
} as const
type Kind = keyof typeof BUDGETS

const CARRIER = 'carrier:'

/** Key of a visitor's network. It says whether it is one of a carrier's. */
export function networkKey({ address }: Visitor, context: Context): string {
  const kind = address && isWithin(address, context.carriers) ? CARRIER : 'network:'
  return `${kind}${networkOf(address) ?? 'unknown'}`
}

/** How many of a kind are too many for a network, as SQL. */
const budget = (network: Prisma.Sql, kind: Kind) => {
  const { usual, carrier } = BUDGETS[kind]
  return Prisma.sql`CASE WHEN starts_with(${network}, ${CARRIER}) THEN ${carrier}::int ELSE ${usual}::int END`
}

/** Whether a network (SQL) is within its budget of a kind, as SQL. */
export const networkFree = (network: Prisma.Sql, kind: Kind, now: Date): Prisma.Sql => Prisma.sql`
  (SELECT count(*) FROM network_use n WHERE n.network = ${network} AND n.kind = ${kind}::network_use_kind
    AND n.at > ${after(now, -within)}) < ${budget(network, kind)}`

/** The same for a key. */
export const networkMayBegin = (key: string, now: Date): Prisma.Sql =>
  networkFree(Prisma.sql`${key}::text`, 'failure', now)

/** Whether a network may ask for a code for an account or number: within both budgets, and not over and over, as SQL. */
export const networkMayAsk = (key: string, subject: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  ${networkMayBegin(key, now)} AND ${networkFree(Prisma.sql`${key}::text`, 'asking', now)}
  AND NOT EXISTS (
    SELECT 1 FROM network_use n WHERE n.network = ${key} AND n.kind = 'asking' AND n.subject = ${subject}
      AND n.at > ${after(now, -within)} AND n.count >= ${LIMITS.network.askingOfOne}::int)`

/** Writes down what came from a network, as SQL; `rows` selects network and subject. */
const useSql = (rows: Prisma.Sql, kind: Kind, now: Date): Prisma.Sql => Prisma.sql`
  INSERT INTO network_use AS t (network, kind, subject, at)
  SELECT r.network, ${kind}::network_use_kind, r.subject, ${now} FROM (${rows}) AS r (network, subject)
  ON CONFLICT (network, kind, subject) DO UPDATE SET at = excluded.at,
    count = CASE WHEN t.at > ${after(now, -within)} THEN t.count + 1 ELSE 1 END`

/** Counts that a network asks for a code, as SQL; `rows` selects network and subject. */
export const chargeAskingSql = (rows: Prisma.Sql, now: Date): Prisma.Sql => useSql(rows, 'asking', now)

/** Counts a failure of the network that an attempt began in. */
export async function chargeNetwork(
  tx: Raw,
  { network, accountKey }: { network: string | null; accountKey: string },
  now: Date,
): Promise<void> {
  if (network)
    await tx.$executeRaw(useSql(Prisma.sql`SELECT ${network}::text, ${accountKey}::text`, 'failure', now))
}

type Successful = {
  network: string | null
  login: string
  accountKey: string
  deviceCookieId?: string | null
  /** Where a phone number has signed in. */
  msisdn?: string | null
}

/**
 * Takes back, as SQL, what counted for an attempt's network on the way to a success: under each key that the same person
 * may have failed with, or asked with, before: the password, a recovery, the number, this browser.
 */
export function giveBackSql({
  network,
  login,
  accountKey: key,
  deviceCookieId,
  msisdn,
}: Successful): Prisma.Sql {
  const subjects = [key, accountKey(login)]
  if (network) subjects.push(recoveryKey(login, network))
  if (network && msisdn) subjects.push(numberKey(msisdn, network))
  if (deviceCookieId) subjects.push(deviceKey(deviceCookieId))
  return Prisma.sql`DELETE FROM network_use WHERE network = ${network} AND subject = ANY(${subjects}::text[])`
}

/** Refuses with the exact wait: it says nothing about any account. */
export async function refuseNetwork(context: Context, key: string, now: Date): Promise<Refused> {
  const network = Prisma.sql`${key}::text`
  const rung = (kind: Kind) => Prisma.sql`
    (SELECT n.at FROM network_use n WHERE n.network = ${key} AND n.kind = ${kind}::network_use_kind
      AND n.at > ${after(now, -within)}
     ORDER BY n.at DESC OFFSET (${budget(network, kind)}) - 1 LIMIT 1)`
  const [row] = await context.sql.$queryRaw<{ at: Date | null }[]>`
    SELECT greatest(${rung('failure')}, ${rung('asking')}) AS at`
  const seconds = secondsUntil(after(row?.at ?? now, within), now)
  return refuse('identity.network_wait', { values: { seconds: Math.max(1, seconds) } })
}

/** Begun and left: beyond so many of one network the oldest go, now and then. Nobody is refused for it. */
export async function makeRoom(context: Context, network: string): Promise<void> {
  const { begun, roomEvery } = LIMITS.network
  if (context.random(2).readUInt16BE() % roomEvery !== 0) return
  await context.sql.$executeRaw`
    DELETE FROM sign_in WHERE id IN (
      SELECT id FROM sign_in WHERE network = ${network} AND state IN ('password', 'number', 'company')
      ORDER BY created_at DESC OFFSET ${begun}::int)`
}
