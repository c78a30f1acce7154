import { forgetConfirmed } from '@/lib/identity/limits/confirmed'
import { giveTemporaryPassword, type Prepared } from '@/lib/identity/passwords/temporary-password'
import { endWaysIn } from '@/lib/identity/sessions/end-ways-in'
import type { Tx } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'
import { NotFound } from '@/lib/kernel/violation'
import { announce } from '../messages'
import type { Contacts } from './contact-changes'
import { type ChangedContacts, formerContacts } from './contact-dispute'

type User = Contacts & { id: string; companyId: string }
type Settlement = {
  /** `present`, or the change before which they were right. */
  chosen: string
  /** Null: the operator. */
  byId: string | null
  password: Prepared
  at: Date
}

/**
 * Writes down which contacts hold, in the transaction of whoever settles it: every way in of before ends, the account is open
 * again unless a person has suspended it too, and a temporary password goes to the address that holds. Without `stoppedAt`
 * there is no open dispute: the operator brings former contacts back. Resolves with the
 * contacts before and after, for the audit. @throws NotFound for contacts that are none of the dispute.
 */
export async function writeSettlement(
  tx: Tx,
  user: User,
  dispute: ChangedContacts & { stoppedAt: Date | null },
  { chosen, byId, password, at }: Settlement,
): Promise<{ before: Contacts; after: Contacts }> {
  const { id: userId, companyId, email, mobile } = user
  const present = { email, mobile }
  const former = formerContacts(dispute, present)
  const after = chosen === 'present' ? present : contactsOf(former.find(({ id }) => id === chosen))
  if (dispute.stoppedAt)
    await tx.contactChange.updateMany({
      where: { companyId, userId, stoppedAt: dispute.stoppedAt, settledAt: null },
      data: { settledAt: at, settledById: byId },
    })
  // What was sent to former contacts before stops nothing any more: it is decided which ones hold.
  await tx.contactChange.updateMany({
    where: { companyId, userId, stoppedAt: null, expiresAt: { gt: at } },
    data: { expiresAt: at },
  })
  await endWaysIn(tx, userId, at)
  if (chosen !== 'present') {
    await tx.user.update({ where: { id: userId }, data: after, select: { id: true } })
    await tx.contactChange.create({
      data: {
        ...{ id: newId(), companyId, userId, byId, at, kind: 'restored' },
        ...{ oldEmail: email, newEmail: after.email, oldMobile: mobile, newMobile: after.mobile },
      },
      select: { id: true },
    })
  }
  const emails = await losingEmails(tx, userId, dispute, after.email)
  await forgetConfirmed(tx, userId, dispute.since, after)
  const suspended = await reopen(tx, userId, byId, at)
  if (!suspended) {
    await giveTemporaryPassword(tx, userId, password)
    const payload = {
      userId,
      temporaryPasswordId: password.id,
      ...(byId === null && { rescue: true as const }),
    }
    await announce(tx, companyId, { kind: 'company.temporary_password_reissued', payload }, at)
  }
  await announce(tx, companyId, { kind: 'company.contacts_settled', payload: { userId, emails } }, at)
  return { before: present, after }
}

function contactsOf(found: Contacts | undefined): Contacts {
  if (!found) throw new NotFound('contacts that are none of the dispute')
  return { email: found.email, mobile: found.mobile }
}

/** Addresses in the dispute that the user had confirmed, and that hold no longer. */
async function losingEmails(
  tx: Tx,
  userId: string,
  { changes }: ChangedContacts,
  holds: string,
): Promise<string[]> {
  const emails = changes.flatMap(({ email }) => (email === holds ? [] : [email]))
  const rows = await tx.confirmedEmail.findMany({
    where: { userId, email: { in: emails } },
    select: { email: true },
  })
  return rows.map(({ email }) => email)
}

/** Resolves with whether a person has suspended them meanwhile, or had: then they stay so. */
async function reopen(tx: Tx, userId: string, endedById: string | null, at: Date): Promise<boolean> {
  const where = { userId, endedAt: null }
  await tx.suspension.updateMany({ where: { ...where, byId: null }, data: { endedAt: at, endedById } })
  const { count } = await tx.suspension.updateMany({ where, data: { contactChangeId: null } })
  return count > 0
}
