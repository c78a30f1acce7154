import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/infra/context'
import type { Tx } from '@/lib/infra/db'
import { hashPassword } from '@/lib/infra/password-hash'
import { after } from '@/lib/kernel/clock'
import { LIMITS } from '../limits/limits'
import { temporaryPassword } from '../secrets/secrets'

/** A temporary password that is ready to be written down, hashed outside any transaction. */
export type Prepared = { id: string; keyId: string; hash: string; createdAt: Date; expiresAt: Date }

/** Makes a unique temporary password (S2-7). Nobody sees it but the reader of the mail. */
export async function prepareTemporaryPassword(context: Context): Promise<Prepared> {
  const now = context.clock()
  const row = { id: randomUUID(), keyId: context.keys.current.id }
  return {
    ...row,
    hash: await hashPassword(temporaryPassword(context.keys, row)),
    createdAt: now,
    expiresAt: after(now, LIMITS.temporaryPassword.validFor),
  }
}

/**
 * Gives a user a temporary password, in the caller's transaction: any older one dies, and so does a
 * chosen password. The caller announces it; the mail is derived from the row.
 */
export async function giveTemporaryPassword(tx: Tx, userId: string, prepared: Prepared): Promise<void> {
  await tx.temporaryPassword.updateMany({
    where: { userId, usedAt: null, revokedAt: null },
    data: { revokedAt: prepared.createdAt },
  })
  await tx.credential.deleteMany({ where: { userId } })
  await tx.temporaryPassword.create({ data: { ...prepared, userId }, select: { id: true } })
}

/** Takes back a user's temporary passwords that could still be used. Resolves with how many there were. */
export async function revokeTemporaryPasswords(tx: Tx, userId: string, now: Date): Promise<number> {
  const { count } = await tx.temporaryPassword.updateMany({
    where: { userId, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { revokedAt: now },
  })
  return count
}
