import type { Tx } from '@/lib/infra/db'

/**
 * Takes a user's row for the rest of the transaction. Always first, on the way in as in administration,
 * so that two never wait for each other, and one of two at once sees what the other did.
 */
export async function lockUser(
  tx: Tx,
  userId: string,
): Promise<{ companyId: string; suspended: boolean } | null> {
  const locked = await tx.$queryRaw<{ companyId: string }[]>`
    SELECT company_id AS "companyId" FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`
  const [row] = locked
  if (!row) return null
  // A statement of its own: it sees what was committed while this one waited for the row.
  const suspended = await tx.suspension.count({ where: { userId, endedAt: null } })
  return { ...row, suspended: suspended > 0 }
}

/** Whether the password that was compared is still the user's, now that the row is held. */
export async function isCurrentPassword(tx: Tx, userId: string, hash: string | null): Promise<boolean> {
  const [chosen, temporary] = [
    await tx.credential.findUnique({ where: { userId }, select: { hash: true } }),
    await tx.temporaryPassword.findFirst({
      where: { userId, usedAt: null, revokedAt: null },
      select: { hash: true },
    }),
  ]
  return (temporary?.hash ?? chosen?.hash ?? null) === hash
}
