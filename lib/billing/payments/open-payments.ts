import { personLabelSql } from '@/lib/directory/person-label'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { billsInReach } from '../reach'
import type { PaymentUnderWay } from '../view'
import type { PaymentProvider } from './payment-provider'

/** A payment that was begun here and may still be made. Amount in minor units. */
export type OpenPayment = {
  id: string
  reference: string
  amount: number
  currency: string
  /** Where it is paid; null: the provider has not answered yet. */
  url: string | null
  expiresAt: Date
  /** How many bills it is for. */
  bills: number
}

/**
 * Open payments all of whose bills the actor may pay. One whose money came in another currency is not made again: people
 * look into it.
 */
const open = (actor: Actor, now: Date, payment: Prisma.Sql): Prisma.Sql => Prisma.sql`
  ${payment}.company_id = ${actor.subject.companyId}::uuid AND ${payment}.state = 'open'
    AND ${payment}.expires_at > ${now}
    AND NOT EXISTS (
      SELECT 1 FROM unmatched_payment u WHERE u.reference = ${payment}.reference AND u.reason = 'currency')
    AND NOT EXISTS (
      SELECT 1 FROM payment_part i JOIN bill b ON b.id = i.bill_id
      WHERE i.payment_id = ${payment}.id AND NOT (${billsInReach(actor, 'bill:pay')}))`

/** One of them, or null. */
export async function findOpenPayment(
  db: Raw,
  actor: Actor,
  id: string,
  now: Date,
): Promise<OpenPayment | null> {
  const [found] = await db.$queryRaw<OpenPayment[]>`
    SELECT p.id, p.reference, p.amount::float8 AS amount, p.currency, p.url, p.expires_at AS "expiresAt",
      (SELECT count(*)::int FROM payment_part i WHERE i.payment_id = p.id) AS bills
    FROM payment p WHERE p.id = ${id}::uuid AND ${open(actor, now, Prisma.sql`p`)}`
  return found ?? null
}

/** What is being paid at the moment, by whom and until when its bills are kept for it. */
export function listPaymentsUnderWay(actor: Actor, context: Context): Promise<PaymentUnderWay[]> {
  authorize(actor, 'bill:pay')
  const now = context.clock()
  return context.sql.$queryRaw`
    SELECT p.id, p.amount::float8 AS amount, ${personLabelSql(Prisma.sql`u`)} AS "by", p.expires_at AS until FROM payment p
    JOIN "user" u ON u.id = p.started_by_id WHERE ${open(actor, now, Prisma.sql`p`)} ORDER BY p.started_at LIMIT 20`
}

/** Where a payment is made: the provider is asked once, outside any transaction, and asking it again opens no second one. */
export async function openAtProvider(
  { id, reference, amount, currency, url, expiresAt }: OpenPayment,
  context: Context,
  provider: PaymentProvider,
): Promise<Result<{ url: string }>> {
  if (url) return ok({ url })
  const returnTo = new URL(`/bills/pay?payment=${id}`, context.portal).href
  const address = await provider.begin({ reference, amount, currency, returnTo, expiresAt })
  await context.sql.$executeRaw`UPDATE payment SET url = ${address} WHERE id = ${id}::uuid AND state = 'open'`
  return ok({ url: address })
}
