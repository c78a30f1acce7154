import type { Tx } from '@/lib/infra/db'

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
export async function lockUser(tx: Tx, userId: string): Promise<HeldUser | null> {
  await tx.$executeRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`
  // A statement of its own: it sees what was committed while the one before waited for the row.
  const [user] = await tx.$queryRaw<HeldUser[]>`
    SELECT u.company_id AS "companyId", coalesce(t.hash, k.hash) AS "passwordHash",
      EXISTS (SELECT 1 FROM suspension s WHERE s.user_id = u.id AND s.ended_at IS NULL) AS suspended
    FROM "user" u LEFT JOIN credential k ON k.user_id = u.id
    LEFT JOIN temporary_password t ON t.user_id = u.id AND t.used_at IS NULL AND t.revoked_at IS NULL
    WHERE u.id = ${userId}::uuid`
  return user ?? null
}
