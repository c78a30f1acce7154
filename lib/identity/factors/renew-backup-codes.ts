import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { sessionOf } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { lockUser } from '../attempts/lock-user'
import { announce } from '../messages'
import { proofInput } from '../schema'
import { proveAgain } from '../sessions/prove-again'
import { giveBackupCodes } from './backup-codes'

/**
 * Makes new backup codes; the old ones open nothing any more, and what they have opened ends. Needs a fresh proof; is told. Refuses
 * where there is no second factor that they could stand in for.
 */
export const renewBackupCodes = operation({
  key: 'identity.renew_backup_codes',
  permission: 'profile:edit',
  input: proofInput,
  audit: ['identity.backup_codes_renewed'],
  announces: ['identity.backup_codes_renewed'],
  proof: true,
  run: async (actor, input, context): Promise<Result<null>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const now = context.clock()
    const { id: userId, companyId } = actor.subject
    return transaction(context, async (tx) => {
      await lockUser(tx, userId)
      const factors = await tx.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })
      if (factors === 0) return refuse('identity.no_factor')
      await giveBackupCodes(tx, userId, context)
      // Whoever renews them has just proven who they are, and stays.
      await tx.session.updateMany({
        where: { id: sessionOf(actor).id, secondGround: { startsWith: 'backup ' } },
        data: { secondGround: null },
      })
      await announce(tx, companyId, { kind: 'identity.backup_codes_renewed', payload: { userId } }, now)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'identity.backup_codes_renewed',
        object: { kind: 'user', id: userId, name: actor.name },
      })
      return ok(null)
    })
  },
})
