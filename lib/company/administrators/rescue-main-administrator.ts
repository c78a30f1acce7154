import { recordAudit } from '@/lib/audit/record'
import { holdUser } from '@/lib/directory/users'
import { endSessions, voidSignIns } from '@/lib/identity/attempts/sessions'
import { accountKey, forgive, providerKey } from '@/lib/identity/limits/charge'
import { giveTemporaryPassword, prepareTemporaryPassword } from '@/lib/identity/passwords/temporary-password'
import { removeOwnWays } from '@/lib/identity/sessions/end-ways-in'
import type { Context } from '@/lib/infra/context'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import type { Contacts } from '../contacts/contact-changes'
import {
  type ChangedContacts,
  findDispute,
  findRecentChanges,
  formerContacts,
} from '../contacts/contact-dispute'
import { writeSettlement } from '../contacts/write-settlement'
import { announce } from '../messages'

/**
 * Sends a main administrator a new temporary password when nobody in their company can (S2-4): called
 * from the command line on the operator's machine (`npm run main-administrator:rescue`), after the
 * declaration was checked, hence without an actor. Where a change of their contacts was stopped, or they changed in the
 * last 30 days, `contacts` says which ones hold: `present:` with the id of the last of these changes, or the id of the
 * change before which they were right. So does it for whoever else is closed because of a stopped change: their company may
 * have nobody left who may settle it. Refuses other accounts and those that a person has suspended, changed contacts
 * without that choice or with another one, naming what there is, and a choice where nothing has changed.
 */
export async function rescueMainAdministrator(
  account: string,
  reason: string,
  context: Context,
  contacts?: string,
): Promise<Result<{ email: string }>> {
  const [login = '', slug = ''] = account.split('@')
  const user = await context.db.user.findFirst({
    where: {
      ...{ login, company: { slug } },
      OR: [
        { administrator: { isNot: null } },
        { suspensions: { some: { endedAt: null, contactChangeId: { not: null } } } },
      ],
    },
    select: { id: true, companyId: true, administrator: { select: { userId: true } } },
  })
  if (!user) return refuse('company.not_main_administrator')
  const { id: userId, companyId } = user
  const now = context.clock()
  const password = await prepareTemporaryPassword(context)
  return transaction(context, async (tx) => {
    await holdUser(tx, userId)
    const suspended = await tx.suspension.count({ where: { userId, endedAt: null, byId: { not: null } } })
    if (suspended > 0) return refuse('company.suspended')
    const select = { email: true, mobile: true }
    const held = await tx.user.findUniqueOrThrow({ where: { id: userId }, select })
    const dispute = await findDispute(tx, companyId, userId)
    // Somebody else has settled it since: anybody but a main administrator is their company's matter again.
    if (!dispute && !user.administrator) return refuse('company.not_main_administrator')
    const changed = dispute ?? (await findRecentChanges(tx, companyId, userId, now))
    const offered = changed ? choices(changed, held) : []
    if (contacts && offered.length === 0) return refuse('company.contacts_unchanged')
    const choice = offered.find(({ id }) => id === contacts)
    if (offered.length > 0 && !choice) {
      const code = contacts ? 'contacts_unknown' : dispute ? 'contacts_undecided' : 'contacts_lately_changed'
      return refuse(`company.${code}`, { values: { choices: linesOf(offered) } })
    }
    const object = { kind: 'user', id: userId, name: account } as const
    const fact = { companyId, at: now, actor: OPERATOR, object, reason }
    for (const key of [accountKey(account), providerKey(account)]) await forgive(tx, key)
    if (changed && choice && (dispute || choice.chosen !== 'present')) {
      const settlement = { chosen: choice.chosen, byId: null, password, at: now }
      const matter = { ...changed, stoppedAt: dispute?.stoppedAt ?? null }
      const settled = await writeSettlement(tx, { ...held, id: userId, companyId }, matter, settlement)
      await recordAudit(tx, { ...fact, action: 'company.contacts_settled', ...settled })
      return ok({ email: settled.after.email })
    }
    await giveTemporaryPassword(tx, userId, password)
    // Whoever lost everything has lost these too.
    await removeOwnWays(tx, userId)
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

type Choice = Contacts & { id: string; chosen: string }

/** What the operator can choose from. The present contacts are named with the changes, too: by then there may be others. */
function choices(changed: ChangedContacts, present: Contacts): Choice[] {
  const former = formerContacts(changed, present).map(({ id, email, mobile }) => ({
    ...{ id, chosen: id, email, mobile },
  }))
  return [{ id: `present:${changed.changes.at(-1)!.id}`, chosen: 'present', ...present }, ...former]
}

const linesOf = (offered: Choice[]) =>
  offered.map(({ id, email, mobile }) => `\n${id}: ${email}, ${mobile}`).join('')
