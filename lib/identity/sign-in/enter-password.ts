import { holdUser, isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { hashPassword, needsRehash, passwordMatches } from '@/lib/infra/password-hash'
import { sqlTransaction } from '@/lib/infra/transaction'
import { secondsUntil } from '@/lib/kernel/clock'
import { withoutBlanks } from '@/lib/kernel/pasted'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advanceSql, attemptSql, type Step } from '../attempts/attempt'
import { passwordGround } from '../attempts/ground'
import { secondWay } from '../attempts/second-way'
import { firstCode, holdUserAndAddress } from '../attempts/send-code'
import { chargeSql, lockedUntil, refund, refundSql, temporaryKey } from '../limits/charge'
import { LIMITS } from '../limits/limits'
import { chargeNetwork } from '../limits/network-limit'
import { getSignIn } from '../queries'
import { passwordMinimum } from '../rules'
import type { EnterPasswordInput } from '../schema'
import type { Way } from '../view'

/**
 * Checks the password of an open attempt. Unknown, wrong and locked are one refusal, in the same time;
 * suspended and expired are told only to whoever knows the password (rule 6, T5). A temporary password is compared also
 * while the account waits: nobody guesses its 16 random characters, and strangers would keep newcomers out. With SMS
 * on, the code is on its way when this returns.
 */
export async function enterPassword(
  token: string | null,
  input: EnterPasswordInput,
  context: Context,
): Promise<Result<Step>> {
  const now = context.clock()
  const loaded = await chargeAndLoad(token, now, context)
  if (!loaded) return refuse('identity.start_over')
  const stored = loaded.temporaryHash ?? loaded.hash
  const waits = loaded.failures === null && !loaded.temporaryHash
  // Made by us, of letters and digits: what else came along when it was copied from the mail is none of it.
  const given = loaded.temporaryHash ? withoutBlanks(input.password) : input.password
  const right = await passwordMatches(waits ? null : stored, given)
  if (!right || !isAccount(loaded)) {
    await chargeNetwork(context.sql, loaded, now)
    return refuse('identity.name_or_password_wrong', { field: 'password' })
  }

  if (loaded.suspended || (loaded.temporaryExpiresAt && loaded.temporaryExpiresAt <= now)) {
    if (loaded.failures !== null) await refund(context.sql, loaded.accountKey)
    return refuse(loaded.suspended ? 'identity.suspended' : 'identity.temporary_password_expired')
  }
  if (loaded.hash && !loaded.temporaryHash && needsRehash(loaded.hash))
    loaded.hash = await rehash(loaded.userId, loaded.hash, input.password, context)
  const until =
    loaded.temporaryPasswordId &&
    (await lockedUntil(context.sql, temporaryKey(loaded.temporaryPasswordId), now))
  if (until) return refuse('identity.wait', { values: { seconds: secondsUntil(until, now) } })
  return moveOn(context, loaded)
}

/** The right password moves the attempt on, if it still is the right one once the user's row is held. */
async function moveOn(context: Context, account: Account): Promise<Result<Step>> {
  const { userId, mobile, login, returnTo, temporaryPasswordId } = account
  const email = account.emailNext ? account.email : null
  const { state, way } = after(account)
  const hash = account.temporaryHash ?? account.hash
  const code = way === 'sms' || way === 'mail' ? firstCode(context, { ...account, email }) : null
  const next = (sent: boolean): Step['next'] => {
    if (code) return { step: 'code', login, code: code.view(sent), ways: [] }
    return state === 'must_change'
      ? { step: state, login, minimum: passwordMinimum(true) }
      : { step: 'finished' }
  }
  const moved = await sqlTransaction(context, async (tx) => {
    await (code ? holdUserAndAddress(tx, userId, email ?? mobile) : holdUser(tx, userId))
    // From here on the failures are those of whoever knows the password, not of everybody.
    const proven = temporaryPasswordId
      ? { temporaryPasswordId, accountKey: temporaryKey(temporaryPasswordId) }
      : { ground: passwordGround(account.changedAt!) }
    const to = { state, factors: ['password'], ...proven, ...(way && { way }) }
    const from = { id: account.id, state: 'password' } as const
    const { token, moved } = advanceSql(context, from, to, { userId, password: { hash, mobile } })
    const [row] = await tx.$queryRaw<{ moved: boolean; sent: boolean }[]>`
      WITH moved AS (${moved}), refunded AS (${refundSql(account.accountKey)} AND EXISTS (SELECT 1 FROM moved) AND ${account.failures !== null})
      ${code ? Prisma.sql`, ${code.opened}` : Prisma.empty}
      SELECT EXISTS (SELECT 1 FROM moved) AS moved, ${code ? code.sent : Prisma.sql`false`} AS sent`
    if (!row?.moved) return refuse('identity.start_over')
    return ok({ token, next: next(row.sent), returnTo })
  })
  // A factor of one's own has more to show than its name.
  if (!moved.ok || !way || code) return moved
  return ok({ ...moved.value, next: await getSignIn(moved.value.token, context) })
}

/** What follows the right password: a second factor, else a new password where this one may not stay. */
function after(account: Account): { state: 'code' | 'must_change' | 'finished'; way: Way | null } {
  const { temporaryPasswordId, length } = account
  const way = secondWay(account)
  if (way) return { state: 'code', way }
  // S2-10: where no SMS is asked for, who has a shorter password changes it at the next sign-in.
  const tooShort = (length ?? 0) < LIMITS.password.minimumAlone
  return { state: temporaryPasswordId !== null || tooShort ? 'must_change' : 'finished', way: null }
}

async function rehash(userId: string, hash: string, password: string, context: Context): Promise<string> {
  const stronger = await hashPassword(password)
  await context.db.credential.updateMany({ where: { userId, hash }, data: { hash: stronger } })
  return stronger
}

type Loaded = {
  id: string
  login: string
  accountKey: string
  returnTo: string | null
  network: string | null
  /** Failures with this one; null while the account is locked. */
  failures: number | null
  userId: string | null
  companyId: string | null
  mobile: string | null
  email: string | null
  /** R4: the code goes by e-mail this time. */
  emailNext: boolean
  smsAtSignIn: boolean | null
  /** Kinds of second factors of their own. */
  own: ('app' | 'passkey')[] | null
  hash: string | null
  length: number | null
  changedAt: Date | null
  temporaryPasswordId: string | null
  temporaryHash: string | null
  temporaryExpiresAt: Date | null
  suspended: boolean
}
type Account = Loaded & {
  userId: string
  companyId: string
  mobile: string
  email: string
  smsAtSignIn: boolean
}
const isAccount = (loaded: Loaded): loaded is Account => loaded.userId !== null

/**
 * Counts the failure and loads the attempt with its account, in one statement; null without such an
 * attempt. An unknown account costs the same as a known one.
 */
async function chargeAndLoad(token: string | null, now: Date, context: Context): Promise<Loaded | null> {
  const [row] = await context.sql.$queryRaw<Loaded[]>`
    WITH attempt AS (${attemptSql(token, 'password', now)}),
    charged AS (${chargeSql(Prisma.sql`SELECT account_key, 1, ${now}::timestamptz FROM attempt`)})
    SELECT a.id, a.login, a.account_key AS "accountKey", a.return_to AS "returnTo", a.network,
      (SELECT failures FROM charged) AS failures, u.id AS "userId", u.company_id AS "companyId", u.mobile, u.email,
      coalesce(k.email_next, false) AS "emailNext", c.sms_at_sign_in AS "smsAtSignIn", k.hash, k.length, k.changed_at AS "changedAt", t.id AS "temporaryPasswordId",
      t.hash AS "temporaryHash", t.expires_at AS "temporaryExpiresAt",
      (SELECT array_agg(DISTINCT f.kind::text) FROM second_factor f
       WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS own,
      ${isSuspended()} AS suspended
    FROM attempt a LEFT JOIN "user" u ON u.id = a.user_id LEFT JOIN company c ON c.id = u.company_id
    LEFT JOIN credential k ON k.user_id = u.id
    LEFT JOIN temporary_password t ON t.user_id = u.id AND t.used_at IS NULL AND t.revoked_at IS NULL`
  return row ?? null
}
