import { accountsInReach } from '@/lib/access/reach'
import { Prisma } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'

/**
 * The bills to which the actor may do something, as a predicate on `b`: those of the billing accounts in reach. A number
 * has none of its company's bills, only its own lines on them (`listOwnBillLines`). Every list, total, document and
 * export takes it.
 */
export const billsInReach = (actor: Actor, fn: Permission = 'bill:view'): Prisma.Sql =>
  Prisma.sql`b.company_id = ${actor.subject.companyId}::uuid
    AND ${accountsInReach(actor, fn, Prisma.sql`b.billing_account_id`)}`
