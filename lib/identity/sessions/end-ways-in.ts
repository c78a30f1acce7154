import type { Tx } from '@/lib/infra/db'
import { endSessions, voidSignIns } from '../attempts/sessions'

/** Removes a user's second factors with the backup codes. Resolves with how many factors there were. */
export async function removeFactors(tx: Tx, userId: string): Promise<number> {
  const { count } = await tx.secondFactor.deleteMany({ where: { userId } })
  await tx.backupCodes.deleteMany({ where: { userId } })
  return count
}

/** Removes what a user has set up besides the password: second factors, backup codes, links to the company's provider. */
export async function removeOwnWays(tx: Tx, userId: string): Promise<void> {
  await removeFactors(tx, userId)
  await tx.companyIdentity.deleteMany({ where: { userId } })
}

/** Ends what is open as a user at this moment: sessions, attempts and temporary passwords. */
export async function endOpenWays(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.temporaryPassword.updateMany({
    where: { userId, usedAt: null, revokedAt: null },
    data: { revokedAt: at },
  })
  await endSessions(tx, userId, 'contacts_disputed', at)
  await voidSignIns(tx, userId, at)
}

/**
 * Ends every way in as a user: also the password, second factors, backup codes and links to the company's provider, older
 * ones too. Whoever was not the right one may have known or made any of them.
 */
export async function endWaysIn(tx: Tx, userId: string, at: Date): Promise<void> {
  await endOpenWays(tx, userId, at)
  await tx.credential.deleteMany({ where: { userId } })
  await removeOwnWays(tx, userId)
}
