import { Prisma, type Raw } from '@/lib/infra/db'

/** Takes a line's row for the rest of the transaction, as `holdUser` does a user's. */
export async function holdLine(tx: Raw, subscriptionId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM subscription WHERE id = ${subscriptionId}::uuid FOR UPDATE`
}

/** Whether a line `l` may sign in, as SQL: a lost SIM (suspended) or a dead one may not. */
export const lineMaySignIn = Prisma.sql`l.status IN ('active', 'restricted')`
