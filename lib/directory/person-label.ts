import { Prisma } from '@/lib/infra/db'

/**
 * `personLabel` of a row of "user", as SQL: the name never without the account. No query hands out a name alone
 * (tests/house/names.test.ts).
 */
export const personLabelSql = (user: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${user}.name || ' (' || ${user}.login || '@' || (SELECT slug FROM company WHERE id = ${user}.company_id) || ')')`
