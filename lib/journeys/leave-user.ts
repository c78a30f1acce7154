import { withdrawOpenRequests } from '@/lib/approvals/open-requests'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { loadUser } from '@/lib/company/load-user'
import { announce as announceCompany } from '@/lib/company/messages'
import { suspend } from '@/lib/company/suspension'
import { proveAgain } from '@/lib/identity/prove-again'
import { endLineSessions, endSessions, voidSignIns } from '@/lib/identity/sessions'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { linesInReach } from '@/lib/subscriptions/reach'
import { refuse } from '@/lib/words/refuse'
import { beginChange } from './begin-change'
import { digestOfLines, LINES_OF } from './leave-plan'
import type { LeaveUserInput } from './schema'

/**
 * Puts everything in order for somebody who leaves, as one change: suspends them, ends their sessions, rights and
 * substitutions, withdraws what they have asked for, and frees the lines that they hold if that is wanted. Needs a fresh
 * proof and a reason. Refuses oneself and main administrators, and to free other lines than were shown. @throws NotFound for a user of another company.
 */
export async function leaveUser(
  actor: Actor,
  input: LeaveUserInput,
  world: World,
): Promise<Result<{ number: number }>> {
  authorize(actor, 'user:leave')
  if (!input.reason) return refuse('grants.reason_missing', { field: 'reason' })
  const proven = await proveAgain(actor, input.proof, world)
  if (!proven.ok) return proven
  const at = world.clock()
  const { companyId, id: byId } = actor.subject
  return transaction(world, async (tx) => {
    const change = await beginChange(tx, actor, { kind: 'left', reason: input.reason, at })
    authorize(change.actor, 'user:leave')
    const user = await loadUser(tx, actor, input.id)
    if (user.id === byId) return refuse('company.not_oneself')
    if (user.mainAdministrator) return refuse('grants.main_administrator_leaves')
    const { id } = user
    if (input.release && (await digestOfLines(tx, change.actor, id)) !== (input.seen ?? ''))
      return refuse('subscriptions.changed_meanwhile')
    if (await suspend(tx, id, { byId, reason: input.reason, at }))
      await announceCompany(tx, companyId, { kind: 'company.user_suspended', payload: { userId: id } }, at)
    const sessions = await tx.session.count({ where: { userId: id, endedAt: null, expiresAt: { gt: at } } })
    await endSessions(tx, id, 'suspended', at)
    await voidSignIns(tx, id, at)
    const grants = await tx.$executeRaw`
      UPDATE "grant" SET ended_at = ${at}, ended_by_id = ${byId}::uuid, ended_change_id = ${change.id}::uuid
      WHERE user_id = ${id}::uuid AND ended_at IS NULL`
    const substitutions = await tx.$executeRaw`
      UPDATE substitution SET ended_at = ${at}, ended_by_id = ${byId}::uuid
      WHERE ended_at IS NULL AND ${id}::uuid IN (user_id, substitute_id)`
    const requests = await withdrawOpenRequests(tx, id)
    const lines = input.release
      ? await tx.$queryRaw<{ id: string; ident: string }[]>`
          UPDATE subscription l SET holder = NULL, holder_kept = false FROM "user" u
          WHERE u.id = ${id}::uuid AND ${linesInReach(change.actor, 'line:edit')} AND l.status <> 'terminated'
            AND ${LINES_OF} AND l.holder IS NOT NULL RETURNING l.id, l.ident`
      : []
    await endLineSessions(
      tx,
      lines.map((line) => line.id),
      at,
    )
    await tx.$executeRaw`
      UPDATE rights_change SET removed = ${grants}, people = 1, numbers = ${lines.length} WHERE id = ${change.id}::uuid`
    await recordAudit(tx, {
      ...{ companyId, at, actor: auditActor(actor), action: 'grants.left' },
      object: { kind: 'rights_change', id: change.id, name: `#${change.number} ${user.account}` },
      after: {
        ...{ people: [user.account], sessions, substitutions, requests },
        numbers: lines.map(({ ident }) => displayNumber(ident, world.market)),
      },
      reason: input.reason,
    })
    return ok({ number: change.number })
  })
}
