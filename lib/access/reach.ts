import { uuids } from '@/lib/infra/arrays'
import { Prisma } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import type { Parts } from '@/lib/rights/held'
import { reachOf } from '@/lib/rights/reach'

/**
 * The lines to which the actor may do something, as a predicate: what the law would answer for each of them, and nothing
 * else. `lines` is the alias of the table of lines, a literal of ours. Every list, total and export takes it; nothing is
 * filtered afterwards.
 */
export function linesInReach({ subject, now }: Actor, fn: Permission, lines = 'l'): Prisma.Sql {
  const table = Prisma.raw(lines)
  const company = Prisma.sql`${table}.company_id = ${subject.companyId}::uuid`
  const reach = reachOf(subject, fn, now)
  if (reach === 'company') return company
  const part = ({ accounts, centres, lines: ids }: Parts) => {
    const conditions = [
      ...(accounts.length ? [Prisma.sql`${table}.billing_account_id = ANY(${uuids(accounts)})`] : []),
      ...(centres.length ? [Prisma.sql`${table}.cost_centre_id = ANY(${uuids(centres)})`] : []),
      ...(ids.length ? [Prisma.sql`${table}.id = ANY(${uuids(ids)})`] : []),
    ]
    return conditions.length ? Prisma.sql`(${Prisma.join(conditions, ' OR ')})` : Prisma.sql`false`
  }
  return Prisma.sql`${company} AND ${Prisma.join(reach.within.map(part), ' AND ')}`
}

/** The billing accounts over which the actor may do something, of a column that holds their id; a number has none. */
export function accountsInReach({ subject, now }: Actor, fn: Permission, column: Prisma.Sql): Prisma.Sql {
  const reach = subject.kind === 'number' ? { within: [] } : reachOf(subject, fn, now)
  if (reach === 'company') return Prisma.sql`true`
  const parts = reach.within.map(({ accounts }) => Prisma.sql`${column} = ANY(${uuids(accounts)})`)
  return parts.length ? Prisma.join(parts, ' AND ') : Prisma.sql`false`
}
