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
      SELECT p.id AS "paymentId", a.id AS "accountId", a.name AS account, s.credit::float8 AS amount,
        p.started_by_id IS NOT NULL AS refundable,
        EXISTS (SELECT 1 FROM bill b WHERE b.billing_account_id = a.id AND ${usableFor(world.clock())}) AS usable
      FROM payment_share s JOIN payment p ON p.id = s.payment_id JOIN billing_account a ON a.id = s.billing_account_id
      WHERE s.credit > 0 AND ${inReach(actor, Prisma.sql`a.id`)} ORDER BY a.name, p.settled_at, p.id LIMIT 50`,
    world.sql.$queryRaw<RefundRow[]>`
      SELECT r.id, r.amount::float8 AS amount, r.state::text AS state, coalesce(r.settled_at, r.requested_at) AS at
      FROM refund r JOIN payment p ON p.id = r.payment_id
      JOIN payment_share s ON s.payment_id = p.id
        AND s.billing_account_id = coalesce(r.billing_account_id, p.billing_account_id)
      WHERE r.company_id = ${actor.subject.companyId}::uuid AND ${inReach(actor, Prisma.sql`s.billing_account_id`)}
        AND (r.state = 'requested' OR r.settled_at > ${after(world.clock(), -SHOWN_FOR)})
        AND (r.state <> 'failed' OR s.credit > 0)
      ORDER BY r.requested_at DESC, r.id DESC LIMIT 20`,
  ])
  return { underWay, credits, refunds }
}

/** Payments `p` of the actor's company, as far as they are of an account that the actor may pay for. */
export const inReach = (actor: Actor, account: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`p.company_id = ${actor.subject.companyId}::uuid AND ${accountsInReach(actor, 'bill:pay', account)}`

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
    SELECT s.billing_account_id AS account FROM payment p JOIN payment_share s ON s.payment_id = p.id
    WHERE s.credit > 0 AND s.billing_account_id = ANY(${accounts}::uuid[]) ORDER BY p.id FOR UPDATE OF p`
  if (credits.length === 0) return []
  const owners = [...new Set(credits.map(({ account }) => account))]
  await tx.$executeRaw`
    SELECT 1 FROM bill WHERE open > 0 AND billing_account_id = ANY(${owners}::uuid[]) ORDER BY id FOR UPDATE`
  return tx.$queryRaw<SpentCredit[]>`
    WITH given AS (
      SELECT p.id, s.billing_account_id AS account, sum(s.credit) OVER w - s.credit AS "from", sum(s.credit) OVER w AS "to"
      FROM payment_share s JOIN payment p ON p.id = s.payment_id
      WHERE s.credit > 0 AND s.billing_account_id = ANY(${owners}::uuid[])
      WINDOW w AS (PARTITION BY s.billing_account_id ORDER BY p.settled_at, p.id)),
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
