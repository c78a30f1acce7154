import { Prisma, type Raw } from '@/lib/infra/db'

const U = Prisma.sql`u`

/** Whether a row of "user" is suspended, as SQL: by a person, or because its contacts are disputed. */
export const isSuspended = (user = U): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = ${user}.id AND x.ended_at IS NULL)`

/** Whether a user is suspended, or was at any time since a moment, as SQL. */
export const isShutOutSince = (userId: Prisma.Sql, since: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = ${userId} AND (x.ended_at IS NULL OR x.ended_at > ${since} OR x.since >= ${since}))`

/** Whether a row of "user" is a main administrator, as SQL. */
export const isMainAdministrator = (user = U): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM main_administrator m WHERE m.user_id = ${user}.id)`

/**
 * Takes a user's row for the rest of the transaction. Always first, on the way in as in administration, so that two never
 * wait for each other, and the second of two at once sees what the first one did: in a statement that follows.
 */
export async function holdUser(tx: Raw, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`
}
