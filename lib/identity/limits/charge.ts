import { createHash } from 'node:crypto'
import { Prisma, type Raw } from '@/lib/infra/db'
import { SECOND } from '@/lib/kernel/clock'
import { LIMITS } from './limits'

const hashed = (login: string) => createHash('sha256').update(login).digest('base64url')

/** Key of an account's counter. Accounts that do not exist have one too, so that nobody can tell. */
export const accountKey = (login: string) => `account:${hashed(login)}`

/** Key of the counter of a browser with a device cookie of the account, instead of the account's (device-cookie.ts). */
export const deviceKey = (id: string) => `device:${id}`

/** Key of its counter for whom its company's provider has vouched for: no stranger gets that far. */
export const providerKey = (login: string) => `provider:${hashed(login)}`

/** Key of the counter of a temporary password's first sign-in, once that password was given. */
export const temporaryKey = (id: string) => `temporary:${id}`

/**
 * Key of its counter for recovery, which must work when signing in no longer does: one for each network that asks, so
 * that none closes it for others. How many codes there are to guess at is limited by their sending.
 */
export const recoveryKey = (login: string, network: string) => `recovery:${hashed(login)}:${network}`

/** The same of a phone number: one for all its spellings (O14), apart from any user's (P4). */
export const numberKey = (msisdn: string, network: string) => `number:${hashed(msisdn)}:${network}`

/** Key of a session's counter: for proving oneself again (step-up), which is nobody else's matter. */
export const sessionKey = (id: string) => `session:${id}`

/** The wait after the n-th failure, in milliseconds; from `recoveryOnly` on practically for ever. */
export function waitAfter(failures: number): number {
  if (failures >= LIMITS.recoveryOnly) return 100 * 365 * 24 * 3600 * SECOND
  return LIMITS.ladder.findLast((rung) => failures >= rung.failures)?.wait ?? 0
}

// The ladder as SQL, from the same constants: the count and the wait change in one statement.
/** Recovery and numbers are never closed for good: nothing else would open them. */
const only = (failures: number) =>
  failures === LIMITS.recoveryOnly ? "AND t.key NOT LIKE 'recovery:%' AND t.key NOT LIKE 'number:%'" : ''
const LADDER = Prisma.raw(
  `CASE ${[{ failures: LIMITS.recoveryOnly }, ...LIMITS.ladder.toReversed()]
    .map(
      ({ failures }) =>
        `WHEN f >= ${failures} ${only(failures)} THEN at + interval '${waitAfter(failures)} milliseconds'`,
    )
    .join(' ')} END`,
)

/**
 * The charge as SQL, for the statement that also loads what is compared: `rows` selects key, 1 and the
 * present time. Returns `failures`, or no row while locked.
 */
export const chargeSql = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO throttle AS t (key, failures, failed_at) ${rows}
  ON CONFLICT (key) DO UPDATE SET (failures, failed_at, locked_until) =
    (SELECT f, at, ${LADDER} FROM (SELECT t.failures + 1 AS f, excluded.failed_at AS at) AS next)
  WHERE t.locked_until IS NULL OR t.locked_until <= excluded.failed_at
  RETURNING failures`

/**
 * Counts a failure before anything is compared (rule 2): of any number of guesses made at once, only as
 * many are evaluated as there are failures left. Returns the failures so far, or null while locked.
 */
export async function charge(tx: Raw, key: string, now: Date): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ failures: number }[]>(
    chargeSql(Prisma.sql`VALUES (${key}, 1, ${now}::timestamptz)`),
  )
  return row?.failures ?? null
}

/**
 * Takes back the one failure that turned out to be none, with the wait it set; says nothing about earlier
 * ones. No other failure can have set a wait meanwhile: it would not have been let in.
 */
export async function refund(tx: Raw, key: string): Promise<void> {
  await tx.$executeRaw(refundSql(key))
}

/** The same as SQL. */
export const refundSql = (key: string): Prisma.Sql => Prisma.sql`
  UPDATE throttle SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE key = ${key}`

/** Forgets all failures: every factor was proven, or somebody entitled to it helped. */
export async function forgive(tx: Raw, key: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM throttle WHERE key = ${key}`
}

/** Until when the account waits, or null. */
export async function lockedUntil(tx: Raw, key: string, now: Date): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ lockedUntil: Date }[]>`
    SELECT locked_until AS "lockedUntil" FROM throttle WHERE key = ${key} AND locked_until > ${now}`
  return row?.lockedUntil ?? null
}
