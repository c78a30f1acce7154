import { Prisma, type Tx } from '@/lib/infra/db'
import type { Channel } from '../view'

/**
 * Whether a user has shown that an address is theirs, as SQL: by using what was sent there, a code or a temporary
 * password. Having signed in some other way shows nothing. The one definition for all who ask.
 */
export const confirmedSql = (channel: Channel, userId: Prisma.Sql, address: Prisma.Sql): Prisma.Sql =>
  channel === 'mail'
    ? Prisma.sql`EXISTS (SELECT 1 FROM confirmed_email f WHERE f.user_id = ${userId} AND f.email = ${address})`
    : Prisma.sql`EXISTS (SELECT 1 FROM confirmed_mobile f WHERE f.user_id = ${userId} AND f.msisdn = ${address})`

/** Forgets what a user has confirmed since a moment, but for the contacts that hold: it was confirmed by somebody else. */
export async function forgetConfirmed(
  tx: Tx,
  userId: string,
  since: Date,
  holds: { email: string; mobile: string },
): Promise<void> {
  await tx.confirmedEmail.deleteMany({ where: { userId, at: { gte: since }, email: { not: holds.email } } })
  await tx.confirmedMobile.deleteMany({
    where: { userId, at: { gte: since }, msisdn: { not: holds.mobile } },
  })
}
