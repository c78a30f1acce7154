import type { Result } from '@/lib/kernel/result'
import type { Raw, Tx } from './db'
import type { World } from './world'

/** Carries a refusal out of a transaction, so that everything written before it rolls back. */
class RolledBack extends Error {
  constructor(readonly result: Result<never>) {
    super('rolled back by a refusal')
  }
}

type Work<Through, T> = (tx: Through) => Promise<Result<T>>

/**
 * One transaction: the change, the audit row, the message. A refusal rolls all of it back and is
 * returned; what is thrown rolls back and goes on.
 */
export const transaction = <T>(world: World, work: Work<Tx, T>): Promise<Result<T>> =>
  returningRefusals(work, (all) => world.db.$transaction(all))

/** The same for statements by hand, straight through the driver: for what every sign-in does. */
export const sqlTransaction = <T>(world: World, work: Work<Raw, T>): Promise<Result<T>> =>
  returningRefusals(work, (all) => world.sql.transaction(all))

async function returningRefusals<Through, T>(
  work: Work<Through, T>,
  begin: (all: Work<Through, T>) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await begin(async (tx) => {
      const result = await work(tx)
      if (!result.ok) throw new RolledBack(result)
      return result
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.result
    throw error
  }
}
