import { auditActor, recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import type { Prisma } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { lockUser } from '../attempts/lock-user'
import { LIMITS } from '../limits/limits'
import { announce } from '../messages'
import { giveBackupCodes } from './backup-codes'

/** A factor of one's own that is being set up. @throws NotFound when it is not, or it took too long. */
export async function loadPending(actor: Actor, id: string, kind: 'app' | 'passkey', context: Context) {
  authorize(actor, 'profile:edit')
  const since = after(context.clock(), -LIMITS.secondFactor.setUpWithin)
  const pending = await context.db.secondFactor.findFirst({
    where: { id, kind, userId: actor.subject.id, confirmedAt: null, createdAt: { gt: since } },
    select: { id: true, sealedSeed: true },
  })
  if (!pending) throw new NotFound(`second factor ${id}`)
  return pending
}

/** Puts a factor into use: with the first one come backup codes, and its owner is notified (rule 9). */
export async function confirmFactor(
  actor: Actor,
  pending: { id: string; kind: 'app' | 'passkey'; name: string },
  columns: Prisma.SecondFactorUpdateManyMutationInput,
  context: Context,
): Promise<Result<{ first: boolean }>> {
  authorize(actor, 'profile:edit')
  const now = context.clock()
  const { id: userId, companyId } = actor.subject
  const { id, kind: factor, name } = pending
  return transaction(context, async (tx) => {
    await lockUser(tx, userId)
    const { count } = await tx.secondFactor.updateMany({
      where: { id, userId, confirmedAt: null },
      data: { ...columns, name, confirmedAt: now },
    })
    if (count !== 1) return refuse('identity.factor_over')
    const first = (await tx.backupCodes.count({ where: { userId } })) === 0
    if (first) await giveBackupCodes(tx, userId, context)
    await announce(tx, companyId, { kind: 'identity.second_factor_added', payload: { userId, factor } }, now)
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'identity.second_factor_added',
      object: { kind: 'user', id: userId, name: actor.name },
      after: { factor, name },
    })
    return ok({ first })
  })
}
