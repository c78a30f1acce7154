import { recordAudit } from '@/lib/audit/record'
import { holdUser } from '@/lib/identity/lock-user'
import type { Visitor } from '@/lib/identity/view'
import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { endWaysIn } from './end-ways-in'
import { type FoundChange, findContactChange } from './find-contact-change'
import { announce } from './messages'
import type { StopContactChangeInput } from './schema'

type Change = {
  companyId: string
  userId: string
  at: Date
  oldEmail: string
  oldMobile: string
  email: string
  mobile: string
  account: string
}

/**
 * Undoes a change of somebody's contacts with what was sent to their old ones, without a sign-in: the old contacts are
 * back, and every way in that may have been made meanwhile ends. It works once, for a day; changes that came later can be
 * stopped by nobody any more, so that nobody brings theirs back. The user and the main administrators are notified. Refuses
 * a link or code that is wrong, used or over, in one sentence.
 */
export async function stopContactChange(
  visitor: Visitor,
  input: StopContactChangeInput,
  world: World,
): Promise<Result<{ token: string }>> {
  const over = refuse(input.token ? 'company.stop_over' : 'company.stop_wrong', {
    values: { number: world.market.customerService.domestic },
  })
  const found = await findContactChange(input, world)
  if (!found) return over
  const now = world.clock()
  return transaction(world, async (tx) => {
    await holdUser(tx, found.userId)
    const change = await markStopped(tx, found, now)
    if (!change) return over
    const { companyId, userId, account } = change
    await endWaysIn(tx, userId, change.at, now)
    await restore(tx, change, now)
    await announce(tx, companyId, { kind: 'company.contact_change_stopped', payload: { userId } }, now)
    const { address, requestId } = visitor
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: { kind: 'system', id: null, name: `contact-stop by ${found.channel}`, address, requestId },
      action: 'company.contact_change_stopped',
      object: { kind: 'user', id: userId, name: account },
      before: { email: change.email, mobile: change.mobile },
      after: { email: change.oldEmail, mobile: change.oldMobile },
    })
    return ok({ token: found.token })
  })
}

/** Uses it up, and whatever could stop a later change of the same user; null when another was first. */
async function markStopped(tx: Tx, { id, channel }: FoundChange, now: Date): Promise<Change | null> {
  const [change] = await tx.$queryRaw<Change[]>`
    UPDATE contact_change c SET stopped_at = ${now}, stopped_by = ${channel}::contact_channel
    FROM "user" u JOIN company o ON o.id = u.company_id
    WHERE c.id = ${id}::uuid AND c.stopped_at IS NULL AND c.expires_at > ${now} AND u.id = c.user_id
    RETURNING c.company_id AS "companyId", c.user_id AS "userId", c.at, c.old_email AS "oldEmail",
      c.old_mobile AS "oldMobile", u.email, u.mobile, u.login || '@' || o.slug AS account`
  if (!change) return null
  await tx.$executeRaw`
    UPDATE contact_change SET expires_at = ${now}
    WHERE company_id = ${change.companyId}::uuid AND user_id = ${change.userId}::uuid AND at >= ${change.at}
      AND stopped_at IS NULL AND expires_at > ${now}`
  return change
}

async function restore(tx: Tx, change: Change, at: Date): Promise<void> {
  const { companyId, userId, oldEmail, oldMobile, email, mobile } = change
  if (email === oldEmail && mobile === oldMobile) return
  await tx.user.update({
    where: { id: userId },
    data: { email: oldEmail, mobile: oldMobile },
    select: { id: true },
  })
  await tx.contactChange.create({
    data: {
      ...{ id: newId(), companyId, userId, byId: userId, at, kind: 'restored' },
      ...{ oldEmail: email, newEmail: oldEmail, oldMobile: mobile, newMobile: oldMobile },
    },
    select: { id: true },
  })
}
