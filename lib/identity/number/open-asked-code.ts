import { isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { lineMaySignIn } from '@/lib/inventory/lines'
import { after, DAY } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { holdAddress, spendSql } from '../attempts/send-code'
import { leavesCodeSql } from '../limits/code-limits'
import { LIMITS } from '../limits/limits'
import { newReference } from '../secrets/secrets'
import type { Channel } from '../view'
import type { SimGuard } from './sim-guard'

type Asked = {
  userId: string | null
  subscriptionId: string | null
  companyId: string
  channel: Channel
  expiresAt: Date
  email: string | null
  mobile: string
  /** Who asks: a device cookie of the account, or a network. */
  askedBy: string
  suspended: boolean
  /** When the number was known to be theirs; null: never. */
  knownAt: Date | null
  /** Recoveries of this account begun in a day. */
  askedToday: number
  /** What the company leaves to its numbers; null: everything. */
  ceiling: string[] | null
  numberCeiling: string[] | null
}

/** Past so many in a day their owner is not told any more why there is no code. */
const MOST_NOTIFIED = 20
const PAST_A_LIMIT = 'a limit of codes or a budget of SMS was used up'

/** What a request for a code comes to, for the one who tells it. */
export type AskedAnswer =
  /** `why`: for an operator who looks for the message, never for whoever asks. */
  | { kind: 'nobody'; why: string }
  /** Told by e-mail, so that only the owner learns it. */
  | { kind: 'refused'; userId: string; why: 'suspended' | 'phone_unconfirmed' }
  | { kind: 'code'; challengeId: string }

/**
 * Finds out who asked for a code to set a new password or to sign in by number, and opens it; the same
 * one for every sending. Nobody, too, where limits are reached, the company has closed the way, or the
 * number has gone to somebody else. Running it twice for a message is once.
 */
export async function openAskedCode(
  signInId: string,
  messageId: string,
  guard: SimGuard,
  context: Context,
): Promise<AskedAnswer> {
  const asked = await load(signInId, context)
  if (!asked) return { kind: 'nobody', why: 'nobody by this name, or the attempt has ended' }
  const { userId, channel, mobile, knownAt } = asked
  const refused = (why: 'suspended' | 'phone_unconfirmed'): AskedAnswer =>
    userId && asked.askedToday <= MOST_NOTIFIED ? { kind: 'refused', userId, why } : { kind: 'nobody', why }
  if (userId && asked.suspended) return refused('suspended')
  for (const ceiling of [asked.ceiling, asked.numberCeiling])
    if (ceiling && !ceiling.includes('number:sign_in'))
      return { kind: 'nobody', why: 'the company lets no numbers sign in' }
  // The network is asked only where a code may go out.
  const [free] = await context.sql.$queryRaw<unknown[]>`SELECT 1 WHERE ${limitsOf(asked, context.clock())}`
  if (!free) return { kind: 'nobody', why: PAST_A_LIMIT }
  let secondProof = false
  if (channel === 'sms') {
    // A number that nobody has confirmed may have been mistyped, one that moved on is somebody else's.
    const sim = knownAt && (await guard(mobile, knownAt))
    if (!sim || sim.recycled) return refused('phone_unconfirmed')
    secondProof = sim.swapped
  }
  const challengeId = await send({ ...asked, secondProof }, signInId, messageId, context)
  return challengeId ? { kind: 'code', challengeId } : { kind: 'nobody', why: PAST_A_LIMIT }
}

async function load(signInId: string, context: Context): Promise<Asked | null> {
  const now = context.clock()
  const [asked] = await context.sql.$queryRaw<Asked[]>`
    SELECT u.id AS "userId", l.id AS "subscriptionId", coalesce(u.company_id, l.company_id) AS "companyId",
      s.channel, s.expires_at AS "expiresAt", coalesce('device:' || s.device_cookie_id, s.network, 'network:unknown') AS "askedBy", u.email, coalesce(u.mobile, l.msisdn) AS mobile,
      ${isSuspended()} AS suspended,
      coalesce(l.created_at, (SELECT m.at FROM confirmed_mobile m WHERE m.user_id = u.id AND m.msisdn = u.mobile)) AS "knownAt",
      (SELECT count(*)::int FROM sign_in r WHERE r.user_id = u.id AND r.channel IS NOT NULL
         AND r.created_at > ${after(now, -DAY)} AND r.created_at <= s.created_at) AS "askedToday",
      (SELECT e.functions FROM number_ceiling e WHERE e.company_id = l.company_id AND e.subscription_id IS NULL) AS ceiling,
      (SELECT e.functions FROM number_ceiling e WHERE e.subscription_id = l.id) AS "numberCeiling"
    FROM sign_in s LEFT JOIN "user" u ON u.id = s.user_id
    LEFT JOIN subscription l ON l.id = s.subscription_id AND ${lineMaySignIn}
    WHERE s.id = ${signInId}::uuid AND s.state IN ('recover_code', 'number_code') AND s.expires_at > ${now}
      AND num_nonnulls(u.id, l.id) = 1`
  return asked ?? null
}

/** Opens the code, counts the sending; null past a limit or budget. One sender at a time per owner and address. */
async function send(
  asked: Asked & { secondProof: boolean },
  signInId: string,
  messageId: string,
  context: Context,
): Promise<string | null> {
  const now = context.clock()
  const { userId, subscriptionId, companyId, channel, mobile, secondProof } = asked
  const email = channel === 'mail' ? asked.email : null
  const purpose = subscriptionId ? 'sign_in_number' : `recover_${channel}`
  const owner = (userId ?? subscriptionId)!
  const address = email ?? mobile
  const allowed = Prisma.sql`FROM opened WHERE ${limitsOf(asked, now)}`
  // Only an SMS costs.
  const total = email
    ? Prisma.sql`total AS (SELECT 1 ${allowed})`
    : spendSql(context, companyId, now, allowed, !isKnown(asked))
  return context.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT ${holdAddress(owner)}, ${holdAddress(address)}`
    // Told again after a failure: it was allowed and paid for then.
    const [sent] = await tx.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM challenge c JOIN code_send s ON s.challenge_id = c.id
      WHERE c.sign_in_id = ${signInId}::uuid AND s.message_id = ${messageId}::uuid`
    if (sent) return sent.id
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      WITH opened AS (
        INSERT INTO challenge (id, sign_in_id, user_id, subscription_id, company_id, purpose, key_id, msisdn, email,
          second_proof, reference, created_at, expires_at)
        VALUES (${newId()}::uuid, ${signInId}::uuid, ${userId}::uuid, ${subscriptionId}::uuid, ${companyId}::uuid, ${purpose},
          ${context.keys.current.id}, ${mobile}, ${email}, ${secondProof}, ${newReference(context.random)}, ${now}, ${asked.expiresAt})
        ON CONFLICT (sign_in_id, purpose) DO UPDATE SET second_proof = challenge.second_proof OR excluded.second_proof
        RETURNING id),
      ${total}
      INSERT INTO code_send (id, challenge_id, message_id, msisdn, company_id, asked_by, at)
      SELECT ${newId()}::uuid, opened.id, ${messageId}::uuid, ${address}, ${companyId}::uuid, ${asked.askedBy}, ${now}
      FROM opened, total RETURNING challenge_id AS id`
    return row?.id ?? null
  })
}

/** Whether it is asked for in a browser that has signed in as this account before. */
const isKnown = ({ askedBy }: Asked) => askedBy.startsWith('device:')

/**
 * Whether limits leave a code: of whoever asks (a known browser, or a network), so that none takes another's, and of what
 * strangers can have sent all together: to a number, which only confirmed ones get, or to an account by e-mail. What is
 * sent to who gave a password is counted apart.
 */
function limitsOf(asked: Asked, now: Date): Prisma.Sql {
  const { userId, subscriptionId, companyId, channel, email, mobile, askedBy } = asked
  const owner = userId
    ? Prisma.sql`c.user_id = ${userId}::uuid`
    : Prisma.sql`c.subscription_id = ${subscriptionId}::uuid`
  const purpose = subscriptionId ? 'sign_in_number' : `recover_${channel}`
  const ofAsker = LIMITS.askedByOne.map(
    ({ within, most }) => Prisma.sql`
      (SELECT count(*) FROM code_send s JOIN challenge c ON c.id = s.challenge_id
       WHERE ${owner} AND c.purpose = ${purpose} AND s.asked_by = ${askedBy} AND s.at > ${after(now, -within)}) < ${most}`,
  )
  if (isKnown(asked)) return Prisma.join(ofAsker, ' AND ')
  if (channel === 'mail') {
    const counted = Prisma.sql`s.asked_by NOT LIKE 'device:%'`
    const account = { userId, subscriptionId, companyId, channel, address: email! }
    const left = leavesCodeSql({ ...account, counted, limits: LIMITS.recovery.byMail }, now)
    return Prisma.join([...ofAsker, left], ' AND ')
  }
  const ofStrangers = LIMITS.askedFor.map(
    ({ within, most }) => Prisma.sql`
      (SELECT count(*) FROM code_send WHERE msisdn = ${mobile} AND asked_by NOT LIKE 'device:%'
         AND at > ${after(now, -within)}) < ${most}`,
  )
  return Prisma.join([...ofAsker, ...ofStrangers], ' AND ')
}
