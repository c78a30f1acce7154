import { Prisma, type Raw } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { type Actor, authorize } from '@/lib/rights/actor'
import { accountsInReach } from '@/lib/subscriptions/reach'
import { listPaymentsUnderWay } from './open-payments'
import type { CreditRow, MoneyState, RefundRow } from './view'

/** So long a refund that is over is still shown. */
const SHOWN_FOR = 30 * DAY

/** What is on its way, what is over and what goes back, of the accounts that the actor may pay for. */
export async function getMoneyState(actor: Actor, world: World): Promise<MoneyState> {
  authorize(actor, 'bill:pay')
  const [underWay, credits, refunds] = await Promise.all([
    listPaymentsUnderWay(actor, world),
    world.sql.$queryRaw<CreditRow[]>`
      SELECT p.id AS "paymentId", a.id AS "accountId", a.name AS account, p.credit::float8 AS amount,
        p.started_by_id IS NOT NULL AS refundable,
        EXISTS (SELECT 1 FROM bill b WHERE b.billing_account_id = a.id AND ${usableFor(world.clock())}) AS usable
      FROM payment p JOIN billing_account a ON a.id = p.billing_account_id
      WHERE p.credit > 0 AND ${inReach(actor)} ORDER BY a.name, p.settled_at LIMIT 50`,
    world.sql.$queryRaw<RefundRow[]>`
      SELECT r.id, r.amount::float8 AS amount, r.state::text AS state, coalesce(r.settled_at, r.requested_at) AS at
      FROM refund r JOIN payment p ON p.id = r.payment_id
      WHERE r.company_id = ${actor.subject.companyId}::uuid AND ${inReach(actor)}
        AND (r.state = 'requested' OR r.settled_at > ${after(world.clock(), -SHOWN_FOR)})
        AND (r.state <> 'failed' OR p.credit > 0)
      ORDER BY r.requested_at DESC, r.id DESC LIMIT 20`,
  ])
  return { underWay, credits, refunds }
}

/** Payments `p` for accounts that the actor may pay for. */
export const inReach = (actor: Actor): Prisma.Sql =>
  Prisma.sql`p.company_id = ${actor.subject.companyId}::uuid
    AND ${accountsInReach(actor, 'bill:pay', Prisma.sql`p.billing_account_id`)}`

/** Bills `b` that credit may be used for: open, not disputed, and nobody is paying them. */
const usableFor = (now: Date): Prisma.Sql =>
  Prisma.sql`b.open > 0 AND NOT b.held AND NOT EXISTS (
    SELECT 1 FROM bill_reservation r WHERE r.company_id = b.company_id AND r.bill_id = b.id AND r.expires_at > ${now})`

/** What of an account's credit went to which bill, in minor units. */
export type SpentCredit = { companyId: string; accountId: string; bill: string; amount: number }

/**
 * Uses the credit of billing accounts for their open bills: the oldest payment for the bill that is due first. In the
 * caller's transaction, which writes it down at its end; then the database takes it off the credit (trigger
 * payment_adds_up).
 */
export async function spendCredits(tx: Raw, accounts: readonly string[], now: Date): Promise<SpentCredit[]> {
  // Payments, then bills, each by id: the order of everybody who touches money. Whoever waited sees what is there then.
  const credits = await tx.$queryRaw<{ account: string }[]>`
    SELECT billing_account_id AS account FROM payment
    WHERE credit > 0 AND billing_account_id = ANY(${accounts}::uuid[]) ORDER BY id FOR UPDATE`
  if (credits.length === 0) return []
  const owners = [...new Set(credits.map(({ account }) => account))]
  await tx.$executeRaw`
    SELECT 1 FROM bill WHERE open > 0 AND billing_account_id = ANY(${owners}::uuid[]) ORDER BY id FOR UPDATE`
  return tx.$queryRaw<SpentCredit[]>`
    WITH given AS (
      SELECT id, billing_account_id AS account, sum(credit) OVER w - credit AS "from", sum(credit) OVER w AS "to"
      FROM payment WHERE credit > 0 AND billing_account_id = ANY(${owners}::uuid[])
      WINDOW w AS (PARTITION BY billing_account_id ORDER BY settled_at, id)),
    owed AS (
      SELECT b.id, b.company_id, b.number, b.billing_account_id AS account, sum(open) OVER w - open AS "from",
        sum(open) OVER w AS "to"
      FROM bill b WHERE b.billing_account_id = ANY(${owners}::uuid[]) AND ${usableFor(now)}
      WINDOW w AS (PARTITION BY b.billing_account_id ORDER BY b.due_on, b.id)),
    parts AS (
      SELECT g.id AS payment, o.id AS bill, o.company_id, o.account, o.number,
        (least(g."to", o."to") - greatest(g."from", o."from"))::bigint AS amount
      FROM given g JOIN owed o USING (account) WHERE g."from" < o."to" AND o."from" < g."to"),
    paid AS (
      UPDATE bill b SET paid = paid + s.amount
      FROM (SELECT bill, sum(amount)::bigint AS amount FROM parts GROUP BY 1) s WHERE b.id = s.bill),
    written AS (
      INSERT INTO payment_part AS i (payment_id, bill_id, amount) SELECT payment, bill, amount FROM parts
      ON CONFLICT (payment_id, bill_id) DO UPDATE SET amount = i.amount + excluded.amount)
    SELECT company_id AS "companyId", account AS "accountId", number AS bill, sum(amount)::float8 AS amount FROM parts
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
}
