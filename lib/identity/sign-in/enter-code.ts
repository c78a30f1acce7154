import { holdUser } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advanceSql, attemptSql, type Step } from '../attempts/attempt'
import { confirmEmail } from '../attempts/confirm-email'
import { secondGround } from '../attempts/ground'
import { notifyOfWrongCodes } from '../attempts/wrong-codes'
import { chargeSql, lockedUntil, refund, refundSql } from '../limits/charge'
import { LIMITS } from '../limits/limits'
import { chargeNetwork } from '../limits/network-limit'
import { passwordMinimum } from '../rules'
import type { EnterCodeInput } from '../schema'
import { challengeCode, sameCode } from '../secrets/secrets'
import type { SignInView } from '../view'

/**
 * Compares the code of an attempt. Charged to the account and to the code before it is compared, so of
 * any number of guesses at once at most five count (rules 1, 2). Refuses a wrong, expired, used or void
 * code; the exact wait is reported, since the password was right.
 */
export async function enterCode(
  token: string | null,
  input: EnterCodeInput,
  context: Context,
): Promise<Result<Step>> {
  const now = context.clock()
  const attempt = await chargeAndLoad(token, now, context)
  if (!attempt) return refuse('identity.start_over')
  if (attempt.failures === null) {
    const until = await lockedUntil(context.sql, attempt.accountKey, now)
    return refuse('identity.wait', { values: { seconds: until ? secondsUntil(until, now) : 1 } })
  }
  if (!isTried(attempt)) {
    await refund(context.sql, attempt.accountKey)
    return refuse('identity.code_expired', { field: 'code' })
  }
  // Number or address changed on the way: void (O11).
  if (attempt.email ? attempt.email !== attempt.presentEmail : attempt.msisdn !== attempt.mobile) {
    await refund(context.sql, attempt.accountKey)
    return refuse('identity.start_over')
  }
  const challenge = { ...attempt, id: attempt.challengeId }
  if (sameCode(challengeCode(context.keys, challenge), input.code)) return accept(context, attempt)

  await chargeNetwork(context.sql, attempt, now)
  await notifyOfWrongCodes(context, attempt, now)
  const left = LIMITS.code.tries - attempt.tries
  return left > 0
    ? refuse('identity.code_wrong', { field: 'code', values: { left } })
    : refuse('identity.code_spent')
}

type Loaded = {
  id: string
  login: string
  accountKey: string
  temporaryPasswordId: string | null
  factors: string[]
  returnTo: string | null
  network: string | null
  /** Failures with this one; null while the account is locked. */
  failures: number | null
} & (Challenge | { [Key in keyof Challenge]: null })
type Challenge = {
  challengeId: string
  keyId: string
  purpose: string
  counter: number
  tries: number
  msisdn: string
  mobile: string
  /** Where it went instead; null: by SMS. */
  email: string | null
  presentEmail: string
  userId: string
  companyId: string
}
type Tried = Loaded & Challenge
const isTried = (attempt: Loaded): attempt is Tried => attempt.challengeId !== null

/**
 * Counts the failure, uses up one try of the code if it has one left and is in time, and loads both, in
 * one statement; null without such an attempt, no challenge where there was no try to use.
 */
async function chargeAndLoad(token: string | null, now: Date, context: Context): Promise<Loaded | null> {
  const [row] = await context.sql.$queryRaw<Loaded[]>`
    WITH attempt AS (${attemptSql(token, 'code', now)}),
    charged AS (${chargeSql(Prisma.sql`SELECT account_key, 1, ${now}::timestamptz FROM attempt`)}),
    tried AS (
      UPDATE challenge c SET tries = c.tries + 1 FROM charged, attempt a, "user" u
      WHERE c.sign_in_id = a.id AND u.id = c.user_id AND c.purpose IN ('sign_in', 'sign_in_mail')
        AND c.tries < ${LIMITS.code.tries} AND c.used_at IS NULL AND c.expires_at > ${now}
      RETURNING c.id, c.key_id, c.purpose, c.counter, c.tries, c.msisdn, u.mobile, c.email, u.email AS present_email,
        c.user_id, c.company_id)
    SELECT a.id, a.login, a.account_key AS "accountKey", a.temporary_password_id AS "temporaryPasswordId",
      a.factors, a.return_to AS "returnTo", a.network, (SELECT failures FROM charged) AS failures,
      c.id AS "challengeId", c.key_id AS "keyId", c.purpose, c.counter, c.tries, c.msisdn, c.mobile,
      c.email, c.present_email AS "presentEmail",
      c.user_id AS "userId", c.company_id AS "companyId"
    FROM attempt a LEFT JOIN tried c ON true`
  return row ?? null
}

/** The right code moves the attempt on and confirms the number, or the address. */
async function accept(context: Context, attempt: Tried): Promise<Result<Step>> {
  const now = context.clock()
  const { login, returnTo, userId, msisdn } = attempt
  const next: { step: 'finished' } | (SignInView & { step: 'must_change' }) = attempt.temporaryPasswordId
    ? { step: 'must_change', login, minimum: passwordMinimum(false) }
    : { step: 'finished' }
  const { email } = attempt
  const to = {
    state: next.step,
    factors: [...attempt.factors, email ? 'mail' : 'sms'],
    secondGround: email ? secondGround.mail(email) : secondGround.sms(msisdn),
  }
  const { token, moved } = advanceSql(context, { id: attempt.id, state: 'code' }, to, { userId })
  return sqlTransaction(context, async (tx) => {
    await holdUser(tx, userId)
    // In the order in which a guess takes them: the counter, then the code.
    await tx.$executeRaw`SELECT 1 FROM throttle WHERE key = ${attempt.accountKey} FOR UPDATE`
    const done = await tx.$queryRaw<unknown[]>`
      WITH used AS (
        UPDATE challenge SET used_at = ${now}
        WHERE id = ${attempt.challengeId}::uuid AND used_at IS NULL AND msisdn = ${msisdn}
        RETURNING user_id, msisdn, email),
      moved AS (${moved}),
      confirmed AS (
        INSERT INTO confirmed_mobile (user_id, msisdn, at) SELECT user_id, msisdn, ${now} FROM used, moved
        WHERE email IS NULL ON CONFLICT DO NOTHING),
      answered AS (
        UPDATE credential k SET email_next = false FROM used, moved
        WHERE k.user_id = used.user_id AND email IS NOT NULL AND ${attempt.factors.includes('password')}),
      refunded AS (${refundSql(attempt.accountKey)} AND EXISTS (SELECT 1 FROM used, moved))
      SELECT 1 FROM used, moved`
    // Not both: neither.
    if (done.length !== 1) return refuse('identity.start_over')
    if (email) await confirmEmail(tx, userId, now)
    return ok({ token, next, returnTo })
  })
}
