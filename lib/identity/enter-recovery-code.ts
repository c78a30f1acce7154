import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { after, secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { maskedEmail } from '@/lib/kernel/text'
import { maskedNumber } from '@/lib/market/phone-number'
import { refuse } from '@/lib/words/refuse'
import { advanceSql, attemptSql, type Step } from './attempt'
import { chargeSql, lockedUntil, refundSql } from './charge'
import { LIMITS } from './limits'
import { holdUser } from './lock-user'
import { chargeNetwork } from './network-limit'
import { passwordMinimum } from './rules'
import type { EnterCodeInput } from './schema'
import { challengeCode, sameCode } from './secrets'
import type { Channel } from './view'

/**
 * Compares the code of a recovery. Charged before it is compared, to the account and to the attempt, and
 * for accounts that do not exist just the same: until the right code nothing tells them apart (R1). Each
 * code opens once (R6).
 */
export async function enterRecoveryCode(
  token: string | null,
  input: EnterCodeInput,
  world: World,
): Promise<Result<Step>> {
  const now = world.clock()
  const attempt = await chargeAndLoad(token, now, world)
  if (!attempt) return refuse('identity.recovery_over')
  if (attempt.failures === null) {
    const until = await lockedUntil(world.sql, attempt.accountKey, now)
    return refuse('identity.wait', { values: { seconds: until ? secondsUntil(until, now) : 1 } })
  }
  if (attempt.tries === null) return refuse('identity.recovery_spent')
  const right = sameCode(
    challengeCode(world.keys, attempt.challengeId ? opened(attempt) : NOBODY(world)),
    input.code,
  )
  if (right && attempt.challengeId) return accept(world, attempt as Proven)
  await chargeNetwork(world.sql, attempt.network, now)
  const left = LIMITS.code.tries - attempt.tries
  return left > 0
    ? refuse('identity.code_wrong', { field: 'code', values: { left } })
    : refuse('identity.recovery_spent')
}

type Loaded = {
  id: string
  login: string
  accountKey: string
  channel: Channel
  network: string | null
  failures: number | null
  /** With this one; null when there was none left. */
  tries: number | null
  userId: string | null
  smsAtSignIn: boolean | null
  challengeId: string | null
  keyId: string | null
  purpose: string | null
  counter: number | null
  address: string | null
  /** Where the code would go now. */
  present: string | null
}
type Proven = Loaded & { [Key in 'userId' | 'challengeId' | 'address' | 'present']: string }

const opened = ({ challengeId, keyId, purpose, counter }: Loaded) => ({
  id: challengeId!,
  keyId: keyId!,
  purpose: purpose!,
  counter: counter!,
})
/** Nobody's code takes as long to make as somebody's. */
const NOBODY = (world: World) => ({
  id: '',
  keyId: world.keys.current.id,
  purpose: 'recover_mail',
  counter: 0,
})

/** Counts the failure, uses up one try of the attempt, and loads its code if it has one, in one statement. */
async function chargeAndLoad(token: string | null, now: Date, world: World): Promise<Loaded | null> {
  const [row] = await world.sql.$queryRaw<Loaded[]>`
    WITH attempt AS (${attemptSql(token, 'recover_code', now)}),
    charged AS (${chargeSql(Prisma.sql`SELECT account_key, 1, ${now}::timestamptz FROM attempt`)}),
    tried AS (
      UPDATE sign_in s SET tries = s.tries + 1 FROM charged, attempt a
      WHERE s.id = a.id AND s.tries < ${LIMITS.code.tries} RETURNING s.tries)
    SELECT a.id, a.login, a.account_key AS "accountKey", s.channel, a.network, (SELECT failures FROM charged) AS failures,
      (SELECT tries FROM tried) AS tries, a.user_id AS "userId", o.sms_at_sign_in AS "smsAtSignIn",
      c.id AS "challengeId", c.key_id AS "keyId", c.purpose, c.counter,
      coalesce(c.email, c.msisdn) AS address, CASE WHEN c.email IS NULL THEN u.mobile ELSE u.email END AS present
    FROM attempt a JOIN sign_in s ON s.id = a.id LEFT JOIN "user" u ON u.id = a.user_id
    LEFT JOIN company o ON o.id = u.company_id
    LEFT JOIN challenge c ON c.sign_in_id = a.id AND c.used_at IS NULL`
  return row ?? null
}

async function accept(world: World, attempt: Proven): Promise<Result<Step>> {
  const now = world.clock()
  const { userId, login, channel, address } = attempt
  // The number or address was changed on the way: the code is void.
  if (attempt.present !== address) return refuse('identity.recovery_over')
  const to = {
    state: 'reset',
    factors: [channel],
    expiresAt: after(now, LIMITS.recovery.chooseWithin),
  } as const
  const { token, moved } = advanceSql(world, { id: attempt.id, state: 'recover_code' }, to, { userId })
  return sqlTransaction(world, async (tx) => {
    await holdUser(tx, userId)
    await tx.$executeRaw`SELECT 1 FROM throttle WHERE key = ${attempt.accountKey} FOR UPDATE`
    const done = await tx.$queryRaw<unknown[]>`
      WITH used AS (
        UPDATE challenge SET used_at = ${now} WHERE id = ${attempt.challengeId}::uuid AND used_at IS NULL RETURNING id),
      moved AS (${moved}),
      refunded AS (${refundSql(attempt.accountKey)} AND EXISTS (SELECT 1 FROM used, moved))
      SELECT 1 FROM used, moved`
    if (done.length !== 1) return refuse('identity.recovery_over')
    const provenBy = channel === 'mail' ? maskedEmail(address) : maskedNumber(address)
    const minimum = passwordMinimum(!attempt.smsAtSignIn)
    return ok({ token, next: { step: 'reset', login, provenBy, minimum }, returnTo: null })
  })
}
