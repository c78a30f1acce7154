import { Prisma } from '@/lib/infra/db'

// What a session stands on: a session, and the attempt that becomes one, names it, and ends when it is no longer so.
// The first factor's ground is a version (of the password, of provider and link, of SIM and holder), the second one's
// where it went to or what it was made with.

/** Milliseconds of a time in the database, as text that depends on no setting. */
const version = (column: string) => Prisma.raw(`(extract(epoch FROM ${column}) * 1000)::bigint`)

/** The ground of a password chosen at a moment. */
export const passwordGround = (changedAt: Date) => `password ${changedAt.getTime()}`

/** The ground of a line `l`, as SQL: another SIM, or another holder, is somebody else. */
export const lineGround = Prisma.sql`'line ' || md5(coalesce(l.iccid, '') || '/' || coalesce(l.holder, ''))`

/** The ground of a user whom a provider `p` knows by the link `i`, as SQL. */
export const providerGround = Prisma.sql`'provider ' || ${version('p.verified_at')} || ' ' || ${version('i.linked_at')}`

/** What the second factor was. */
export const secondGround = {
  sms: (msisdn: string) => `sms ${msisdn}`,
  mail: (email: string) => `mail ${email}`,
  factor: (id: string) => `factor ${id}`,
  /** Codes that were made at a moment: new ones open nothing for whoever had the old ones. */
  backup: (madeAt: Date) => `backup ${madeAt.getTime()}`,
} as const

/**
 * Whether the grounds of a session or attempt `s` still hold, as SQL beside its user `u` and line `l`. Those that were
 * opened before grounds were written down name none, and hold.
 */
export const groundHolds = Prisma.sql`
  (s.ground IS NULL OR s.ground = CASE
    WHEN s.subscription_id IS NOT NULL THEN ${lineGround}
    WHEN s.ground LIKE 'password %' THEN (
      SELECT 'password ' || ${version('k.changed_at')} FROM credential k WHERE k.user_id = u.id)
    ELSE (
      SELECT ${providerGround} FROM company_identity i
      JOIN identity_provider p ON p.company_id = i.company_id AND p.issuer = i.issuer
      WHERE i.user_id = u.id AND p.verified_at IS NOT NULL) END)
  AND (s.second_ground IS NULL OR CASE split_part(s.second_ground, ' ', 1)
    WHEN 'sms' THEN u.mobile = substr(s.second_ground, 5)
    WHEN 'mail' THEN u.email = substr(s.second_ground, 6)
    WHEN 'factor' THEN EXISTS (
      SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.id::text = substr(s.second_ground, 8))
    ELSE EXISTS (
      SELECT 1 FROM backup_codes b WHERE b.user_id = u.id AND s.second_ground = 'backup ' || ${version('b.created_at')}) END)`
