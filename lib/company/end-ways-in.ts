import { endSessions, voidSignIns } from '@/lib/identity/sessions'
import type { Tx } from '@/lib/infra/db'

/**
 * Ends every way in as a user that whoever had their contacts since a moment may have made: sessions, attempts, temporary
 * passwords, a password, second factors, backup codes and links to the company's provider. What is older stays.
 */
export async function endWaysIn(tx: Tx, userId: string, since: Date, at: Date): Promise<void> {
  await tx.temporaryPassword.updateMany({
    where: { userId, usedAt: null, revokedAt: null },
    data: { revokedAt: at },
  })
  await tx.credential.deleteMany({ where: { userId, changedAt: { gte: since } } })
  await tx.secondFactor.deleteMany({ where: { userId, createdAt: { gte: since } } })
  await tx.backupCodes.deleteMany({ where: { userId, createdAt: { gte: since } } })
  await tx.companyIdentity.deleteMany({ where: { userId, linkedAt: { gte: since } } })
  await tx.confirmedEmail.deleteMany({ where: { userId, at: { gte: since } } })
  await tx.confirmedMobile.deleteMany({ where: { userId, at: { gte: since } } })
  await endSessions(tx, userId, 'contacts_restored', at)
  await voidSignIns(tx, userId, at)
}
