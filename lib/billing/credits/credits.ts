import { accountsInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'
import { type Actor, authorize } from '@/lib/rights/actor'
import { listPaymentsUnderWay } from '../payments/open-payments'
import type { CreditRow, MoneyState, RefundRow, ReversalRow } from '../view'

/** So long a refund that is over, or a reversal, is still shown. */
const SHOWN_FOR = 30 * DAY
/** So many credits are listed; of the rest it is said how much they are. */
const MOST_CREDITS = 50

/**
 * What is on its way, what is over and what goes back, of the accounts that the actor may pay for; `billId`: of what goes
 * back only that of this bill's account.
 */
export async function getMoneyState(actor: Actor, context: Context, billId?: string): Promise<MoneyState> {
  authorize(actor, 'bill:pay')
  const about = (account: Prisma.Sql) =>
    Prisma.sql`${inReach(actor, account)} ${
      billId
        ? Prisma.sql`AND ${account} = (SELECT b.billing_account_id FROM bill b WHERE b.id = ${billId}::uuid)`
        : Prisma.empty
    }`
  const [underWay, listed, refunds, reversals] = await Promise.all([
    listPaymentsUnderWay(actor, context),
    context.sql.$queryRaw<(CreditRow & { all: number; sum: number })[]>`
      SELECT count(*) OVER ()::int AS all, sum(s.credit) OVER ()::float8 AS sum, p.id AS "paymentId", a.id AS "accountId", a.name AS account, s.credit::float8 AS amount,
        p.started_by_id IS NOT NULL AS refundable,
        EXISTS (SELECT 1 FROM bill b WHERE b.billing_account_id = a.id AND ${usableFor(context.clock())}) AS usable
      FROM payment_share s JOIN payment p ON p.id = s.payment_id JOIN billing_account a ON a.id = s.billing_account_id
      WHERE s.credit > 0 AND ${inReach(actor, Prisma.sql`a.id`)} ORDER BY a.name, p.settled_at, p.id LIMIT ${MOST_CREDITS}`,
    context.sql.$queryRaw<RefundRow[]>`
      SELECT r.id, r.amount::float8 AS amount, r.state::text AS state, coalesce(r.settled_at, r.requested_at) AS at
      FROM refund r JOIN payment p ON p.id = r.payment_id
      JOIN payment_share s ON s.payment_id = p.id
        AND s.billing_account_id = coalesce(r.billing_account_id, p.billing_account_id)
      WHERE r.company_id = ${actor.subject.companyId}::uuid AND ${about(Prisma.sql`s.billing_account_id`)}
        AND (r.state = 'requested' OR r.settled_at > ${after(context.clock(), -SHOWN_FOR)})
        AND (r.state <> 'failed' OR s.credit > 0)
      ORDER BY r.requested_at DESC, r.id DESC LIMIT 20`,
    context.sql.$queryRaw<ReversalRow[]>`
      SELECT v.id, a.name AS account, v.amount::float8 AS amount, v.reversed_at AS at,
        coalesce((SELECT sum(b.open) FROM bill b WHERE b.billing_account_id = a.id AND b.open > 0), 0)::float8 AS open
      FROM payment_reversal v JOIN payment p ON p.id = v.payment_id JOIN billing_account a ON a.id = v.billing_account_id
      WHERE ${about(Prisma.sql`v.billing_account_id`)}
        AND v.reversed_at > ${after(context.clock(), -SHOWN_FOR)}
      ORDER BY v.reversed_at DESC, v.id DESC LIMIT 20`,
  ])
  const credits = listed.map(({ all, sum, ...credit }) => credit)
  const [{ all, sum } = { all: 0, sum: 0 }] = listed
  const more = {
    count: all - credits.length,
    amount: credits.reduce((rest, { amount }) => rest - amount, sum),
  }
  return { underWay, credits, moreCredits: more.count > 0 ? more : null, refunds, reversals }
}

/** Payments `p` of the actor's company, as far as they are of an account that the actor may pay for. */
export const inReach = (actor: Actor, account: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`p.company_id = ${actor.subject.companyId}::uuid AND ${accountsInReach(actor, 'bill:pay', account)}`

/** Bills `b` that credit may be used for: open, not disputed, and nobody is paying them. */
const usableFor = (now: Date): Prisma.Sql =>
  Prisma.sql`b.open > 0 AND NOT b.held AND NOT EXISTS (
    SELECT 1 FROM bill_reservation r WHERE r.company_id = b.company_id AND r.bill_id = b.id AND r.expires_at > ${now})`
