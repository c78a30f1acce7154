import { recordAudit } from '@/lib/audit/record'
import { holdUser } from '@/lib/directory/users'
import { confirmedSql } from '@/lib/identity/limits/confirmed'
import { endOpenWays } from '@/lib/identity/sessions/end-ways-in'
import type { Visitor } from '@/lib/identity/view'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { announce } from '../messages'
import type { StopContactChangeInput } from '../schema'
import { type FoundChange, findContactChange } from './find-contact-change'

type Stopped = {
  /** The first change that could still be stopped: the contacts before it are the oldest that anybody vouches for. */
  id: string
  companyId: string
  userId: string
  account: string
}

/**
 * Brings an account to a standstill with what was sent to old contacts, without a sign-in: sessions, attempts and temporary
 * passwords end, and nobody gets in until it is settled which contacts hold (settle-contacts.ts). It gives whoever does it
 * nothing. Whatever could stop a change of the same user is used up with it. Old and new contacts and the main
 * administrators are notified. Refuses a link or code that is wrong, used or over, in one sentence.
 */
export async function stopContactChange(
  visitor: Visitor,
  input: StopContactChangeInput,
  context: Context,
): Promise<Result<{ token: string }>> {
  const over = refuse(input.token ? 'company.stop_over' : 'company.stop_wrong', {
    values: { number: context.market.customerService.domestic },
  })
  const found = await findContactChange(input, context)
  if (!found) return over
  const now = context.clock()
  return transaction(context, async (tx) => {
    await holdUser(tx, found.userId)
    const first = await markStopped(tx, found, now)
    if (!first) return over
    const { companyId, userId, account } = first
    await close(tx, first, now)
    await endOpenWays(tx, userId, now)
    const payload = { userId, emails: await oldEmails(tx, userId, now) }
    await announce(tx, companyId, { kind: 'company.contact_change_stopped', payload }, now)
    const { address, requestId } = visitor
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: { kind: 'system', id: null, name: `contact-stop by ${found.channel}`, address, requestId },
      action: 'company.contact_change_stopped',
      object: { kind: 'user', id: userId, name: account },
    })
    return ok({ token: found.token })
  })
}

/**
 * Uses it up with all that could stop another change of the same user. Resolves with the first of them, whichever was used:
 * so one that gets through does, however many changes were made to hide one. Null when another was first.
 */
async function markStopped(tx: Tx, { id, userId, channel }: FoundChange, now: Date): Promise<Stopped | null> {
  const stopped = await tx.$queryRaw<(Stopped & { at: Date })[]>`
    UPDATE contact_change c SET stopped_at = ${now}, stopped_by = ${channel}::contact_channel
    FROM "user" u JOIN company o ON o.id = u.company_id
    WHERE u.id = ${userId}::uuid AND c.company_id = u.company_id AND c.user_id = u.id
      AND c.stopped_at IS NULL AND c.expires_at > ${now}
      AND EXISTS (SELECT 1 FROM contact_change f WHERE f.id = ${id}::uuid AND f.stopped_at IS NULL AND f.expires_at > ${now})
    RETURNING c.id, c.company_id AS "companyId", c.user_id AS "userId", c.at, u.login || '@' || o.slug AS account`
  return stopped.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))[0] ?? null
}

/** Whoever is suspended already stays so, and cannot be reactivated before it is settled. */
async function close(tx: Tx, { id, userId }: Stopped, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO suspension (id, user_id, since, contact_change_id)
    VALUES (${newId()}::uuid, ${userId}::uuid, ${now}, ${id}::uuid)
    ON CONFLICT (user_id) WHERE ended_at IS NULL DO UPDATE SET contact_change_id = excluded.contact_change_id`
}

/** Old addresses in the dispute that the user has confirmed; others may be anybody's, and hear nothing. */
async function oldEmails(tx: Tx, userId: string, stoppedAt: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ email: string }[]>`
    SELECT DISTINCT c.old_email AS email FROM contact_change c JOIN "user" u ON u.id = c.user_id
    WHERE u.id = ${userId}::uuid AND c.company_id = u.company_id AND c.stopped_at = ${stoppedAt} AND c.old_email <> u.email
      AND ${confirmedSql('mail', Prisma.sql`u.id`, Prisma.sql`c.old_email`)}`
  return rows.map(({ email }) => email)
}
