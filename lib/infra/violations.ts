import { Prisma } from './db'

/** The database refused a second row where there may be only one. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'

/** SQLSTATE of what is refused because other rows name a row: restrict_violation (since PostgreSQL 18) or foreign_key_violation. */
const STILL_NAMED = /Code: `(23001|23503)`/

/** The database refused to remove a row that other rows still name, in a statement by hand. */
export const isStillNamed = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2003' || STILL_NAMED.test(error.message))

/** The database refused with one of our own rules, raised by a trigger under this name. */
export const isRaised = (error: unknown, name: string): boolean =>
  error instanceof Error && error.message.includes(name)
