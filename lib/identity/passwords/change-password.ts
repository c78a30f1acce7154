import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { sessionOf } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { passwordGround } from '../attempts/ground'
import { lockUser } from '../attempts/lock-user'
import { endSessions, voidSignIns } from '../attempts/sessions'
import { announce } from '../messages'
import { changePasswordInput } from '../schema'
import { provePassword } from '../sessions/prove-again'
import { makePassword, setPassword } from './new-password'
import { loadPasswordContext } from './password-context'

/**
 * Changes one's own password and ends one's other sessions. Refuses without the present one, whose tries are
 * counted, and any password that the policy forbids.
 */
export const changePassword = operation({
  key: 'identity.change_password',
  permission: 'profile:edit',
  input: changePasswordInput,
  audit: ['identity.password_changed'],
  announces: ['identity.password_changed'],
  run: async (actor, input, context): Promise<Result<null>> => {
    const now = context.clock()
    const userId = actor.subject.id
    const account = await loadPasswordContext(context.db, userId)
    const proven = await provePassword(actor, input.current, 'current', context)
    if (!proven.ok) return proven

    const password = await makePassword(input, account.context, account.currentHash)
    if (!password.ok) return password
    return transaction(context, async (tx) => {
      const user = await lockUser(tx, userId)
      const open = await tx.session.count({ where: { id: sessionOf(actor).id, endedAt: null } })
      if (!user || user.suspended || open === 0) return refuse('identity.start_over')
      if (user.passwordHash !== account.currentHash)
        return refuse('identity.current_password_wrong', { field: 'current' })
      await setPassword(tx, userId, password.value, now)
      await endSessions(tx, userId, 'password_changed', now, sessionOf(actor).id)
      // The one that stays stands on the new password.
      await tx.session.updateMany({
        where: { id: sessionOf(actor).id, ground: { startsWith: 'password ' } },
        data: { ground: passwordGround(now) },
      })
      await voidSignIns(tx, userId, now)
      await announce(tx, account.companyId, { kind: 'identity.password_changed', payload: { userId } }, now)
      await recordAudit(tx, {
        companyId: account.companyId,
        at: now,
        actor: auditActor(actor),
        action: 'identity.password_changed',
        object: { kind: 'user', id: userId, name: actor.name },
      })
      return ok(null)
    })
  },
})
