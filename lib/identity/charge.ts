import { createHash } from 'node:crypto'
import type { Tx } from '@/lib/infra/db'
import { SECOND } from '@/lib/kernel/clock'
import { LIMITS } from './limits'

/** Key of an account's counter. Accounts that do not exist have one too, so that nobody can tell. */
export const accountKey = (login: string) =>
  `account:${createHash('sha256').update(login).digest('base64url')}`

/** The wait after the n-th failure, in milliseconds; from `recoveryOnly` on practically for ever. */
export function waitAfter(failures: number): number {
  if (failures >= LIMITS.recoveryOnly) return 100 * 365 * 24 * 3600 * SECOND
  return LIMITS.ladder.findLast((rung) => failures >= rung.failures)?.wait ?? 0
}

// The ladder as SQL, from the same constants: the count and the wait change in one statement.
const LADDER_SQL = `CASE ${[{ failures: LIMITS.recoveryOnly }, ...LIMITS.ladder.toReversed()]
  .map(({ failures }) => `WHEN f >= ${failures} THEN $3 + interval '${waitAfter(failures)} milliseconds'`)
  .join(' ')} END`

const CHARGE = `
  INSERT INTO throttle AS t (key, failures, failed_at) VALUES ($1, $2::int, $3::timestamptz)
  ON CONFLICT (key) DO UPDATE SET (failures, failed_at, locked_until) =
    (SELECT f, $3, ${LADDER_SQL} FROM (SELECT t.failures + $2 AS f) AS next)
  WHERE t.locked_until IS NULL OR t.locked_until <= $3
  RETURNING failures`

/**
 * Counts a failure before anything is compared (rule 2): of any number of guesses made at once, only as
 * many are evaluated as there are failures left. Returns the failures so far, or null while locked.
 */
export async function charge(tx: Tx, key: string, now: Date): Promise<number | null> {
  const [row] = await tx.$queryRawUnsafe<{ failures: number }[]>(CHARGE, key, 1, now)
  return row?.failures ?? null
}

/**
 * Takes back the one failure that turned out to be none, with the wait it set; says nothing about earlier
 * ones. No other failure can have set a wait meanwhile: it would not have been let in.
 */
export async function refund(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE throttle SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE key = ${key}`
}

/** Forgets all failures: every factor was proven, or somebody entitled to it helped. */
export async function forgive(tx: Tx, key: string): Promise<void> {
  await tx.throttle.deleteMany({ where: { key } })
}

/** Until when the account waits, or null. */
export async function lockedUntil(tx: Tx, key: string, now: Date): Promise<Date | null> {
  const row = await tx.throttle.findUnique({ where: { key }, select: { lockedUntil: true } })
  return row?.lockedUntil && row.lockedUntil > now ? row.lockedUntil : null
}
