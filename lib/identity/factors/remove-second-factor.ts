import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { sessionOf } from '@/lib/rights/actor'
import { lockUser } from '../attempts/lock-user'
import { voidSignIns } from '../attempts/sessions'
import { announce } from '../messages'
import { removeSecondFactorInput } from '../schema'
import { proveAgain } from '../sessions/prove-again'

/**
 * Removes one of one's own second factors; with the last one the backup codes go. Needs a fresh proof; is
 * told. @throws NotFound for a factor that is not one's own.
 */
export const removeSecondFactor = operation({
  key: 'identity.remove_second_factor',
  permission: 'profile:edit',
  input: removeSecondFactorInput,
  audit: ['identity.second_factor_removed'],
  announces: ['identity.second_factor_removed'],
  proof: true,
  run: async (actor, input, context): Promise<Result<null>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const now = context.clock()
    const { id: userId, companyId } = actor.subject
    return transaction(context, async (tx) => {
      await lockUser(tx, userId)
      const removed = await tx.secondFactor.findFirst({
        where: { id: input.id, userId, confirmedAt: { not: null } },
      })
      if (!removed) throw new NotFound(`second factor ${input.id}`)
      await tx.secondFactor.delete({ where: { id: removed.id }, select: { id: true } })
      const left = await tx.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })
      if (left === 0) await tx.backupCodes.deleteMany({ where: { userId } })
      // Whoever removes it has just proven themselves by password, and stays.
      await tx.session.updateMany({
        where: { id: sessionOf(actor).id },
        data: { secondGround: null },
      })
      // What it had proven on the way in is proven no more.
      await voidSignIns(tx, userId, now)
      const { kind: factor, name } = removed
      await announce(
        tx,
        companyId,
        { kind: 'identity.second_factor_removed', payload: { userId, factor } },
        now,
      )
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'identity.second_factor_removed',
        object: { kind: 'user', id: userId, name: actor.name },
        before: { factor, name },
      })
      return ok(null)
    })
  },
})
