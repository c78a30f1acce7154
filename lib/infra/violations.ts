import { Prisma } from './db'

/** The database refused a second row where there may be only one. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'

/** The database refused with one of our own rules, raised by a trigger under this name. */
export const isRaised = (error: unknown, name: string): boolean =>
  error instanceof Error && error.message.includes(name)
