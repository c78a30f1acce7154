import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advance, findAttempt, type Step } from '../attempts/attempt'
import { confirmEmail } from '../attempts/confirm-email'
import { giveDevice } from '../attempts/device-cookie'
import { lockUser } from '../attempts/lock-user'
import { endSessions, voidSignIns } from '../attempts/sessions'
import { accountKey, forgive } from '../limits/charge'
import { announce } from '../messages'
import { makePassword, setPassword } from '../passwords/new-password'
import { loadPasswordContext } from '../passwords/password-context'
import type { ChoosePasswordInput } from '../schema'
import type { Visitor } from '../view'

/**
 * Ends a recovery: the chosen password replaces whatever opened before, all sessions end (R3), failures
 * are forgiven, this browser gets a device cookie, and it is told. Nobody is signed in by it: the second factor is asked for as always (R2),
 * and a code by e-mail where this one came to the phone (R4). Refuses a password that the policy forbids.
 */
export async function resetPassword(
  visitor: Visitor,
  token: string | null,
  input: ChoosePasswordInput,
  context: Context,
): Promise<Result<Step>> {
  const now = context.clock()
  const attempt = await findAttempt(context.sql, token, 'reset', now)
  if (!attempt?.userId) return refuse('identity.recovery_over')
  const { userId, factors } = attempt
  const account = await loadPasswordContext(context.db, userId)
  if (account.suspended) return refuse('identity.suspended')

  const password = await makePassword(input, account.context, account.currentHash)
  if (!password.ok) return password
  return transaction(context, async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || user.suspended) return refuse('identity.suspended')
    if (user.passwordHash !== account.currentHash) return refuse('identity.recovery_over')
    const closed = await advance(tx, context, { ...attempt, userId }, { state: 'closed', factors })
    if (!closed) return refuse('identity.recovery_over')
    await tx.temporaryPassword.updateMany({
      where: { userId, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    })
    if (factors.includes('mail')) await confirmEmail(tx, userId, now)
    await setPassword(tx, userId, password.value, now, factors.includes('sms'))
    await endSessions(tx, userId, 'password_changed', now)
    await voidSignIns(tx, userId, now)
    await forgive(tx, accountKey(account.name))
    await forgive(tx, attempt.accountKey)
    await announce(tx, account.companyId, { kind: 'identity.password_reset', payload: { userId } }, now)
    await recordAudit(tx, {
      companyId: account.companyId,
      at: now,
      actor: {
        kind: 'user',
        id: userId,
        name: account.name,
        address: visitor.address,
        requestId: visitor.requestId,
      },
      action: 'identity.password_reset',
      object: { kind: 'user', id: userId, name: account.name },
      after: { factors },
    })
    const device = await giveDevice(tx, context, { userId }, null)
    const { returnTo } = attempt
    return ok({ token: closed, device: device.entry, next: { step: 'password_saved' }, returnTo })
  })
}
