import { recordAudit } from '@/lib/audit/record'
import { accountKey, forgive, providerKey } from '@/lib/identity/charge'
import { lockUser } from '@/lib/identity/lock-user'
import { endSessions, voidSignIns } from '@/lib/identity/sessions'
import { giveTemporaryPassword, prepareTemporaryPassword } from '@/lib/identity/temporary-password'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'

/**
 * Sends a main administrator a new temporary password when nobody in their company can (S2-4): called
 * from the command line on the operator's machine (`npm run main-administrator:rescue`), after the
 * declaration was checked, hence without an actor. Refuses accounts that are no main administrator's.
 */
export async function rescueMainAdministrator(
  account: string,
  reason: string,
  world: World,
): Promise<Result<{ email: string }>> {
  const [login = '', slug = ''] = account.split('@')
  const user = await world.db.user.findFirst({
    where: { login, company: { slug }, administrator: { isNot: null } },
    select: { id: true, companyId: true, email: true },
  })
  if (!user) return refuse('company.not_main_administrator')
  const { id: userId, companyId, email } = user
  const now = world.clock()
  const password = await prepareTemporaryPassword(world)
  return transaction(world, async (tx) => {
    const held = await lockUser(tx, userId)
    if (!held || held.suspended) return refuse('company.suspended')
    await giveTemporaryPassword(tx, userId, password)
    // Whoever lost everything has lost these too.
    await tx.secondFactor.deleteMany({ where: { userId } })
    await tx.backupCodes.deleteMany({ where: { userId } })
    await tx.companyIdentity.deleteMany({ where: { userId } })
    await endSessions(tx, userId, 'password_reissued', now)
    await voidSignIns(tx, userId, now)
    for (const key of [accountKey(account), providerKey(account)]) await forgive(tx, key)
    const payload = { userId, temporaryPasswordId: password.id, rescue: true } as const
    await announce(tx, companyId, { kind: 'company.temporary_password_reissued', payload }, now)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: { kind: 'system', id: null, name: 'main-administrator:rescue', address: null, requestId: null },
      action: 'company.temporary_password_reissued',
      object: { kind: 'user', id: userId, name: account },
      reason,
    })
    return ok({ email })
  })
}
