import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { type Attempt, advance, findAttempt, type Step } from './attempt'
import { charge, lockedUntil, refund } from './charge'
import { LIMITS } from './limits'
import { lockUser } from './lock-user'
import { announce } from './messages'
import type { EnterCodeInput } from './schema'
import { challengeCode, sameCode } from './secrets'

const TOLD_AFTER = 3

/**
 * Compares the code of an attempt. Charged to the account and to the code before it is compared, so of
 * any number of guesses at once at most five count (rules 1, 2). Refuses a wrong, expired, used or void
 * code; the exact wait is told, since the password was right.
 */
export async function enterCode(
  token: string | null,
  input: EnterCodeInput,
  world: World,
): Promise<Result<Step>> {
  const now = world.clock()
  const attempt = await findAttempt(world.db, token, 'code', now)
  if (!attempt) return refuse('identity.start_over')

  const failures = await charge(world.db, attempt.accountKey, now)
  if (failures === null) return tellWait(world.db, attempt, now)
  const challenge = await chargeChallenge(world.db, attempt, now)
  if (challenge === null) {
    await refund(world.db, attempt.accountKey)
    return refuse('identity.code_expired', { field: 'code' })
  }
  if (challenge.msisdn !== challenge.mobile) {
    await refund(world.db, attempt.accountKey)
    return refuse('identity.start_over')
  }
  if (sameCode(challengeCode(world.keys, challenge), input.code)) return accept(world, attempt, challenge)

  await tellWrongCodes(world, challenge, now)
  const left = LIMITS.code.tries - challenge.tries
  return left > 0
    ? refuse('identity.code_wrong', { field: 'code', values: { left } })
    : refuse('identity.code_spent')
}

/** Whoever owns the account hears of the third wrong code since they were last in, over all attempts (rule 9). */
async function tellWrongCodes(world: World, { userId, companyId }: Charged, now: Date): Promise<void> {
  const [row] = await world.db.$queryRaw<{ wrong: number }[]>`
    SELECT coalesce(sum(c.tries), 0)::int AS wrong FROM challenge c JOIN "user" u ON u.id = c.user_id
    WHERE c.user_id = ${userId}::uuid AND c.used_at IS NULL
      AND c.created_at > coalesce(u.last_sign_in_at, '-infinity')`
  if (row?.wrong !== TOLD_AFTER) return
  await world.db.$transaction((tx) =>
    announce(tx, companyId, { kind: 'identity.wrong_codes_entered', payload: { userId } }, now),
  )
}

type Charged = {
  id: string
  keyId: string
  purpose: string
  counter: number
  tries: number
  msisdn: string
  mobile: string
  userId: string
  companyId: string
}

/** Uses up one try of the code if it has one left and is in time; at the same time loads it. */
async function chargeChallenge(tx: Tx, attempt: Attempt, now: Date): Promise<Charged | null> {
  const [row] = await tx.$queryRaw<Charged[]>`
    UPDATE challenge c SET tries = tries + 1 FROM "user" u
    WHERE c.sign_in_id = ${attempt.id}::uuid AND u.id = c.user_id
      AND c.tries < ${LIMITS.code.tries} AND c.used_at IS NULL AND c.expires_at > ${now}
    RETURNING c.id, c.key_id AS "keyId", c.purpose, c.counter, c.tries, c.msisdn, u.mobile,
      c.user_id AS "userId", c.company_id AS "companyId"`
  return row ?? null
}

async function tellWait(tx: Tx, attempt: Attempt, now: Date) {
  const until = await lockedUntil(tx, attempt.accountKey, now)
  return refuse('identity.wait', { values: { seconds: until ? secondsUntil(until, now) : 1 } })
}

async function accept(world: World, attempt: Attempt, challenge: Charged): Promise<Result<Step>> {
  const now = world.clock()
  const next = attempt.temporaryPasswordId ? 'must_change' : 'finished'
  return transaction(world, async (tx) => {
    const user = await lockUser(tx, challenge.userId)
    if (!user || user.suspended) return refuse('identity.suspended')
    const { count } = await tx.challenge.updateMany({
      where: { id: challenge.id, usedAt: null, msisdn: challenge.msisdn },
      data: { usedAt: now },
    })
    const token = await advance(tx, world, attempt, { state: next, factors: [...attempt.factors, 'sms'] })
    if (count !== 1 || !token) return refuse('identity.start_over')
    const { userId, msisdn } = challenge
    await tx.confirmedMobile.createMany({ data: { userId, msisdn, at: now }, skipDuplicates: true })
    await refund(tx, attempt.accountKey)
    return ok({ token, next, returnTo: attempt.returnTo })
  })
}
