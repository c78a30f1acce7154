import type { Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { seal, unseal } from '@/lib/kernel/seal'
import { backupCodes } from '../secrets/secrets'

const place = (userId: string) => ({ purpose: 'backup-codes', id: userId })

export type BackupCode = { n: number; code: string; used: boolean }

/** A user's backup codes and when they were made, or null where there are none. */
export async function openBackupCodes(
  userId: string,
  world: World,
): Promise<{ madeAt: Date; codes: BackupCode[] } | null> {
  const row = await world.db.backupCodes.findUnique({ where: { userId } })
  if (!row) return null
  const seed = unseal(world.keys, place(userId), row.sealedSeed)
  const codes = backupCodes(seed).map((code, n) => ({ n, code, used: row.used.includes(n) }))
  return { madeAt: row.createdAt, codes }
}

/** Gives a user new ones; the old ones open nothing any more. */
export async function giveBackupCodes(tx: Tx, userId: string, world: World): Promise<void> {
  const sealedSeed = seal(world.keys, world.random, place(userId), world.random(32))
  const values = { sealedSeed, used: [], createdAt: world.clock() }
  await tx.backupCodes.upsert({
    where: { userId },
    create: { userId, ...values },
    update: values,
    select: { userId: true },
  })
}
