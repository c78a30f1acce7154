import { Prisma, type Raw } from '@/lib/infra/db'

export type HeldUser = {
  companyId: string
  suspended: boolean
  /** Hash of the password that opens at this moment: an open temporary one, else the chosen one. */
  passwordHash: string | null
}

/**
 * Takes a user's row for the rest of the transaction. Always first, on the way in as in administration,
 * so that two never wait for each other, and the second of two at once sees what the first one did.
 */
export async function lockUser(tx: Raw, userId: string): Promise<HeldUser | null> {
  await holdUser(tx, userId)
  // A statement of its own: it sees what was committed while the one before waited for the row.
  const [user] = await tx.$queryRaw<HeldUser[]>`
    SELECT u.company_id AS "companyId", ${passwordHash} AS "passwordHash", ${suspended} AS suspended
    ${userWithPassword} WHERE u.id = ${userId}::uuid`
  return user ?? null
}

/** Takes the row only; the statement that follows asks `standsOn` for itself. */
export async function holdUser(tx: Raw, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`
}

const passwordHash = Prisma.sql`coalesce(t.hash, k.hash)`
const suspended = Prisma.sql`EXISTS (SELECT 1 FROM suspension s WHERE s.user_id = u.id AND s.ended_at IS NULL)`
const userWithPassword = Prisma.sql`
  FROM "user" u LEFT JOIN credential k ON k.user_id = u.id
  LEFT JOIN temporary_password t ON t.user_id = u.id AND t.used_at IS NULL AND t.revoked_at IS NULL`

/** Takes a line's row, like `holdUser`. */
export async function holdLine(tx: Raw, subscriptionId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM subscription WHERE id = ${subscriptionId}::uuid FOR UPDATE`
}

/** Whether a line `l` may sign in: a lost SIM (suspended) or a dead one may not. */
export const lineMaySignIn = Prisma.sql`l.status IN ('active', 'restricted')`

/** What must still be so when a step is written down: a line that may sign in, or a user who is not suspended. */
export type Ground =
  | { subscriptionId: string }
  | { userId: string; password?: { hash: string | null; mobile: string } }

/** Whether the ground of a step still holds, as SQL. */
export const standsOn = (ground: Ground): Prisma.Sql => {
  if ('subscriptionId' in ground)
    return Prisma.sql`
      EXISTS (SELECT 1 FROM subscription l WHERE l.id = ${ground.subscriptionId}::uuid AND ${lineMaySignIn})`
  return userStands(ground)
}
const userStands = ({ userId, password }: Exclude<Ground, { subscriptionId: string }>) => Prisma.sql`
  EXISTS (SELECT 1 ${userWithPassword} WHERE u.id = ${userId}::uuid AND NOT ${suspended}
    ${
      password
        ? Prisma.sql`AND ${passwordHash} = ${password.hash} AND u.mobile = ${password.mobile}`
        : Prisma.empty
    })`
