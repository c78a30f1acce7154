import { holdUser } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advanceSql, attemptSql, type Step } from '../attempts/attempt'
import { notifyOfWrongCodes } from '../attempts/wrong-codes'
import { chargeSql, lockedUntil, refundSql } from '../limits/charge'
import { LIMITS } from '../limits/limits'
import { chargeNetwork } from '../limits/network-limit'
import { announce } from '../messages'
import { passwordMinimum } from '../rules'

// What using a second factor of one's own has in common: an app, a passkey, a backup code.

type Loaded = {
  id: string
  login: string
  accountKey: string
  userId: string
  companyId: string
  factors: string[]
  returnTo: string | null
  network: string | null
  temporaryPasswordId: string | null
  /** Failures of the account with this one; null while it is locked. */
  failures: number | null
  /** Of this attempt, with this one; null when there was none left. */
  tries: number | null
}
export type OwnAttempt = Loaded & { tries: number }

/**
 * Takes up an attempt to prove a sign-in with a factor of one's own: charged to account and attempt
 * before anything is compared (rules 1, 2). Refuses where a code by e-mail must be (R4).
 */
export async function beginOwnFactor(token: string | null, context: Context): Promise<Result<OwnAttempt>> {
  const now = context.clock()
  const [attempt] = await context.sql.$queryRaw<Loaded[]>`
    WITH attempt AS (
      SELECT a.* FROM (${attemptSql(token, 'code', now)}) AS a JOIN sign_in s ON s.id = a.id
      WHERE coalesce(s.way, 'sms') <> 'mail'),
    charged AS (${chargeSql(Prisma.sql`SELECT account_key, 1, ${now}::timestamptz FROM attempt`)}),
    tried AS (
      UPDATE sign_in s SET tries = s.tries + 1 FROM charged, attempt a
      WHERE s.id = a.id AND s.tries < ${LIMITS.code.tries} RETURNING s.tries)
    SELECT a.id, a.login, a.account_key AS "accountKey", a.user_id AS "userId", u.company_id AS "companyId", a.factors,
      a.return_to AS "returnTo", a.network, a.temporary_password_id AS "temporaryPasswordId",
      (SELECT failures FROM charged) AS failures, (SELECT tries FROM tried) AS tries
    FROM attempt a JOIN "user" u ON u.id = a.user_id`
  if (!attempt) return refuse('identity.start_over')
  if (attempt.failures === null) {
    const until = await lockedUntil(context.sql, attempt.accountKey, now)
    return refuse('identity.wait', { values: { seconds: until ? secondsUntil(until, now) : 1 } })
  }
  const { tries } = attempt
  return tries === null ? refuse('identity.code_spent') : ok({ ...attempt, tries })
}

/** It was not right: counts for the network, is told to the owner when it goes on, and says what is left. */
export async function refuseOwnFactor(context: Context, attempt: OwnAttempt, field?: string) {
  const now = context.clock()
  await chargeNetwork(context.sql, attempt, now)
  await notifyOfWrongCodes(context, attempt, now)
  const left = LIMITS.code.tries - attempt.tries
  return left > 0
    ? refuse('identity.factor_wrong', { ...(field && { field }), values: { left } })
    : refuse('identity.code_spent')
}

/** It was right: `ground` names with what (ground.ts), `used` writes that down and returns a row, unless another was first. The attempt moves on. */
export async function acceptOwnFactor(
  context: Context,
  attempt: OwnAttempt,
  factor: 'app' | 'passkey' | 'backup',
  ground: string,
  used: Prisma.Sql,
): Promise<Result<Step>> {
  const { id, login, userId, companyId, returnTo, accountKey } = attempt
  const next: Step['next'] = attempt.temporaryPasswordId
    ? { step: 'must_change', login, minimum: passwordMinimum(false) }
    : { step: 'finished' }
  const to = {
    state: next.step as 'must_change' | 'finished',
    factors: [...attempt.factors, factor],
    secondGround: ground,
  }
  const { token, moved } = advanceSql(context, { id, state: 'code' }, to, { userId })
  return sqlTransaction(context, async (tx) => {
    await holdUser(tx, userId)
    await tx.$executeRaw`SELECT 1 FROM throttle WHERE key = ${accountKey} FOR UPDATE`
    const done = await tx.$queryRaw<unknown[]>`
      WITH used AS (${used}), moved AS (${moved}),
      refunded AS (${refundSql(accountKey)} AND EXISTS (SELECT 1 FROM used, moved))
      SELECT 1 FROM used, moved`
    if (done.length !== 1) return refuse('identity.start_over')
    if (factor === 'backup')
      await announce(
        tx,
        companyId,
        { kind: 'identity.backup_code_used', payload: { userId } },
        context.clock(),
      )
    return ok({ token, next, returnTo })
  })
}
