import { Prisma, type Raw } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, secondsUntil } from '@/lib/kernel/clock'
import { networkOf } from '@/lib/kernel/network'
import type { Refused } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { LIMITS } from './limits'
import type { Visitor } from './view'

// The account's ladder stops guessing one account's password. This stops trying one password on all of
// them, and asking for codes for all of them: counted by network, in the database, so that restarts and
// several processes make no difference.
const { failures, within } = LIMITS.network

/** Key of a visitor's network. */
export const networkKey = ({ address }: Visitor): string => `network:${networkOf(address) ?? 'unknown'}`

/** Whether a network may begin now, as SQL for the statement that begins. */
export const networkMayBegin = (key: string, now: Date): Prisma.Sql =>
  Prisma.sql`NOT EXISTS (SELECT 1 FROM throttle WHERE key = ${key} AND locked_until > ${now})`

/** Counts a failure of a network, as SQL. A new window begins with the first failure after the old one. */
export const chargeNetworkSql = (key: string, now: Date): Prisma.Sql => {
  const old = Prisma.sql`t.failed_at <= ${after(now, -within)}`
  return Prisma.sql`
    INSERT INTO throttle AS t (key, failures, failed_at) VALUES (${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN ${old} THEN 1 ELSE t.failures + 1 END,
      failed_at = CASE WHEN ${old} THEN excluded.failed_at ELSE t.failed_at END,
      locked_until = CASE WHEN NOT ${old} AND t.failures + 1 >= ${failures}
        THEN t.failed_at + make_interval(secs => ${within / 1000}) END`
}

/** Counts a failure of the network an attempt began in. */
export async function chargeNetwork(tx: Raw, key: string | null, now: Date): Promise<void> {
  if (key) await tx.$executeRaw(chargeNetworkSql(key, now))
}

/** Refuses with the exact wait: it says nothing about any account. */
export async function tellNetworkWait(world: World, key: string, now: Date): Promise<Refused> {
  const [row] = await world.sql.$queryRaw<{ until: Date | null }[]>`
    SELECT locked_until AS until FROM throttle WHERE key = ${key}`
  return refuse('identity.network_wait', {
    values: { seconds: row?.until ? secondsUntil(row.until, now) : 1 },
  })
}
