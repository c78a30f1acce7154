import type { Context } from '@/lib/infra/context'
import type { Tx } from '@/lib/infra/db'
import { seal, unseal } from '@/lib/kernel/seal'
import { backupCodes } from '../secrets/secrets'

const place = (userId: string) => ({ purpose: 'backup-codes', id: userId })

export type BackupCode = { n: number; code: string; used: boolean }

/** A user's backup codes and when they were made, or null where there are none. */
export async function openBackupCodes(
  userId: string,
  context: Context,
): Promise<{ madeAt: Date; codes: BackupCode[] } | null> {
  const row = await context.db.backupCodes.findUnique({ where: { userId } })
  if (!row) return null
  const seed = unseal(context.keys, place(userId), row.sealedSeed)
  const codes = backupCodes(seed).map((code, n) => ({ n, code, used: row.used.includes(n) }))
  return { madeAt: row.createdAt, codes }
}

/** Gives a user new ones; the old ones open nothing any more. */
export async function giveBackupCodes(tx: Tx, userId: string, context: Context): Promise<void> {
  const sealedSeed = seal(context.keys, context.random, place(userId), context.random(32))
  const values = { sealedSeed, used: [], createdAt: context.clock() }
  await tx.backupCodes.upsert({
    where: { userId },
    create: { userId, ...values },
    update: values,
    select: { userId: true },
  })
}
