import { Prisma, type Raw } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'
import { numberWait } from '../rules'
import type { Channel } from '../view'
import { confirmedSql } from './confirmed'
import { LIMITS } from './limits'

/** An account that would be sent a code, and what is counted for it. */
export type CodeRequest = {
  userId: string | null
  subscriptionId: string | null
  companyId: string
  channel: Channel
  /** What sendings are counted by: the number or address. */
  address: string
  /** Which sendings are counted, of `code_send s`: how they were asked for. */
  counted: Prisma.Sql
  limits: readonly { within: number; most: number }[]
}

/**
 * Three counts, each of what was sent to the same number or address: to this account; to accounts of its company that have
 * never confirmed it; to such accounts of all companies. The last two concern an account that has not confirmed it either:
 * whoever types somebody else's number into a user takes nothing from its owner, and little from a newcomer elsewhere.
 */
function countsOf({ userId, subscriptionId, companyId, channel, limits }: CodeRequest) {
  const own = userId
    ? Prisma.sql`c.user_id = ${userId}::uuid`
    : Prisma.sql`c.subscription_id = ${subscriptionId}::uuid`
  const unconfirmed = Prisma.sql`NOT ${confirmedSql(channel, Prisma.sql`c.user_id`, Prisma.sql`s.msisdn`)}`
  const times = LIMITS.code.unconfirmedOverCompanies
  return {
    own: { which: own, limits },
    ofCompany: { which: Prisma.sql`${unconfirmed} AND c.company_id = ${companyId}::uuid`, limits },
    ofAll: {
      which: unconfirmed,
      limits: limits.map(({ within, most }) => ({ within, most: times * most })),
    },
  }
}

const sentSql = ({ address, counted }: CodeRequest) =>
  Prisma.sql`FROM code_send s JOIN challenge c ON c.id = s.challenge_id WHERE s.msisdn = ${address} AND ${counted}`

const isConfirmedSql = ({ channel, userId, address }: CodeRequest) =>
  confirmedSql(channel, Prisma.sql`${userId}::uuid`, Prisma.sql`${address}`)

/** Whether limits leave an account another code, as SQL. Its number or address must be held. */
export function leavesCodeSql(request: CodeRequest, now: Date): Prisma.Sql {
  const { own, ofCompany, ofAll } = countsOf(request)
  const below = ({ which, limits }: typeof own) =>
    Prisma.join(
      limits.map(
        ({ within, most }) => Prisma.sql`
          (SELECT count(*) ${sentSql(request)} AND ${which} AND s.at > ${after(now, -within)}) < ${most}`,
      ),
      ' AND ',
    )
  return Prisma.sql`
    ${below(own)} AND (${isConfirmedSql(request)} OR (${below(ofCompany)} AND ${below(ofAll)}))`
}

/** Seconds until limits leave an account another code; 0: at once. */
export async function codeWait(db: Raw, request: CodeRequest, now: Date): Promise<number> {
  const { own, ofCompany, ofAll } = countsOf(request)
  const sends = await db.$queryRaw<
    { at: Date; own: boolean; ofCompany: boolean; ofAll: boolean; confirmed: boolean }[]
  >`
    SELECT s.at, ${own.which} AS own, ${ofCompany.which} AS "ofCompany", ${ofAll.which} AS "ofAll",
      ${isConfirmedSql(request)} AS confirmed
    ${sentSql(request)} AND s.at > ${after(now, -DAY)}`
  const wait = (of: 'own' | 'ofCompany' | 'ofAll', { limits }: typeof own) =>
    numberWait(
      sends.filter((each) => each[of]).map(({ at }) => at),
      now,
      limits,
    )
  const ownWait = wait('own', own)
  return sends[0]?.confirmed ? ownWait : Math.max(ownWait, wait('ofCompany', ofCompany), wait('ofAll', ofAll))
}
