import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { LIMITS } from './limits'
import { newReference } from './secrets'
import { holdAddress, spendSql } from './send-code'
import type { Channel } from './view'

type Asked = {
  userId: string
  companyId: string
  channel: Channel
  expiresAt: Date
  email: string
  mobile: string
  suspended: boolean
  confirmed: boolean
  /** Recoveries of this account begun in a day. */
  askedToday: number
}

/** Past so many in a day nobody hears of any more, not even why there is no code. */
const MOST_ASKED = 20

/** What a request for a new password comes to, for the one who tells it. */
export type RecoveryAnswer =
  | { kind: 'nobody' }
  /** Told by e-mail, so that only the owner learns it. */
  | { kind: 'refused'; userId: string; why: 'suspended' | 'phone_unconfirmed' }
  | { kind: 'code'; challengeId: string }

/**
 * Finds out who asked for a new password and opens their code; the same one for every sending. Nobody,
 * too, where the limits of account or address are reached. Running it twice for a message is once.
 */
export async function openRecovery(
  signInId: string,
  messageId: string,
  world: World,
): Promise<RecoveryAnswer> {
  const now = world.clock()
  const [asked] = await world.sql.$queryRaw<Asked[]>`
    SELECT u.id AS "userId", u.company_id AS "companyId", s.channel, s.expires_at AS "expiresAt", u.email, u.mobile,
      EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = u.id AND x.ended_at IS NULL) AS suspended,
      EXISTS (SELECT 1 FROM confirmed_mobile m WHERE m.user_id = u.id AND m.msisdn = u.mobile) AS confirmed,
      (SELECT count(*)::int FROM sign_in r WHERE r.user_id = u.id AND r.channel IS NOT NULL
         AND r.created_at > ${after(now, -DAY)} AND r.id <= s.id) AS "askedToday"
    FROM sign_in s JOIN "user" u ON u.id = s.user_id
    WHERE s.id = ${signInId}::uuid AND s.state = 'recover_code' AND s.expires_at > ${now}`
  if (!asked || asked.askedToday > MOST_ASKED) return { kind: 'nobody' }
  const { userId, channel } = asked
  if (asked.suspended) return { kind: 'refused', userId, why: 'suspended' }
  // A number that nobody has confirmed may have been mistyped: no password is set through it.
  if (channel === 'sms' && !asked.confirmed) return { kind: 'refused', userId, why: 'phone_unconfirmed' }
  const challengeId = await send(asked, signInId, messageId, world)
  return challengeId ? { kind: 'code', challengeId } : { kind: 'nobody' }
}

/** Opens the code, counts the sending; null past a limit or budget. One sender at a time per account and address. */
async function send(asked: Asked, signInId: string, messageId: string, world: World): Promise<string | null> {
  const now = world.clock()
  const { userId, companyId, channel, mobile } = asked
  const email = channel === 'mail' ? asked.email : null
  const address = email ?? mobile
  const limits = [...ofAccount(userId, now), ...ofAddress(address, now)]
  const allowed = Prisma.sql`FROM opened WHERE ${Prisma.join(limits, ' AND ')}`
  // Only an SMS costs.
  const total = email ? Prisma.sql`total AS (SELECT 1 ${allowed})` : spendSql(world, companyId, now, allowed)
  return world.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT ${holdAddress(userId)}, ${holdAddress(address)}`
    // Told again after a failure: it was allowed and paid for then.
    const [sent] = await tx.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM challenge c JOIN code_send s ON s.challenge_id = c.id
      WHERE c.sign_in_id = ${signInId}::uuid AND s.message_id = ${messageId}::uuid`
    if (sent) return sent.id
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      WITH opened AS (
        INSERT INTO challenge (id, sign_in_id, user_id, company_id, purpose, key_id, msisdn, email, reference, created_at, expires_at)
        VALUES (${newId()}::uuid, ${signInId}::uuid, ${userId}::uuid, ${companyId}::uuid, ${`recover_${channel}`},
          ${world.keys.current.id}, ${mobile}, ${email}, ${newReference(world.random)}, ${now}, ${asked.expiresAt})
        ON CONFLICT (sign_in_id) DO UPDATE SET sign_in_id = excluded.sign_in_id RETURNING id),
      ${total}
      INSERT INTO code_send (id, challenge_id, message_id, msisdn, company_id, at)
      SELECT ${newId()}::uuid, opened.id, ${messageId}::uuid, ${address}, ${companyId}::uuid, ${now}
      FROM opened, total RETURNING challenge_id AS id`
    return row?.id ?? null
  })
}

const ofAccount = (userId: string, now: Date) =>
  LIMITS.recovery.perAccount.map(
    ({ within, most }) => Prisma.sql`
      (SELECT count(*) FROM code_send s JOIN challenge c ON c.id = s.challenge_id
       WHERE c.user_id = ${userId}::uuid AND c.purpose LIKE 'recover%' AND s.at > ${after(now, -within)}) < ${most}`,
  )
const ofAddress = (address: string, now: Date) =>
  LIMITS.code.perNumber.map(
    ({ within, most }) => Prisma.sql`
      (SELECT count(*) FROM code_send WHERE msisdn = ${address} AND at > ${after(now, -within)}) < ${most}`,
  )
