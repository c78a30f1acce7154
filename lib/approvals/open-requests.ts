import { isShutOutSince } from '@/lib/directory/users'
import { Prisma } from '@/lib/infra/db'

const R = Prisma.sql`r`

/**
 * Whether whoever asked, a row `r` of approval_request, has been shut out since: then it counts as withdrawn, also when they
 * are back. Nothing is done in the name of whoever is not there.
 */
export const askerSuspendedSince = (request = R): Prisma.Sql =>
  isShutOutSince(Prisma.sql`${request}.by_id`, Prisma.sql`${request}.asked_at`)

/** Whether a row `r` of approval_request can still be decided, at a moment. */
export const isOpen = (now: Date, request = R): Prisma.Sql =>
  Prisma.sql`(${request}.state = 'open' AND ${request}.deadline > ${now} AND NOT ${askerSuspendedSince(request)})`
