import { holdUser, isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { holdLine } from '@/lib/inventory/lines'
import { secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse, type SimpleRefusalCode } from '@/lib/words/refuse'
import { advanceSql, attemptSql } from '../attempts/attempt'
import type { Ground } from '../attempts/lock-user'
import { firstCode, holdAddress, secondKey } from '../attempts/send-code'
import { chargeSql, lockedUntil, refundSql } from '../limits/charge'
import { LIMITS } from '../limits/limits'
import { chargeNetwork, giveBackSql } from '../limits/network-limit'
import { challengeCode, sameCode } from '../secrets/secrets'
import type { Channel } from '../view'

// Codes that anybody can ask for: to set a new password, or to sign in by phone number. Until the right
// one is entered, an account or number that does not exist costs and shows the same (R1).

type AskedState = 'recover_code' | 'number_code' | 'second_code'
/** What is said when an attempt is over, and when its tries are. */
type Ends = { over: SimpleRefusalCode; spent: SimpleRefusalCode }
export const ENDS = {
  recovery: { over: 'identity.recovery_over', spent: 'identity.recovery_spent' },
  number: { over: 'identity.number_over', spent: 'identity.number_spent' },
} as const satisfies Record<string, Ends>

type Loaded = {
  id: string
  login: string
  accountKey: string
  channel: Channel
  network: string | null
  factors: string[]
  /** Failures with this one; null while the account or number is locked. */
  failures: number | null
  /** Of this attempt, with this one; null when there was none left. */
  tries: number | null
  userId: string | null
  subscriptionId: string | null
  deviceCookieId: string | null
  msisdn: string | null
  returnTo: string | null
  companyId: string | null
  smsAtSignIn: boolean | null
  challengeId: string | null
  keyId: string | null
  purpose: string | null
  counter: number | null
  secondProof: boolean | null
  /** Where the code went, and where it would go now. */
  address: string | null
  present: string | null
  /** Where a second proof goes. */
  secondAddress: string | null
}
export type AskedCode = Loaded & { [Key in 'challengeId' | 'companyId' | 'address']: string }

/** Nobody's code takes as long to make as somebody's. */
const nobodys = (context: Context) => ({
  id: '',
  keyId: context.keys.current.id,
  purpose: 'recover_mail',
  counter: 0,
})

/**
 * Compares a code, charged before it is compared to account or number and to the attempt. Resolves with
 * what the right one opens; it is not used up yet.
 */
export async function tryAskedCode(
  state: AskedState,
  token: string | null,
  code: string,
  context: Context,
): Promise<Result<AskedCode>> {
  const now = context.clock()
  const attempt = await chargeAndLoad(token, state, now, context)
  const ends = endsOf(state, attempt)
  if (!attempt) return refuse(ends.over)
  if (attempt.failures === null) {
    const until = await lockedUntil(context.sql, attempt.accountKey, now)
    return refuse('identity.wait', { values: { seconds: until ? secondsUntil(until, now) : 1 } })
  }
  if (attempt.tries === null) return refuse(ends.spent)
  const { challengeId, keyId, purpose, counter } = attempt
  const opened = challengeId ? { id: challengeId, keyId: keyId!, purpose: purpose!, counter: counter! } : null
  const right = sameCode(challengeCode(context.keys, opened ?? nobodys(context)), code)
  // The number or address was changed on the way: the code is void.
  if (right && opened)
    return attempt.present === attempt.address ? ok(attempt as AskedCode) : refuse(ends.over)
  await chargeNetwork(context.sql, attempt, now)
  const left = LIMITS.code.tries - attempt.tries
  return left > 0 ? refuse('identity.code_wrong', { field: 'code', values: { left } }) : refuse(ends.spent)
}

const endsOf = (state: AskedState, attempt: Loaded | null): Ends =>
  state === 'recover_code' || (state === 'second_code' && attempt?.userId) ? ENDS.recovery : ENDS.number

/** Counts the failure, uses up one try of the attempt, and loads its code if it has one, in one statement. */
async function chargeAndLoad(token: string | null, state: AskedState, now: Date, context: Context) {
  const second = Prisma.raw(state === 'second_code' ? '=' : '<>')
  const [row] = await context.sql.$queryRaw<Loaded[]>`
    WITH attempt AS (${attemptSql(token, state, now)}),
    charged AS (${chargeSql(Prisma.sql`SELECT account_key, 1, ${now}::timestamptz FROM attempt`)}),
    tried AS (
      UPDATE sign_in s SET tries = s.tries + 1 FROM charged, attempt a
      WHERE s.id = a.id AND s.tries < ${LIMITS.code.tries} RETURNING s.tries)
    SELECT a.id, a.login, a.account_key AS "accountKey", s.channel, a.network, a.factors, a.return_to AS "returnTo",
      a.device_cookie_id AS "deviceCookieId", l.msisdn,
      (SELECT failures FROM charged) AS failures, (SELECT tries FROM tried) AS tries,
      a.user_id AS "userId", a.subscription_id AS "subscriptionId", o.id AS "companyId", o.sms_at_sign_in AS "smsAtSignIn",
      c.id AS "challengeId", c.key_id AS "keyId", c.purpose, c.counter, c.second_proof AS "secondProof",
      coalesce(c.email, c.msisdn) AS address,
      CASE WHEN c.email IS NULL THEN coalesce(u.mobile, l.msisdn) WHEN l.id IS NULL THEN u.email ELSE c.email END AS present,
      coalesce(u.email, l.email, (
        SELECT m.email FROM main_administrator h JOIN "user" m ON m.id = h.user_id
        WHERE h.company_id = l.company_id
          AND NOT ${isSuspended(Prisma.sql`m`)}
        ORDER BY h.since LIMIT 1)) AS "secondAddress"
    FROM attempt a JOIN sign_in s ON s.id = a.id LEFT JOIN "user" u ON u.id = a.user_id
    LEFT JOIN subscription l ON l.id = a.subscription_id
    LEFT JOIN company o ON o.id = coalesce(u.company_id, l.company_id)
    LEFT JOIN challenge c ON c.sign_in_id = a.id AND c.used_at IS NULL AND c.purpose ${second} 'second'`
  return row ?? null
}

const groundOf = ({ userId, subscriptionId }: Loaded): Ground =>
  subscriptionId ? { subscriptionId } : { userId: userId! }

/**
 * Uses a right code up and moves its attempt on; each code opens once (R6). All is proven: what its network was charged with
 * on the way is given back. Null when another was first.
 */
export async function acceptAskedCode(
  context: Context,
  from: AskedState,
  attempt: AskedCode,
  to: { state: 'reset' | 'finished'; expiresAt: Date },
): Promise<string | null> {
  const factors = [...attempt.factors, attempt.address.includes('@') ? 'mail' : 'sms']
  const { token, moved } = advanceSql(
    context,
    { id: attempt.id, state: from },
    { ...to, factors },
    groundOf(attempt),
  )
  const given = Prisma.sql`given_back AS (${giveBackSql(attempt)} AND EXISTS (SELECT 1 FROM used, moved))`
  const done = await use(context, attempt, moved, Prisma.sql`, ${given} SELECT true AS sent FROM used, moved`)
  return done && token
}

/**
 * The same where the SIM was changed lately (S2-13): what the SMS has proven is not enough, and a second
 * code goes by e-mail, to the user, the holder of the line, or the company's main administrator. Null
 * when another was first, or nobody could be written to.
 */
export async function askSecondProof(
  context: Context,
  from: AskedState,
  attempt: AskedCode,
  expiresAt: Date,
) {
  const { id, userId, subscriptionId, companyId, address, secondAddress: email } = attempt
  if (!email) return null
  const to = { state: 'second_code', factors: [...attempt.factors, 'sms'], expiresAt } as const
  const { token, moved } = advanceSql(context, { id, state: from }, { ...to, tries: 0 }, groundOf(attempt))
  const holder = { id, userId, subscriptionId, companyId, mobile: address, email }
  const code = firstCode(context, holder, 'second')
  const done = await use(
    context,
    attempt,
    moved,
    Prisma.sql`, ${code.opened} SELECT ${code.sent} AS sent FROM used, moved`,
    secondKey({ userId, subscriptionId }),
  )
  return done && { token, code: code.view(done.sent) }
}

/** Takes whose it is, then the counter, then the code: the order in which a guess takes them. */
async function use(
  context: Context,
  attempt: AskedCode,
  moved: Prisma.Sql,
  rest: Prisma.Sql,
  address?: string,
): Promise<{ sent: boolean } | null> {
  const result = await sqlTransaction(context, async (tx) => {
    if (attempt.subscriptionId) await holdLine(tx, attempt.subscriptionId)
    else await holdUser(tx, attempt.userId!)
    if (address) await tx.$executeRaw`SELECT ${holdAddress(address)}`
    await tx.$executeRaw`SELECT 1 FROM throttle WHERE key = ${attempt.accountKey} FOR UPDATE`
    const [done] = await tx.$queryRaw<{ sent: boolean }[]>`
      WITH used AS (
        UPDATE challenge SET used_at = ${context.clock()}
        WHERE id = ${attempt.challengeId}::uuid AND used_at IS NULL RETURNING id),
      moved AS (${moved}),
      refunded AS (${refundSql(attempt.accountKey)} AND EXISTS (SELECT 1 FROM used, moved))
      ${rest}`
    return done ? ok(done) : refuse('identity.start_over')
  })
  return result.ok ? result.value : null
}
