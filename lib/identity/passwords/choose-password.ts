import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advance, findAttempt, type Step } from '../attempts/attempt'
import { confirmEmail } from '../attempts/confirm-email'
import { passwordGround } from '../attempts/ground'
import { lockUser } from '../attempts/lock-user'
import { endSessions, voidSignIns } from '../attempts/sessions'
import { announce } from '../messages'
import type { ChoosePasswordInput } from '../schema'
import type { Visitor } from '../view'
import { makePassword, setPassword } from './new-password'
import { loadPasswordContext } from './password-context'

/**
 * Ends a first sign-in: the chosen password replaces the temporary one, which is used up (T6), and
 * other sessions end. Refuses a password that the policy forbids, and any attempt that has not proven
 * what comes before.
 */
export async function choosePassword(
  visitor: Visitor,
  token: string | null,
  input: ChoosePasswordInput,
  context: Context,
): Promise<Result<Step>> {
  const now = context.clock()
  const attempt = await findAttempt(context.sql, token, 'must_change', now)
  if (!attempt?.userId) return refuse('identity.start_over')
  const { userId, temporaryPasswordId } = attempt
  const account = await loadPasswordContext(context.db, userId)
  if (account.suspended) return refuse('identity.suspended')

  const password = await makePassword(input, account.context, account.currentHash)
  if (!password.ok) return password
  return transaction(context, async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || user.suspended) return refuse('identity.suspended')
    if (user.passwordHash !== account.currentHash) return refuse('identity.start_over')
    if (temporaryPasswordId) {
      const used = await tx.temporaryPassword.updateMany({
        where: { id: temporaryPasswordId, usedAt: null, revokedAt: null },
        data: { usedAt: now },
      })
      if (used.count !== 1) return refuse('identity.start_over')
      await confirmEmail(tx, userId, now)
    }
    const next = await advance(
      tx,
      context,
      { ...attempt, userId },
      { state: 'finished', factors: attempt.factors, ground: passwordGround(now) },
    )
    if (!next) return refuse('identity.start_over')
    await setPassword(tx, userId, password.value, now)
    await endSessions(tx, userId, 'password_changed', now)
    await voidSignIns(tx, userId, now, attempt.id)
    await announce(tx, account.companyId, { kind: 'identity.password_changed', payload: { userId } }, now)
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
      action: 'identity.password_changed',
      object: { kind: 'user', id: userId, name: account.name },
    })
    return ok({ token: next, next: { step: 'finished' }, returnTo: attempt.returnTo })
  })
}
