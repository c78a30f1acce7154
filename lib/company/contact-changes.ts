import { contactStop, longReference } from '@/lib/identity/secrets'
import type { Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { hashToken } from '@/lib/kernel/token'
import type { Actor } from '@/lib/rights/actor'

export type Contacts = { email: string; mobile: string }

/** So long the old addresses can undo a change of contacts. */
export const STOPPABLE_FOR = DAY

/** Writes down who changed whose contacts, with what undoes it; in the transaction of the change. */
export async function recordContactChange(
  tx: Tx,
  actor: Actor,
  userId: string,
  { old, next }: { old: Contacts; next: Contacts },
  world: World,
): Promise<string> {
  const at = world.clock()
  const row = { id: newId(), keyId: world.keys.current.id }
  await tx.contactChange.create({
    data: {
      ...row,
      companyId: actor.subject.companyId,
      userId,
      byId: actor.subject.id,
      decidedById: actor.approval?.byId ?? null,
      at,
      kind: 'edited',
      oldEmail: old.email,
      newEmail: next.email,
      oldMobile: old.mobile,
      newMobile: next.mobile,
      expiresAt: after(at, STOPPABLE_FOR),
      tokenHash: hashToken(contactStop(world.keys, row).token),
      reference: longReference(world.random),
    },
    select: { id: true },
  })
  return row.id
}
