import type { Context } from '@/lib/infra/context'
import { type Place, seal, sealedWith, unseal } from '@/lib/kernel/seal'

type Sealed = { id: string; sealed: Uint8Array }

/**
 * Seals everything anew that an older key of DATA_KEY has sealed, so that the old key can go. Called from
 * the command line (`npm run keys:reseal`), hence without an actor. Resolves with how many there were.
 */
export async function resealSecrets(context: Context): Promise<number> {
  const { db } = context
  const [factors, codes, providers] = await Promise.all([
    db.secondFactor.findMany({
      where: { sealedSeed: { not: null } },
      select: { id: true, sealedSeed: true },
    }),
    db.backupCodes.findMany({ select: { userId: true, sealedSeed: true } }),
    db.identityProvider.findMany({ select: { companyId: true, sealedSecret: true } }),
  ])
  // Only where it is still what was read: somebody may have changed it meanwhile.
  const counts = [
    await each(
      context,
      'second-factor',
      factors.map(({ id, sealedSeed }) => ({ id, sealed: sealedSeed! })),
      (id, old, sealedSeed) =>
        db.secondFactor.updateMany({ where: { id, sealedSeed: old }, data: { sealedSeed } }),
    ),
    await each(
      context,
      'backup-codes',
      codes.map(({ userId, sealedSeed }) => ({ id: userId, sealed: sealedSeed })),
      (userId, old, sealedSeed) =>
        db.backupCodes.updateMany({ where: { userId, sealedSeed: old }, data: { sealedSeed } }),
    ),
    await each(
      context,
      'identity-provider',
      providers.map(({ companyId, sealedSecret }) => ({ id: companyId, sealed: sealedSecret })),
      (companyId, old, sealedSecret) =>
        db.identityProvider.updateMany({ where: { companyId, sealedSecret: old }, data: { sealedSecret } }),
    ),
  ]
  return counts.reduce((sum, count) => sum + count, 0)
}

type Bytes = Uint8Array<ArrayBuffer>

async function each(
  context: Context,
  purpose: Place['purpose'],
  rows: Sealed[],
  write: (id: string, old: Bytes, sealed: Bytes) => Promise<{ count: number }>,
): Promise<number> {
  let count = 0
  for (const { id, sealed } of rows) {
    if (sealedWith(sealed) === context.keys.current.id) continue
    const place = { purpose, id }
    const anew = seal(context.keys, context.random, place, unseal(context.keys, place, sealed))
    count += (await write(id, new Uint8Array(sealed), anew)).count
  }
  return count
}
