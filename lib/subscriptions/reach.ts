import { Prisma } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'

/**
 * The actor's reach over lines, as a predicate: a user's company, of a number only itself. `lines` is the alias of
 * the table of lines, a literal of ours. Every list, total and export takes it; nothing is filtered afterwards.
 */
export const linesInReach = ({ subject }: Actor, lines = 'l'): Prisma.Sql => {
  const table = Prisma.raw(lines)
  return subject.kind === 'number'
    ? Prisma.sql`${table}.company_id = ${subject.companyId}::uuid AND ${table}.id = ${subject.id}::uuid`
    : Prisma.sql`${table}.company_id = ${subject.companyId}::uuid`
}
