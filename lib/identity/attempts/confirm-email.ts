import type { Raw } from '@/lib/infra/db'

/** Notes that a user has used what was sent to the address that they have: a temporary password, or a code. */
export async function confirmEmail(tx: Raw, userId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO confirmed_email (user_id, email, at) SELECT id, email, ${at} FROM "user" WHERE id = ${userId}::uuid
    ON CONFLICT DO NOTHING`
}
