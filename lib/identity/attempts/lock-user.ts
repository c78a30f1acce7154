import { holdUser, isSuspended } from '@/lib/directory/users'
import { Prisma, type Raw } from '@/lib/infra/db'
import { lineMaySignIn } from '@/lib/inventory/lines'

export type HeldUser = {
  companyId: string
  suspended: boolean
  /** Hash of the password that opens at this moment: an open temporary one, else the chosen one. */
  passwordHash: string | null
}

/** Takes a user's row for the rest of the transaction, and says what is so once it is held. */
export async function lockUser(tx: Raw, userId: string): Promise<HeldUser | null> {
  await holdUser(tx, userId)
  // A statement of its own: it sees what was committed while the one before waited for the row.
  const [user] = await tx.$queryRaw<HeldUser[]>`
    SELECT u.company_id AS "companyId", ${passwordHash} AS "passwordHash", ${isSuspended()} AS suspended
    ${userWithPassword} WHERE u.id = ${userId}::uuid`
  return user ?? null
}

const passwordHash = Prisma.sql`coalesce(t.hash, k.hash)`
const userWithPassword = Prisma.sql`
  FROM "user" u LEFT JOIN credential k ON k.user_id = u.id
  LEFT JOIN temporary_password t ON t.user_id = u.id AND t.used_at IS NULL AND t.revoked_at IS NULL`

/** What must still be so when a step is written down: a line that may sign in, or a user who is not suspended. */
export type Ground =
  | { subscriptionId: string }
  | { userId: string; password?: { hash: string | null; mobile: string } }

/** Whether the ground of a step still holds, as SQL. */
export const holdsGround = (ground: Ground): Prisma.Sql => {
  if ('subscriptionId' in ground)
    return Prisma.sql`
      EXISTS (SELECT 1 FROM subscription l WHERE l.id = ${ground.subscriptionId}::uuid AND ${lineMaySignIn})`
  return userStands(ground)
}
const userStands = ({ userId, password }: Exclude<Ground, { subscriptionId: string }>) => Prisma.sql`
  EXISTS (SELECT 1 ${userWithPassword} WHERE u.id = ${userId}::uuid AND NOT ${isSuspended()}
    ${
      password
        ? Prisma.sql`AND ${passwordHash} = ${password.hash} AND u.mobile = ${password.mobile}`
        : Prisma.empty
    })`
