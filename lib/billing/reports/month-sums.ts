import { Prisma } from '@/lib/infra/db'
import { type Actor, reachesAll } from '@/lib/rights/actor'
import { billsInReach } from '../reach'

/** What the bills of a month are cut into. */
export type CutBy = 'kind' | 'centre' | 'line' | 'roaming'

/** The first day of the month before one, given and returned as SQL. */
const before = (month: string) => Prisma.sql`(${month}::date - interval '1 month')::date`

const ofCompany = ({ subject }: Actor, by: CutBy | 'total') =>
  Prisma.sql`company_id = ${subject.companyId}::uuid AND by = ${by}::bill_sum_by`

/** What each month came to, `month` and `net`: kept at delivery for the whole company, else added up over the bills in reach. */
export const monthCosts = (actor: Actor, fn: 'bill:view' | 'report:view'): Prisma.Sql =>
  reachesAll(actor, fn)
    ? Prisma.sql`(SELECT month, net FROM cost_sum WHERE ${ofCompany(actor, 'total')} AND key = '')`
    : Prisma.sql`(SELECT b.month, sum(b.net) AS net FROM bill b WHERE ${billsInReach(actor, fn)} GROUP BY b.month)`

/**
 * A month cut into its parts, `key` with its `net` and what the same `was` the month before, of the bills that the actor
 * may report on: the same rows, whether they were kept for the whole company or are added up for a reach. What comes to
 * nothing in both months is no row. Roaming is of one month: it has no `was`.
 */
export function monthSums(actor: Actor, by: CutBy, month: string): Prisma.Sql {
  if (reachesAll(actor, 'report:view'))
    return Prisma.sql`(SELECT key, net, was FROM cost_sum WHERE ${ofCompany(actor, by)} AND month = ${month}::date)`
  const bills = billsInReach(actor, 'report:view')
  if (by === 'roaming')
    return Prisma.sql`(SELECT i.subscription_id::text AS key, sum(i.net) AS net, 0 AS was
      FROM bill b JOIN bill_line i ON i.bill_id = b.id AND i.kind = 'roaming' AND i.subscription_id IS NOT NULL
      WHERE ${bills} AND b.month = ${month}::date GROUP BY i.subscription_id HAVING sum(i.net) <> 0)`
  return Prisma.sql`(SELECT * FROM (
      SELECT s.key, coalesce(sum(s.net) FILTER (WHERE b.month = ${month}::date), 0) AS net,
        coalesce(sum(s.net) FILTER (WHERE b.month < ${month}::date), 0) AS was
      FROM bill b JOIN bill_sum s ON s.bill_id = b.id AND s.by = ${by}::bill_sum_by
      WHERE ${bills} AND b.month IN (${month}::date, ${before(month)}) GROUP BY s.key) s
    WHERE s.net <> 0 OR s.was <> 0)`
}

/** Whether the actor may report on bills of the month before one. */
export const hasMonthBefore = (actor: Actor, month: string): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM ${monthCosts(actor, 'report:view')} p WHERE p.month = ${before(month)})`

/**
 * Months up to the newest whose bills are still coming: `month`, how many accounts are `billed`, and how many of those that
 * were billed for the month before, and have lines in service, are `awaited`. Only bills of about a month count, since
 * nobody waits for a quarter's or for one-off charges; two months after a month has begun nothing of it is awaited.
 */
export const arrivingMonths = (
  actor: Actor,
  fn: 'bill:view' | 'report:view',
  { newest, today }: { newest: string; today: string },
): Prisma.Sql =>
  Prisma.sql`
    WITH monthly AS (
      SELECT DISTINCT b.billing_account_id AS account, b.month, (b.month + interval '1 month')::date AS next FROM bill b
      WHERE ${billsInReach(actor, fn)} AND b.month > ${today}::date - interval '3 months' AND b.type = 'invoice'
        AND b.period_to - b.period_from BETWEEN 15 AND 45 AND EXISTS (
          SELECT 1 FROM bill_sum s
          WHERE s.bill_id = b.id AND s.by = 'kind' AND s.key NOT IN ('once', 'correction', 'discount')))
    SELECT p.next::text AS month, count(*)::int AS awaited,
      (SELECT count(*) FROM monthly n WHERE n.month = p.next)::int AS billed
    FROM monthly p
    WHERE p.next <= ${newest}::date AND p.next > ${today}::date - interval '2 months'
      AND NOT EXISTS (SELECT 1 FROM monthly n WHERE n.account = p.account AND n.month = p.next)
      AND EXISTS (SELECT 1 FROM subscription l WHERE l.company_id = ${actor.subject.companyId}::uuid
        AND l.billing_account_id = p.account AND l.status <> 'terminated')
    GROUP BY p.next`
