import { recordAudit } from '@/lib/audit/record'
import { accountKey, forgive, providerKey } from '@/lib/identity/charge'
import { holdUser } from '@/lib/identity/lock-user'
import { endSessions, voidSignIns } from '@/lib/identity/sessions'
import { giveTemporaryPassword, prepareTemporaryPassword } from '@/lib/identity/temporary-password'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import type { Contacts } from './contact-changes'
import { type Dispute, findDispute, formerContacts } from './contact-dispute'
import { announce } from './messages'
import { writeSettlement } from './write-settlement'

/**
 * Sends a main administrator a new temporary password when nobody in their company can (S2-4): called
 * from the command line on the operator's machine (`npm run main-administrator:rescue`), after the
 * declaration was checked, hence without an actor. Where a change of their contacts was stopped, it settles which ones hold:
 * `contacts` is `present`, or the id of the change before which they were right. Refuses accounts that are no main
 * administrator's or were suspended by a person, and disputed contacts without that choice, naming what there is.
 */
export async function rescueMainAdministrator(
  account: string,
  reason: string,
  world: World,
  contacts?: string,
): Promise<Result<{ email: string }>> {
  const [login = '', slug = ''] = account.split('@')
  const user = await world.db.user.findFirst({
    where: { login, company: { slug }, administrator: { isNot: null } },
    select: { id: true, companyId: true },
  })
  if (!user) return refuse('company.not_main_administrator')
  const { id: userId, companyId } = user
  const now = world.clock()
  const password = await prepareTemporaryPassword(world)
  return transaction(world, async (tx) => {
    await holdUser(tx, userId)
    const suspended = await tx.suspension.count({ where: { userId, endedAt: null, byId: { not: null } } })
    if (suspended > 0) return refuse('company.suspended')
    const select = { email: true, mobile: true }
    const held = await tx.user.findUniqueOrThrow({ where: { id: userId }, select })
    const dispute = await findDispute(tx, companyId, userId)
    if (dispute && !contacts) return refuse('company.contacts_undecided', { values: choices(dispute, held) })
    const object = { kind: 'user', id: userId, name: account } as const
    const fact = { companyId, at: now, actor: OPERATOR, object, reason }
    for (const key of [accountKey(account), providerKey(account)]) await forgive(tx, key)
    if (dispute && contacts) {
      const settlement = { chosen: contacts, byId: null, password, at: now }
      const settled = await writeSettlement(tx, { ...held, id: userId, companyId }, dispute, settlement)
      await recordAudit(tx, { ...fact, action: 'company.contacts_settled', ...settled })
      return ok({ email: settled.after.email })
    }
    await giveTemporaryPassword(tx, userId, password)
    // Whoever lost everything has lost these too.
    await tx.secondFactor.deleteMany({ where: { userId } })
    await tx.backupCodes.deleteMany({ where: { userId } })
    await tx.companyIdentity.deleteMany({ where: { userId } })
    await endSessions(tx, userId, 'password_reissued', now)
    await voidSignIns(tx, userId, now)
    const payload = { userId, temporaryPasswordId: password.id, rescue: true } as const
    await announce(tx, companyId, { kind: 'company.temporary_password_reissued', payload }, now)
    await recordAudit(tx, { ...fact, action: 'company.temporary_password_reissued' })
    return ok({ email: held.email })
  })
}

const OPERATOR = {
  kind: 'system',
  id: null,
  name: 'main-administrator:rescue',
  address: null,
  requestId: null,
} as const

/** What the operator can choose from, one a line. */
function choices(dispute: Dispute, present: Contacts): { choices: string } {
  const lines = [{ id: 'present', ...present }, ...formerContacts(dispute, present)]
  return { choices: lines.map(({ id, email, mobile }) => `\n${id}: ${email}, ${mobile}`).join('') }
}
