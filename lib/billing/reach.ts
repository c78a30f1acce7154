import { Prisma } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'

/**
 * The actor's reach over bills, as a predicate on `b`. A number has none of its company's bills, only its own
 * lines on them (`listOwnBillLines`). Every list, total, document and export takes it.
 */
export const billsInReach = ({ subject }: Actor): Prisma.Sql =>
  subject.kind === 'number' ? Prisma.sql`false` : Prisma.sql`b.company_id = ${subject.companyId}::uuid`
