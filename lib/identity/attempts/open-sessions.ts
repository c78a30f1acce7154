import { Prisma } from '@/lib/infra/db'
import { SECOND } from '@/lib/kernel/clock'
import { LIMITS } from '../limits/limits'
import { groundHolds } from './ground'

const { idle, idleStaff } = LIMITS.session

/**
 * Whether a session `s` is open at a moment, as SQL beside its user `u`, line `l` and company `c`: not ended, within its idle
 * and absolute limit, and what opened it is still so (ground.ts).
 */
export const sessionIsOpen = (now: Date): Prisma.Sql => Prisma.sql`
  s.ended_at IS NULL AND ${now}::timestamptz < least(s.expires_at, s.last_seen_at + make_interval(secs =>
    CASE WHEN c.kind = 'operator' THEN ${idleStaff / SECOND}::int ELSE ${idle / SECOND}::int END))
  AND ${groundHolds}`
