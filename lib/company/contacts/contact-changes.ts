import { confirmedSql } from '@/lib/identity/limits/confirmed'
import { contactStop, longReference } from '@/lib/identity/secrets/secrets'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw, type Tx } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { hashToken } from '@/lib/kernel/token'
import type { Actor } from '@/lib/rights/actor'

export type Contacts = { email: string; mobile: string }

/** So long the old addresses can stop a change of contacts. */
export const STOPPABLE_FOR = DAY
/** So long the changes of whoever has settled which contacts hold cannot be stopped: else one mailbox stops for ever. */
const SETTLED_FOR = 7 * DAY

/** Which of some contacts a user has confirmed: has used what was sent there. Others may be anybody's. */
export async function confirmedContacts(
  db: Raw,
  userId: string,
  { email, mobile }: Contacts,
): Promise<{ email: boolean; mobile: boolean }> {
  const id = Prisma.sql`${userId}::uuid`
  const [row] = await db.$queryRaw<[{ email: boolean; mobile: boolean }]>`
    SELECT ${confirmedSql('mail', id, Prisma.sql`${email}`)} AS email,
      ${confirmedSql('sms', id, Prisma.sql`${mobile}`)} AS mobile`
  return row
}

/**
 * Writes down who changed whose contacts, and who approved it, in the transaction of the change; with what stops it, where the user has
 * confirmed one of the old ones, and the actor has not settled lately which of them hold. Resolves with its id if it can be
 * stopped.
 */
export async function recordContactChange(
  tx: Tx,
  actor: Actor,
  userId: string,
  { old, next, decidedById }: { old: Contacts; next: Contacts; decidedById: string | null },
  context: Context,
): Promise<string | null> {
  const at = context.clock()
  const row = { id: newId(), keyId: context.keys.current.id }
  const confirmed = await confirmedContacts(tx, userId, old)
  const settled = await tx.contactChange.count({
    where: {
      ...{ companyId: actor.subject.companyId, userId, settledById: actor.subject.id },
      settledAt: { gt: after(at, -SETTLED_FOR) },
    },
  })
  const stoppable = (confirmed.email || confirmed.mobile) && settled === 0
  await tx.contactChange.create({
    data: {
      id: row.id,
      companyId: actor.subject.companyId,
      userId,
      byId: actor.subject.id,
      decidedById,
      at,
      kind: 'edited',
      oldEmail: old.email,
      newEmail: next.email,
      oldMobile: old.mobile,
      newMobile: next.mobile,
      ...(stoppable && {
        keyId: row.keyId,
        expiresAt: after(at, STOPPABLE_FOR),
        tokenHash: hashToken(contactStop(context.keys, row).token),
        reference: longReference(context.random),
      }),
    },
    select: { id: true },
  })
  return stoppable ? row.id : null
}
