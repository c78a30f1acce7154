import type { Tx } from '@/lib/infra/db'
import type { PasswordContext } from '../rules'

/** Loads all that a user's new password is judged against, with the hashes it must differ from. */
export async function loadPasswordContext(tx: Tx, userId: string) {
  const user = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    relationLoadStrategy: 'join',
    select: {
      login: true,
      name: true,
      mobile: true,
      companyId: true,
      company: { select: { slug: true, name: true, smsAtSignIn: true } },
      credential: { select: { hash: true } },
      secondFactors: { where: { confirmedAt: { not: null } }, select: { id: true } },
      temporaryPasswords: { where: { usedAt: null, revokedAt: null }, select: { id: true, hash: true } },
      suspensions: { where: { endedAt: null }, select: { id: true } },
    },
  })
  const context: PasswordContext = {
    login: user.login,
    companySlug: user.company.slug,
    companyName: user.company.name,
    fullName: user.name,
    mobile: user.mobile,
    alone: !user.company.smsAtSignIn && user.secondFactors.length === 0,
  }
  return {
    context,
    companyId: user.companyId,
    name: `${user.login}@${user.company.slug}`,
    currentHash: user.temporaryPasswords[0]?.hash ?? user.credential?.hash ?? null,
    suspended: user.suspensions.length > 0,
  }
}
